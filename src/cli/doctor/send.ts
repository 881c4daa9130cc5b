import http from 'node:http';
import https from 'node:https';
import type { Address } from '../../upstream/address.ts';
import type { UpstreamProtocol } from '../../upstream/connection.ts';
import { type TlsSettings, tlsConnectOptions } from '../../upstream/tls/tls-settings.ts';

/** A request of the doctor. */
export interface Sent {
  readonly method: string;
  /** Behind the path of the target. */
  readonly path: string;
  /** Name, value, name, value, ... */
  readonly headers: readonly string[];
}

/** Where it is sent, as the gateway would. */
export interface SendWay {
  readonly address: Address;
  readonly tls: TlsSettings | undefined;
  readonly protocol: UpstreamProtocol;
  readonly limitMs: number;
}

/** What came back. `firstByteMs` counts from the connection. */
export interface Answered {
  readonly status: number;
  readonly rawHeaders: readonly string[];
  readonly headers: http.IncomingHttpHeaders;
  readonly content: Buffer;
  readonly firstByteMs: number;
  /** The moment at which it came, in milliseconds since 1970. */
  readonly atMs: number;
}

/** Of a longer content only the beginning is looked at. */
const mostBytes = 1_048_576;

/**
 * Sends one request over a connection of its own.
 *
 * Fails: rejects with the error of the connection, or with the code `NO_ANSWER` after the time limit.
 */
export function send(sent: Sent, way: SendWay): Promise<Answered> {
  return new Promise((resolve, reject) => {
    const isTls = way.address.origin.startsWith('https:');
    const request = (isTls ? https : http).request(requestOptions(sent, way));
    let sentMs = performance.now();
    const timer = setTimeout(
      () => request.destroy(Object.assign(new Error('no answer'), { code: 'NO_ANSWER' })),
      way.limitMs,
    );
    request.once('socket', (socket) =>
      socket.once(isTls ? 'secureConnect' : 'connect', () => {
        sentMs = performance.now();
      }),
    );
    // More than one may come, where what follows the answer is no HTTP.
    request.on('error', reject);
    request.once('close', () => clearTimeout(timer));
    request.once('response', (answer) => {
      const { statusCode: status = 0, rawHeaders, headers } = answer;
      const head = {
        status,
        rawHeaders,
        headers,
        firstByteMs: Math.round(performance.now() - sentMs),
        atMs: Date.now(),
      };
      answer.on('error', reject);
      // What a server sends behind such a head, against the rules, is not looked at. Source: RFC 9110, section 9.3.2.
      if (sent.method === 'HEAD') resolve({ ...head, content: Buffer.alloc(0) });
      readContent(answer, (content) => {
        resolve({ ...head, content });
        request.destroy();
      });
    });
    request.end();
  });
}

function requestOptions({ method, path, headers }: Sent, { address, tls }: SendWay): https.RequestOptions {
  const { origin, basePath, socketPath } = address;
  const isTls = origin.startsWith('https:');
  const base = new URL(origin);
  const lines = [...headers, ...(hasHost(headers) ? [] : ['Host', base.host])];
  return {
    method,
    host: base.hostname.replace(/^\[|\]$/g, ''),
    port: base.port === '' ? (isTls ? 443 : 80) : Number(base.port),
    path: basePath + path,
    headers: [...lines, 'Connection', 'close'],
    agent: false,
    ...(socketPath !== undefined && { socketPath }),
    ...(isTls && tlsConnectOptions(tls)),
  };
}

/** Gives the content, or its beginning, as soon as that is there. */
function readContent(answer: http.IncomingMessage, onEnd: (content: Buffer) => void): void {
  const chunks: Buffer[] = [];
  let bytes = 0;
  const end = (): void => onEnd(Buffer.concat(chunks));
  answer.on('data', (chunk: Buffer) => {
    chunks.push(chunk);
    bytes += chunk.length;
    if (bytes > mostBytes) end();
  });
  answer.once('end', end);
}

const hasHost = (headers: readonly string[]): boolean =>
  headers.some((text, index) => index % 2 === 0 && text.toLowerCase() === 'host');
