import { closest, distance } from 'fastest-levenshtein';

/** The codec that was most likely meant: another spelling, a slip, or the first of which the name is a word. */
export function nearestCodec(name: string, known: readonly string[]): string | undefined {
  const plain = name.slice(0, 40).toLowerCase().replaceAll(/[\s_]/g, '-');
  if (plain === '') return undefined;
  const near = closest(plain, known);
  if (near !== undefined && distance(plain, near) <= slips(plain.length)) return near;
  return known.find((candidate) => candidate.split('-').includes(plain) || plain.split('-').includes(candidate));
}

function slips(length: number): number {
  return length < 4 ? 1 : Math.max(2, Math.floor(length / 3));
}
