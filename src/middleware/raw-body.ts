import type { IncomingMessage, ServerResponse } from 'node:http';

const keptBodies = new WeakMap<IncomingMessage, Uint8Array>();

/**
 * Keeps the bytes of a body that another parser consumes, so that paramap judges and forwards what the caller sent:
 * `express.json({ verify: keepRawBody })`. Without it only the parsed value is left, where large numbers, duplicate keys
 * and broken text can no longer be seen.
 */
export function keepRawBody(req: IncomingMessage, _res: ServerResponse, bytes: Uint8Array): void {
  keptBodies.set(req, bytes);
}

/** The bytes that `keepRawBody` kept of this request, if it did. */
export function keptRawBody(req: IncomingMessage): Uint8Array | undefined {
  return keptBodies.get(req);
}
