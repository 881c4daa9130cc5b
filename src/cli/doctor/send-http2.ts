import { createPool } from '../../upstream/connection.ts';
import type { Answered, Sent, SendWay } from './send.ts';

/** Of a longer content only the beginning is looked at. */
const mostBytes = 1_048_576;
const headerBytes = 65_536;

/**
 * Sends one request as `send` does, to a target that HTTP/2 is offered to. `firstByteMs` has the connection in it.
 *
 * Fails: rejects with the error of the connection, or with the code `NO_ANSWER` after the time limit.
 */
export async function sendHttp2(
  { method, path, headers }: Sent,
  { address: { origin, basePath }, tls, limitMs }: SendWay,
): Promise<Answered> {
  const pool = createPool(origin, { protocol: 'http2', connectMs: limitMs, headerBytes, tls });
  const sentMs = performance.now();
  const signal = AbortSignal.timeout(limitMs);
  try {
    const answer = await pool.request({ method, path: basePath + path, headers: [...headers], signal });
    const firstByteMs = Math.round(performance.now() - sentMs);
    const atMs = Date.now();
    const fields = Object.entries(answer.headers);
    const rawHeaders = fields.flatMap(([name, value]) => [value ?? ''].flat().flatMap((line) => [name, line]));
    const content = await beginningOf(answer.body);
    return { status: answer.statusCode, rawHeaders, headers: answer.headers, content, firstByteMs, atMs };
  } catch (error) {
    throw signal.aborted ? Object.assign(new Error('no answer'), { code: 'NO_ANSWER' }) : error;
  } finally {
    void pool.destroy();
  }
}

async function beginningOf(body: AsyncIterable<Buffer>): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of body) {
    chunks.push(chunk);
    bytes += chunk.length;
    if (bytes > mostBytes) break;
  }
  return Buffer.concat(chunks);
}
