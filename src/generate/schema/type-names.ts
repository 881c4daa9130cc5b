/** Global types that generated code and its users rely on; a type of ours must not hide one. */
const globalTypes = (
  'Array BigInt Boolean Date Error Function Headers Iterable Iterator JSON Map Math Number Object Omit Partial Pick ' +
  'Promise Proxy Readonly Record RegExp Request Required Response Set String Symbol URL'
).split(' ');

/** Something that needs a type name: `id` never changes with the order of a contract, `wanted` is what it would be called. */
export interface NameWish {
  readonly id: string;
  readonly wanted: string;
}

/**
 * Makes a type name of any text: `user-id` gives `UserId`, `用户` gives `U7528U6237`.
 *
 * Only ASCII letters and digits come out, so that the name is the same in every editor and file system, and
 * json-schema-to-typescript takes it as it is. A letter after a digit is a capital, as that library wants it.
 */
export function typeName(text: string): string {
  const latin = text.normalize('NFKD').replace(/\p{Mn}/gu, '');
  const spelled = latin.replace(/[^\p{ASCII}]/gu, spellOut);
  const words = spelled.split(/[^A-Za-z0-9]+/).filter((word) => word !== '');
  const joined = words.map((word) => word.charAt(0).toUpperCase() + word.slice(1)).join('');
  const named = /^[A-Z]/.test(joined) ? joined : `Type${joined}`;
  return named.replace(/[0-9][a-z]/g, (pair) => pair.toUpperCase());
}

/** A letter or digit of another script by its code point; signs and symbols only separate words. */
function spellOut(character: string): string {
  return /[\p{L}\p{N}]/u.test(character) ? ` U${character.codePointAt(0)?.toString(16).toUpperCase()} ` : ' ';
}

/**
 * Gives every wish a name of its own, by id.
 *
 * Where several want the same, the order of their ids decides who has it and who gets a number, never the order in the
 * contract: moving a definition renames nothing.
 */
export function assignNames(wishes: readonly NameWish[], reserved: readonly string[]): ReadonlyMap<string, string> {
  // Compared without regard to case: names that differ in case alone are a trap for readers.
  const taken = new Set([...globalTypes, ...reserved].map((name) => name.toLowerCase()));
  const names = new Map<string, string>();
  const inOrder = [...wishes].sort((one, other) => (one.id < other.id ? -1 : 1));
  for (const { id, wanted } of inOrder) {
    const base = typeName(wanted);
    let name = taken.has(base.toLowerCase()) && globalTypes.includes(base) ? `${base}Value` : base;
    for (let count = 2; taken.has(name.toLowerCase()); count += 1) {
      name = `${base}${count}`;
    }
    taken.add(name.toLowerCase());
    names.set(id, name);
  }
  return names;
}
