import type { Seen } from './walk.ts';

/** `1 item`, `3 items`. */
export const countPhrase = (count: number, unit: string): string => `${count} ${unit}${count === 1 ? '' : 's'}`;

/** `, but has 3`, `, but is empty`; nothing where the value may not be shown. */
export function sizePhrase(count: number, seen: Seen): string {
  if (!seen.isShowable) return '';
  return count === 0 ? ', but is empty' : `, but has ${count}`;
}
