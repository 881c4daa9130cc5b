import type { Outgoing, TypedValues } from '../../pipeline/request.ts';

/** Of longer contents the beginning is looked at. */
const mostUnits = 4096;

/**
 * A number that is the same for the same request, for as long as the process lives; nothing can be read from it.
 *
 * It is made of failed requests alone. Source: FNV-1a, 32 bits.
 */
export function fingerprintOf(outgoing: Outgoing, values: TypedValues, salt: number): number {
  const { method, path, body } = outgoing;
  const head = `${method} ${path} ${JSON.stringify(values.header)} ${JSON.stringify(values.cookie)} `;
  const content = typeof body === 'string' ? body : '';
  let hash = hashText(head.slice(0, mostUnits), salt | 0);
  hash = hashText(content.slice(0, mostUnits), hash);
  for (const byte of typeof body === 'string' ? [] : (body?.subarray(0, mostUnits) ?? [])) hash = step(hash, byte);
  return hash >>> 0;
}

function hashText(text: string, start: number): number {
  let hash = start;
  for (let at = 0; at < text.length; at += 1) hash = step(hash, text.charCodeAt(at));
  return hash;
}

const step = (hash: number, unit: number): number => Math.imul(hash ^ unit, 0x01000193);
