import { typeName } from '../schema/type-names.ts';

/**
 * Words that cannot name a constant of a module. Source: ECMAScript 2025, section 12.7.2, and strict mode. A module that
 * exports a function `then` is a promise for `import()`, and never there.
 */
const reservedWords = (
  'arguments await break case catch class const continue debugger default delete do else enum eval export extends false ' +
  'finally for function if implements import in instanceof interface let new null package private protected public return ' +
  'static super switch this throw true try typeof var void while with yield undefined NaN Infinity globalThis async of then'
).split(' ');

/**
 * Gives every operation the name of a constant: its own where that is one, else one made of its words.
 *
 * The names themselves decide who has what several want, never the order in the contract.
 */
export function assignConstants(operations: readonly string[], taken: readonly string[]): ReadonlyMap<string, string> {
  const used = new Set([...reservedWords, ...taken]);
  const names = new Map<string, string>();
  const isPlain = (name: string): boolean => /^[A-Za-z_$][\w$]*$/.test(name) && !used.has(name);
  for (const name of [...operations].sort()) {
    if (!isPlain(name)) continue;
    names.set(name, name);
    used.add(name);
  }
  for (const name of [...operations].sort()) {
    if (names.has(name)) continue;
    const words = typeName(name);
    const base = words.charAt(0).toLowerCase() + words.slice(1);
    let constant = base;
    for (let count = 1; used.has(constant); count += 1) constant = `${base}Operation${count === 1 ? '' : count}`;
    names.set(name, constant);
    used.add(constant);
  }
  return names;
}
