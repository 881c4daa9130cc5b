import { createProblem, type Problem } from '../problem/problem.ts';

/** What Node's parser and timers tell of a request that never became one. */
export interface ParserError extends Error {
  readonly code?: string;
  /** The parser's own sentence, the same for every request with that fault. */
  readonly reason?: string;
  /** The bytes at hand when it happened, and how many of them were understood. */
  readonly rawPacket?: Uint8Array;
  readonly bytesParsed?: number;
}

/**
 * The problem behind an error of the parser, or `undefined` where there is nobody to answer or nothing to say.
 *
 * Source: the codes are those of llhttp (`HPE_...`) and of Node's server (`ERR_HTTP_...`).
 */
export function parserProblem(
  error: ParserError,
  limits: { urlBytes: number; headerBytes: number },
): Problem | undefined {
  switch (error.code) {
    case 'ERR_HTTP_REQUEST_TIMEOUT':
      return createProblem('request-timeout', { detail: 'The request was not complete in time' });
    case 'HPE_HEADER_OVERFLOW':
      return isLongTarget(error) ? longTarget(limits.urlBytes) : longHeaders(limits.headerBytes);
    case 'HPE_INVALID_METHOD':
      return isUnknownMethod(error) ? unknownMethod : malformed(error);
    // Bytes behind a request that asked to close: it was answered, and nothing after it is processed (RFC 9112, 9.6).
    case 'HPE_CLOSED_CONNECTION':
    // The caller left before its request was complete: nobody waits for an answer (RFC 9112, section 8).
    case 'HPE_INVALID_EOF_STATE':
      return undefined;
    default:
      return error.code?.startsWith('HPE_') === true ? malformed(error) : undefined;
  }
}

const unknownMethod = createProblem('method-not-implemented', { detail: 'This method is not known here' });

const longTarget = (limitBytes: number): Problem =>
  createProblem('url-too-long', {
    detail: `Path and query are longer than ${limitBytes} bytes`,
    members: { limitBytes },
  });

const longHeaders = (limitBytes: number): Problem =>
  createProblem('headers-too-large', {
    detail: `The header fields are larger than ${limitBytes} bytes`,
    members: { limitBytes },
  });

function malformed(error: ParserError): Problem {
  const reason = error.reason ?? '';
  const field = fieldAtFault(error);
  const where = field === undefined ? '' : `, in the field \`${field}\``;
  return createProblem('malformed-request', {
    detail: reason === '' ? 'This is not HTTP' : `This is not HTTP: ${reason}${where}`,
  });
}

/** The name of the field in which the parser stopped, where it has one; that of a folded line stands before it. */
function fieldAtFault(error: ParserError): string | undefined {
  const { text, start } = placeAtFault(error);
  const line = lineFrom(text, start);
  const whole = /^[ \t]/.test(line) && start > 0 ? lineFrom(text, text.lastIndexOf('\n', start - 2) + 1) : line;
  return /^([!#$%&'*+.^_`|~\w-]{1,64})[ \t]*:/.exec(whole)?.[1];
}

/** Whether the overflow happened within the request line: the line at hand has no end. */
function isLongTarget(error: ParserError): boolean {
  const line = lineAtFault(error);
  return /^(?:[A-Z]+ )?[^\s:]+$/.test(line) || /^[A-Z]+ \S+$/.test(line);
}

/** A token and a target behind it: a request of a method that the parser does not know, not noise. */
function isUnknownMethod(error: ParserError): boolean {
  return /^[!#$%&'*+.^_`|~\w-]+ [/*h]/.test(lineAtFault(error));
}

/** The line in which the parser stopped; other requests may stand before it. */
function lineAtFault(error: ParserError): string {
  const { text, start } = placeAtFault(error);
  return lineFrom(text, start);
}

/** The bytes at hand, and where the line begins in which the parser stopped. */
function placeAtFault({ rawPacket, bytesParsed = 0 }: ParserError): { readonly text: string; readonly start: number } {
  const text = Buffer.from(rawPacket ?? []).toString('latin1');
  return { text, start: text.lastIndexOf('\n', Math.max(0, bytesParsed - 1)) + 1 };
}

function lineFrom(text: string, start: number): string {
  const end = text.indexOf('\n', start);
  return text.slice(start, end < 0 ? undefined : end);
}
