/** Code points from first to last, both included. */
export type CodePointRange = readonly [first: number, last: number];

const lastCodePoint = 0x10ffff;

/** What `\d`, `\w` and `\s` match. Source: ECMA-262, section 22.2.2.9 (CharacterClassEscape), flag `u` without `i`. */
export const escapeRanges: Readonly<Record<'d' | 'w' | 's', readonly CodePointRange[]>> = {
  d: [[0x30, 0x39]],
  w: [
    [0x30, 0x39],
    [0x41, 0x5a],
    [0x5f, 0x5f],
    [0x61, 0x7a],
  ],
  s: [
    [0x09, 0x0d],
    [0x20, 0x20],
    [0xa0, 0xa0],
    [0x1680, 0x1680],
    [0x2000, 0x200a],
    [0x2028, 0x2029],
    [0x202f, 0x202f],
    [0x205f, 0x205f],
    [0x3000, 0x3000],
    [0xfeff, 0xfeff],
  ],
};

/** What `.` does not match. Source: ECMA-262, section 12.3. */
export const lineTerminators: readonly CodePointRange[] = [
  [0x0a, 0x0a],
  [0x0d, 0x0d],
  [0x2028, 0x2029],
];

/** Everything outside of sorted ranges. */
export function complement(ranges: readonly CodePointRange[]): CodePointRange[] {
  const outside: CodePointRange[] = [];
  let next = 0;
  for (const [first, last] of ranges) {
    if (first > next) outside.push([next, first - 1]);
    next = last + 1;
  }
  if (next <= lastCodePoint) outside.push([next, lastCodePoint]);
  return outside;
}

/**
 * The code points of a Unicode property as this runtime knows it: `Script=Greek`, `Emoji`, `Lowercase_Letter`.
 *
 * Asks the native engine once for each code point (some 50 ms), because other engines know fewer names.
 */
export function propertyRanges(property: string): CodePointRange[] {
  const native = new RegExp(`\\p{${property}}`, 'u');
  const ranges: CodePointRange[] = [];
  let first = -1;
  for (let codePoint = 0; codePoint <= lastCodePoint + 1; codePoint++) {
    const isIn = codePoint <= lastCodePoint && native.test(String.fromCodePoint(codePoint));
    if (isIn && first === -1) first = codePoint;
    if (isIn || first === -1) continue;
    ranges.push([first, codePoint - 1]);
    first = -1;
  }
  return ranges;
}

/** Ranges as the inside of an RE2 character class. */
export function formatRanges(ranges: readonly CodePointRange[]): string {
  return ranges.map(([first, last]) => `\\x{${first.toString(16)}}-\\x{${last.toString(16)}}`).join('');
}
