import type { MappingArrow } from '../../protocol-contracts.ts';
import type { PlaceView } from '../../protocol-request.ts';

/** In the order in which requests hold them. */
export const placeOrder: readonly PlaceView['in'][] = ['status', 'path', 'query', 'header', 'cookie', 'body'];

/** A place below the heading of its location: `userName`, `filter/since`, `/lines/*` + `/sku` of a body. */
export function placeLabel({ in: location, name, pointer }: PlaceView): string {
  if (location === 'body') return pointer === '' ? 'the whole body' : pointer;
  return location === 'status' ? 'status' : `${name}${pointer}`;
}

/** A place in words that stand alone: `query userName`, `body /lines/0/sku`, `status`. */
export function placeWords(place: PlaceView): string {
  return place.in === 'status' ? 'status' : `${place.in} ${placeLabel(place)}`;
}

/** Whether a value goes on under its name, at its place, as it is. */
export function isUnchanged({ kind, from, to, codecs, reasons }: MappingArrow): boolean {
  if (kind !== 'value' || from === undefined || to === undefined || codecs.length + reasons.length > 0) return false;
  return from.in === to.in && from.name === to.name && from.pointer === to.pointer;
}

/**
 * A codec in a few letters: `{"scale":2}` as `scale 2`, `{"date":"dd.MM.yyyy"}` as `date dd.MM.yyyy`, one with a table by its name
 * alone. A name stays as it is.
 */
export function codecLabel(codec: string): string {
  if (!codec.startsWith('{')) return codec;
  try {
    const [entry, ...others] = Object.entries<unknown>(JSON.parse(codec));
    if (entry === undefined || others.length > 0) return codec;
    const [name, argument] = entry;
    return typeof argument === 'string' || typeof argument === 'number' ? `${name} ${argument}` : name;
  } catch {
    return codec;
  }
}

/** The last part of a path: what a file is called. */
export function fileName(path: string): string {
  return path.split(/[/\\]/).findLast((part) => part !== '') ?? path;
}
