import { distance } from 'fastest-levenshtein';
import type { JsonValue } from '../codec/json-value.ts';
import { type Location, locations } from '../http/location.ts';

/** The names that are declared, by location. */
export type DeclaredNames = Readonly<Partial<Record<Location, readonly string[]>>>;

/**
 * The declared name that was most likely meant.
 *
 * In:  `user_name`, of `['userName', 'age']`.
 * Out: `userName`: the same name in another case or spelling, else one that is a slip of the keyboard away, else the only
 *      one that has it among its words. `undefined` where a guess would mislead.
 */
export function nearestName(name: string, declared: readonly string[]): string | undefined {
  const others = declared.filter((candidate) => candidate !== name);
  return sameSpelling(name, others) ?? nearestSlip(name, others) ?? onlyOneWithWord(name, others);
}

/** The name in another case or spelling: `user_name`, `USERNAME` and `user-name` are `userName`. */
function sameSpelling(name: string, declared: readonly string[]): string | undefined {
  const lower = name.toLowerCase();
  const plain = plainSpelling(name);
  return (
    declared.find((candidate) => candidate.toLowerCase() === lower) ??
    (plain === '' ? undefined : declared.find((candidate) => plainSpelling(candidate) === plain))
  );
}

function nearestSlip(name: string, declared: readonly string[]): string | undefined {
  const plain = plainSpelling(name);
  let nearest: string | undefined;
  let best = Number.POSITIVE_INFINITY;
  for (const candidate of declared) {
    const other = plainSpelling(candidate);
    const limit = slips(Math.min(plain.length, other.length));
    // A name of thousands of characters is no slip of a short one; measuring it would cost the product of both lengths.
    if (Math.abs(plain.length - other.length) > limit) continue;
    const away = isSwap(plain, other) ? 1 : distance(plain, other);
    if (away <= limit && away < best) [nearest, best] = [candidate, away];
  }
  return nearest;
}

/** `user` or `name` for `userName`, where no other declared name has that word. */
function onlyOneWithWord(name: string, declared: readonly string[]): string | undefined {
  const plain = plainSpelling(name);
  const ownWords = wordsOf(name);
  const found = declared.filter(
    (candidate) => isAmong(plain, wordsOf(candidate)) || isAmong(plainSpelling(candidate), ownWords),
  );
  return found.length === 1 ? found[0] : undefined;
}

const isAmong = (word: string, words: readonly string[]): boolean => word.length >= 3 && words.includes(word);

/** How many slips still let a name of this length be recognized. */
function slips(length: number): number {
  if (length < 3) return 0;
  if (length < 6) return 1;
  return length < 10 ? 2 : 3;
}

/** Two letters that changed places, which a plain edit distance counts twice. */
function isSwap(left: string, right: string): boolean {
  if (left.length !== right.length || left.length < 3) return false;
  const at = firstDifference(left, right);
  return left[at] === right[at + 1] && left[at + 1] === right[at] && left.slice(at + 2) === right.slice(at + 2);
}

function firstDifference(left: string, right: string): number {
  let at = 0;
  while (at < left.length && left[at] === right[at]) at += 1;
  return at;
}

const plainSpelling = (name: string): string => name.toLowerCase().replace(/[\s_\-.[\]]/g, '');

/** None where a name is so long that nobody types it. */
function wordsOf(name: string): string[] {
  if (name.length > 64) return [];
  if (/^[a-z\d]*$/.test(name)) return [name];
  return name
    .replace(/([\p{Ll}\d])(\p{Lu})/gu, '$1 $2')
    .toLowerCase()
    .split(/[\s_\-.]+/);
}

/** A location that declares the very name, for a value that was sent in the wrong one. */
export function locationOf(name: string, elsewhere: DeclaredNames): { in: Location; name: string } | undefined {
  const exact = findElsewhere(elsewhere, (candidate) => candidate === name);
  return exact ?? findElsewhere(elsewhere, (candidate) => plainSpelling(candidate) === plainSpelling(name));
}

function findElsewhere(
  elsewhere: DeclaredNames,
  isMeant: (candidate: string) => boolean,
): { in: Location; name: string } | undefined {
  for (const location of locations) {
    const found = elsewhere[location]?.find(isMeant);
    if (found !== undefined) return { in: location, name: found };
  }
  return undefined;
}

/** The allowed value that was most likely meant: the nearest text, or the value that is written the same (`"1"` for `1`). */
export function nearestValue(value: JsonValue, allowed: readonly JsonValue[]): JsonValue | undefined {
  if (typeof value !== 'string') {
    return allowed.find((candidate) => typeof candidate === 'string' && candidate === String(value));
  }
  const sameText = allowed.find((candidate) => typeof candidate !== 'string' && JSON.stringify(candidate) === value);
  if (sameText !== undefined) return sameText;
  const texts = allowed.filter((candidate) => typeof candidate === 'string');
  return nearestName(value, texts);
}
