import type { IncomingMessage } from 'node:http';
import type { Refusal } from './access.ts';

/** What was sent, or why it is not taken. */
export type ReadJson =
  | { readonly ok: true; readonly value: unknown }
  | { readonly ok: false; readonly refusal: Refusal };

/** Reads the JSON of a POST; what is larger than `mostBytes` is not read to its end. */
export async function readJson(req: IncomingMessage, mostBytes: number): Promise<ReadJson> {
  const type = (req.headers['content-type'] ?? '').split(';', 1)[0]?.trim().toLowerCase();
  if (type !== 'application/json') return refuse(415, 'wrong-type', 'A POST carries `application/json`.');
  if (Number(req.headers['content-length'] ?? 0) > mostBytes) return tooLarge(mostBytes);
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of req) {
    if (!Buffer.isBuffer(chunk)) continue;
    size += chunk.length;
    if (size > mostBytes) return tooLarge(mostBytes);
    chunks.push(chunk);
  }
  try {
    return { ok: true, value: JSON.parse(Buffer.concat(chunks).toString('utf8')) };
  } catch {
    return refuse(400, 'malformed', 'The content is no JSON.');
  }
}

const tooLarge = (mostBytes: number): ReadJson =>
  refuse(413, 'too-large', `This is too large to be taken here: at most ${Math.floor(mostBytes / 1024)} KiB in all.`);

const refuse = (status: number, code: string, detail: string): ReadJson => ({
  ok: false,
  refusal: { status, code, detail },
});
