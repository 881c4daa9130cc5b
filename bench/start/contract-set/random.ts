/** Numbers that look random and are the same in every run: a generated set of contracts is one thing that can be talked about. */
export interface Random {
  /** A whole number from `least` to `most`, both included. */
  between(least: number, most: number): number;
  pick<const List extends readonly [unknown, ...unknown[]]>(among: List): List[number];
  /** True in `percent` of 100 cases. */
  chance(percent: number): boolean;
}

/** Source: Tommy Ettinger's mulberry32, which needs no more than 32 bits of state. */
export function seededRandom(seed: number): Random {
  let state = seed >>> 0;
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const between = (least: number, most: number): number => least + Math.floor(next() * (most - least + 1));
  return {
    between,
    pick: (among) => among[between(0, among.length - 1)] ?? among[0],
    chance: (percent) => next() * 100 < percent,
  };
}
