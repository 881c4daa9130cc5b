import type { JsonValue } from '../../../codec/json-value.ts';
import type { Node } from './node.ts';
import { schemasBelow } from './object-keywords.ts';
import type { Opened, Reading } from './reading.ts';

/** What a schema evaluates in one case. */
export interface Case {
  /** What holds of the value in this case. */
  readonly conditions: readonly Node[];
  readonly names: readonly string[];
  readonly patterns: readonly string[];
  readonly everyMember: boolean;
  readonly prefix: number;
  readonly everyItem: boolean;
}

const nothing: Case = { conditions: [], names: [], patterns: [], everyMember: false, prefix: 0, everyItem: false };

const mostCases = 32;
const mostReferences = 12;

/** Thrown, and caught by the reader of the keyword, where the cases are too many, or depend on the items that `contains` finds. */
export class TooManyCases extends Error {}

/** The cases of a schema; `skipped` is the keyword that asks, which evaluates nothing for itself. */
export function casesOf(reading: Reading, references: readonly string[], skipped?: string): readonly Case[] {
  const { schema, target } = reading;
  let cases: readonly Case[] = [ownCase(reading, skipped)];
  const join = (other: readonly Case[]): void => {
    cases = product(cases, other);
  };
  if (typeof schema['$ref'] === 'string') {
    const reference = schema['$ref'];
    if (references.length > mostReferences || references.includes(reference)) throw new TooManyCases();
    join(casesBelow(target(reference), [...references, reference]));
  }
  const deeper = (below: Opened): readonly Case[] => casesBelow(below, references);
  for (const [index, part] of listOf(schema['allOf']).entries()) join(deeper(reading.below(part, 'allOf', index)));
  join(alternatives(reading, 'anyOf', deeper));
  join(alternatives(reading, 'oneOf', deeper));
  join(conditional(reading, deeper));
  for (const keyword of ['dependentSchemas', 'dependencies']) {
    for (const [name, below] of schemasBelow(schema[keyword])) join(dependent(reading, [keyword, name, below], deeper));
  }
  return cases;
}

function casesBelow(below: Opened, references: readonly string[]): readonly Case[] {
  if (below === 'unreadable') throw new TooManyCases();
  return below === 'no-keywords' ? [nothing] : casesOf(below, references);
}

type Deeper = (below: Opened) => readonly Case[];

const listOf = (value: JsonValue | undefined): readonly JsonValue[] => (Array.isArray(value) ? value : []);

function ownCase({ schema }: Reading, skipped: string | undefined): Case {
  const says = (keyword: string): boolean => schema[keyword] !== undefined && keyword !== skipped;
  if (schema['$dynamicRef'] !== undefined) throw new TooManyCases();
  // An item that `contains` finds is evaluated, wherever it is.
  if (schema['contains'] !== undefined) throw new TooManyCases();
  return {
    conditions: [],
    names: schemasBelow(schema['properties']).map(([name]) => name),
    patterns: schemasBelow(schema['patternProperties']).map(([pattern]) => pattern),
    everyMember: says('additionalProperties') || says('unevaluatedProperties'),
    prefix: listOf(schema['prefixItems']).length,
    everyItem: says('items') || says('unevaluatedItems'),
  };
}

function product(left: readonly Case[], right: readonly Case[]): readonly Case[] {
  if (left.length * right.length > mostCases) throw new TooManyCases();
  return left.flatMap((a) => right.map((b) => joined(a, b)));
}

const joined = (a: Case, b: Case): Case => ({
  conditions: [...a.conditions, ...b.conditions],
  names: [...new Set([...a.names, ...b.names])],
  patterns: [...new Set([...a.patterns, ...b.patterns])],
  everyMember: a.everyMember || b.everyMember,
  prefix: Math.max(a.prefix, b.prefix),
  everyItem: a.everyItem || b.everyItem,
});

const saysNothing = (cases: readonly Case[]): boolean =>
  cases.every(
    ({ names, patterns, everyMember, prefix, everyItem }) =>
      names.length === 0 && patterns.length === 0 && !everyMember && prefix === 0 && !everyItem,
  );

/** Each branch that evaluates something is fitted, or is not. */
function alternatives(reading: Reading, keyword: 'anyOf' | 'oneOf', deeper: Deeper): readonly Case[] {
  const { schema, factory, child } = reading;
  let cases: readonly Case[] = [nothing];
  for (const [index, part] of listOf(schema[keyword]).entries()) {
    const below = deeper(reading.below(part, keyword, index));
    if (saysNothing(below)) continue;
    const node = child(part, keyword, index);
    const outside: Case = { ...nothing, conditions: [factory.not(node.at, node)] };
    cases = product(cases, [outside, ...below.map((one) => joined(one, { ...nothing, conditions: [node] }))]);
  }
  return cases;
}

function conditional({ schema, factory, child, below }: Reading, deeper: Deeper): readonly Case[] {
  const { if: condition, then: whenFit = true, else: otherwise = true } = schema;
  if (condition === undefined) return [nothing];
  const node = child(condition, 'if');
  const fit = product(deeper(below(condition, 'if')), deeper(below(whenFit, 'then')));
  const unfit = deeper(below(otherwise, 'else'));
  if (saysNothing([...fit, ...unfit])) return [nothing];
  return [
    ...fit.map((one) => joined(one, { ...nothing, conditions: [node] })),
    ...unfit.map((one) => joined(one, { ...nothing, conditions: [factory.not(node.at, node)] })),
  ];
}

function dependent(
  reading: Reading,
  [keyword, name, schema]: readonly [string, string, JsonValue],
  deeper: Deeper,
): readonly Case[] {
  const { factory, at, below } = reading;
  if (Array.isArray(schema)) return [nothing];
  const cases = deeper(below(schema, keyword, name));
  if (saysNothing(cases)) return [nothing];
  const present = factory.required(at(keyword, name), name);
  return [
    { ...nothing, conditions: [factory.not(present.at, present)] },
    ...cases.map((one) => joined(one, { ...nothing, conditions: [present] })),
  ];
}
