/** What goes wrong with one of the streams of an HTTP/2 connection, by name; part of the table of all failures. */
export const streamFailures = {
  unprocessed: {
    code: 'upstream-unreachable',
    proxyError: 'connection_terminated',
    detail: 'The service behind the gateway did not take the request up',
    retryable: true,
  },
  http1Wanted: {
    code: 'upstream-invalid-response',
    proxyError: 'http_protocol_error',
    detail: 'The service behind the gateway answers this request over HTTP/1.1 only',
    retryable: false,
    lasting: true,
  },
  demanding: {
    code: 'upstream-invalid-response',
    proxyError: 'http_protocol_error',
    detail: 'The stream was given up as too demanding: too many fields in an answer, or too many requests',
  },
} as const;

/** What a stream that was reset came to. The last two are those of any connection. */
export type StreamFailureName = keyof typeof streamFailures | 'reset' | 'protocol';

/** By error code; all others say that the connection broke. Source: RFC 9113, section 7. */
const byErrorCode: Readonly<Record<number, StreamFailureName>> = {
  1: 'protocol',
  3: 'protocol',
  6: 'protocol',
  7: 'unprocessed',
  9: 'protocol',
  11: 'demanding',
  13: 'http1Wanted',
};

/**
 * Names the failure of a stream; `undefined` where the error tells of something else.
 *
 * In:  an error of undici's: one of Node's with the code of the reset beside it, or one of its own that only says it in words.
 */
export function streamFailure(error: unknown): StreamFailureName | undefined {
  if (!(error instanceof Error) || !('code' in error)) return undefined;
  const { code, message } = error;
  if (isLeftBehind(message)) return 'unprocessed';
  if (code === 'UND_ERR_INFO' && message.startsWith('HTTP/2: ')) {
    return /"frameError"/.test(message) ? 'protocol' : 'reset';
  }
  if (code !== 'ERR_HTTP2_STREAM_ERROR' && code !== 'ERR_HTTP2_SESSION_ERROR') return undefined;
  const reset = 'http2ErrorCode' in error ? Number(error.http2ErrorCode) : 0;
  return byErrorCode[reset] ?? 'reset';
}

/**
 * A GOAWAY named an earlier stream as the last that was or will be looked at; requests that can be replayed were sent once
 * more by undici, over another connection. Source: RFC 9113, section 6.8.
 */
const isLeftBehind = (message: string): boolean => message.startsWith('HTTP/2: "GOAWAY" frame received');

/** Whether an upstream says that it has done nothing with a request, so that it may be sent again whatever it asks for. */
export const isUnprocessed = (error: unknown): boolean => streamFailure(error) === 'unprocessed';
