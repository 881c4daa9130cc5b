import { fits, type Literal, misfits, type Origin } from '../schema/node.ts';
import { typeBits } from '../schema/value-types.ts';
import { isClosed, type ObjectShape } from './object-shape.ts';
import type { Tried } from './result.ts';
import type { Search } from './search.ts';

/** More patterns are not told apart: each doubles the kinds of names. */
const mostPatterns = 6;

const nowhere: Origin = { side: 'inner', file: '', pointer: '', keyword: '' };

/** What a name that no keyword mentions is to be. */
export interface NameQuestion {
  readonly shape: ObjectShape;
  readonly wanted: readonly Literal[];
  /** Names that are taken. */
  readonly taken: readonly string[];
}

/**
 * One name of each kind that no keyword mentions: names are of one kind where the same patterns match them.
 *
 * What could not be decided is added to `tried`.
 */
export function* unmentionedNames(search: Search, question: NameQuestion, tried: Tried): Generator<string> {
  const { shape, wanted, taken } = question;
  if (isClosed(shape)) return;
  const [pattern] = shape.patterns;
  if (pattern !== undefined && shape.patterns.length > mostPatterns) {
    tried.add({ kind: 'unknown', hindrances: [{ at: pattern.at, because: 'there are too many patterns of names' }] });
    return;
  }
  const at = shape.members[0]?.at ?? nowhere;
  const names = [...new Set([...shape.mentioned, ...taken])];
  const base = [
    fits(search.factory.type(at, typeBits.text)),
    ...shape.names,
    ...wanted,
    ...(names.length === 0 ? [] : [misfits(search.factory.values(at, names))]),
  ];
  yield* withPatterns(search, { base, patterns: shape.patterns.map(fits), tried });
}

function* withPatterns(
  search: Search,
  { base, patterns, tried }: { base: readonly Literal[]; patterns: readonly Literal[]; tried: Tried },
): Generator<string> {
  const [first, ...others] = patterns;
  const result = search.solve(base);
  if (result.kind === 'unknown') tried.add(result);
  if (result.kind !== 'found') return;
  if (first === undefined) {
    // Any name shows it, but one that can be read shows it better.
    const longer = result.value === '' ? search.solve([...base, notEmpty(search)]) : result;
    const name = longer.kind === 'found' ? longer.value : result.value;
    if (typeof name === 'string') yield name;
    return;
  }
  for (const holds of [false, true]) {
    yield* withPatterns(search, { base: [...base, { ...first, holds }], patterns: others, tried });
  }
}

const notEmpty = ({ factory }: Search): Literal => fits(factory.count('length', nowhere, { least: 1 }));
