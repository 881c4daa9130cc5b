import { distance } from 'fastest-levenshtein';
import { ExactNumber } from '../codec/exact-number.ts';
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
  const plain = plainSpelling(name);
  const meant: Meant = { name, lower: name.toLowerCase(), plain, letters: lettersOf(plain) };
  const others = spellingsOf(declared);
  return sameSpelling(meant, others) ?? nearestSlip(meant, others) ?? onlyOneWithWord(meant, others);
}

/** A name in the forms that are compared first; few names are looked at word by word. */
type Meant = Omit<Spelling, 'words'>;

/** A name in the forms that it is compared in. */
interface Spelling {
  readonly name: string;
  readonly lower: string;
  /** In lower case, without what stands between words. */
  readonly plain: string;
  /** The letters of `plain`, each as a bit; some share one. */
  readonly letters: number;
  readonly words: readonly string[];
}

// The names of a contract never change, so each list of them is spelled once.
const spelled = new WeakMap<readonly string[], readonly Spelling[]>();

function spellingsOf(declared: readonly string[]): readonly Spelling[] {
  const known = spelled.get(declared);
  if (known?.length === declared.length) return known;
  const spellings = declared.map(spell);
  spelled.set(declared, spellings);
  return spellings;
}

function spell(name: string): Spelling {
  const plain = plainSpelling(name);
  return { name, lower: name.toLowerCase(), plain, letters: lettersOf(plain), words: wordsOf(name) };
}

/** The name in another case or spelling: `user_name`, `USERNAME` and `user-name` are `userName`. */
function sameSpelling({ name, lower, plain }: Meant, declared: readonly Spelling[]): string | undefined {
  const found =
    declared.find((other) => other.lower === lower && other.name !== name) ??
    (plain === '' ? undefined : declared.find((other) => other.plain === plain && other.name !== name));
  return found?.name;
}

function nearestSlip({ name, plain, letters }: Meant, declared: readonly Spelling[]): string | undefined {
  let nearest: string | undefined;
  let best = Number.POSITIVE_INFINITY;
  for (const other of declared) {
    const limit = slips(Math.min(plain.length, other.plain.length));
    // A name of thousands of characters is no slip of a short one; measuring it would cost the product of both lengths.
    if (Math.abs(plain.length - other.plain.length) > limit || other.name === name) continue;
    // Each letter that only one of the two has is a slip at least.
    if (lacks(letters, other.letters) > limit || lacks(other.letters, letters) > limit) continue;
    const away = isSwap(plain, other.plain) ? 1 : distance(plain, other.plain);
    if (away <= limit && away < best) [nearest, best] = [other.name, away];
  }
  return nearest;
}

function lettersOf(text: string): number {
  let letters = 0;
  for (let at = 0; at < text.length; at += 1) letters |= 1 << (text.charCodeAt(at) & 31);
  return letters;
}

/** How many letters are in the one, and not in the other. */
function lacks(letters: number, others: number): number {
  let count = 0;
  for (let rest = letters & ~others; rest !== 0; rest &= rest - 1) count += 1;
  return count;
}

/** `user` or `name` for `userName`, where no other declared name has that word. */
function onlyOneWithWord({ name, plain }: Meant, declared: readonly Spelling[]): string | undefined {
  const words = wordsOf(name);
  const found = declared.filter(
    (other) => (isAmong(plain, other.words) || isAmong(other.plain, words)) && other.name !== name,
  );
  return found.length === 1 ? found[0]?.name : undefined;
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
export function locationOf(
  name: string,
  elsewhere: DeclaredNames,
  here?: Location,
): { in: Location; name: string } | undefined {
  const others = locations.filter((location) => location !== here && (elsewhere[location]?.length ?? 0) > 0);
  if (others.length === 0) return undefined;
  for (const location of others) if (elsewhere[location]?.includes(name)) return { in: location, name };
  const plain = plainSpelling(name);
  for (const location of others) {
    const found = spellingsOf(elsewhere[location] ?? []).find((other) => other.plain === plain);
    if (found !== undefined) return { in: location, name: found.name };
  }
  return undefined;
}

/** The allowed value that was most likely meant: the nearest text, or the value that is written the same (`"1"` for `1`). */
export function nearestValue(value: JsonValue, allowed: readonly JsonValue[]): JsonValue | undefined {
  if (typeof value !== 'string') {
    const text = plainText(value);
    return text === undefined ? undefined : allowed.find((candidate) => candidate === text);
  }
  const sameText = allowed.find((candidate) => typeof candidate !== 'string' && JSON.stringify(candidate) === value);
  return sameText === undefined ? nearestName(value, textsOf(allowed)) : sameText;
}

/** An object has no text; one with a member called `toString` cannot even be asked for it. */
function plainText(value: JsonValue): string | undefined {
  if (Array.isArray(value)) return value.every(isScalar) ? String(value) : undefined;
  return isScalar(value) ? String(value) : undefined;
}

const isScalar = (value: JsonValue): boolean =>
  typeof value !== 'object' || value === null || value instanceof ExactNumber;

// As with names: the values that a contract lists never change.
const texts = new WeakMap<readonly JsonValue[], readonly string[]>();

function textsOf(allowed: readonly JsonValue[]): readonly string[] {
  const known = texts.get(allowed);
  if (known !== undefined) return known;
  const found = allowed.filter((candidate) => typeof candidate === 'string');
  texts.set(allowed, found);
  return found;
}
