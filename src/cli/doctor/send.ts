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
export function send({ method, path, headers }: Sent, { address, tls, limitMs }: SendWay): Promise<Answered> {
  const { origin, basePath, socketPath } = address;
  const isTls = origin.startsWith('https:');
  const base = new URL(origin);
  const lines = [...headers, ...(hasHost(headers) ? [] : ['Host', base.host])];
  return new Promise((resolve, reject) => {
    const options: https.RequestOptions = {
      method,
      host: base.hostname.replace(/^\[|\]$/g, ''),
      port: base.port === '' ? (isTls ? 443 : 80) : Number(base.port),
      path: basePath + path,
      headers: [...lines, 'Connection', 'close'],
      agent: false,
      ...(socketPath !== undefined && { socketPath }),
      ...(isTls && tlsConnectOptions(tls)),
    };
    const request = (isTls ? https : http).request(options);
    let sentMs = performance.now();
    const timer = setTimeout(
      () => request.destroy(Object.assign(new Error('no answer'), { code: 'NO_ANSWER' })),
      limitMs,
    );
    request.once('socket', (socket) =>
      socket.once(isTls ? 'secureConnect' : 'connect', () => {
        sentMs = performance.now();
      }),
    );
    request.once('error', reject);
    request.once('close', () => clearTimeout(timer));
    request.once('response', (answer) => {
      const firstByteMs = Math.round(performance.now() - sentMs);
      const atMs = Date.now();
      const { statusCode: status = 0, rawHeaders } = answer;
      const chunks: Buffer[] = [];
      let bytes = 0;
      const end = (): void => {
        resolve({ status, rawHeaders, headers: answer.headers, content: Buffer.concat(chunks), firstByteMs, atMs });
        request.destroy();
      };
      answer.on('data', (chunk: Buffer) => {
        chunks.push(chunk);
        bytes += chunk.length;
        if (bytes > mostBytes) end();
      });
      answer.once('end', end);
      answer.once('error', reject);
    });
    request.end();
  });
}

const hasHost = (headers: readonly string[]): boolean =>
  headers.some((text, index) => index % 2 === 0 && text.toLowerCase() === 'host');
