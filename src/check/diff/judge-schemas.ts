import { canonicalText } from '../../codec/canonical-text.ts';
import type { JsonValue } from '../../codec/json-value.ts';
import type { SchemaOrigin } from '../../contract/schema-node.ts';
import { contains } from '../contain/contains.ts';
import type { Memory } from '../contain/memory.ts';
import type { Definitions } from '../image/definitions.ts';
import type { PlainSchema } from '../image/plain-schema.ts';

/** A schema of one of the contracts, with what its references lead to. */
export interface PlacedSchema {
  readonly schema: PlainSchema;
  readonly source: Definitions;
  readonly place: SchemaOrigin | undefined;
}

/** A value that one schema accepts and the other does not. */
export interface Counterexample {
  readonly kind: 'refuted';
  readonly value: JsonValue;
  /** JSON Pointer into the value, of what is refused. */
  readonly at: string;
  /** The fault in words. */
  readonly because: string;
}

/** How the values of two schemas lie to each other. */
export interface Comparison {
  /** Whether whatever the first accepts the second does. */
  readonly within: Judgement;
  /** Whether whatever the second accepts the first does. */
  readonly around: Judgement;
}

type Judgement =
  | { readonly kind: 'proved' }
  | Counterexample
  | { readonly kind: 'undecided'; readonly because: string };

/** Compares two schemas both ways. */
export function compareSchemas(first: PlacedSchema, second: PlacedSchema, memory: Memory): Comparison {
  if (isSame(first, second)) return { within: { kind: 'proved' }, around: { kind: 'proved' } };
  return { within: judgeWithin(first, second, memory), around: judgeWithin(second, first, memory) };
}

/** Decides whether one schema accepts whatever another does. */
export function judgeWithin(inner: PlacedSchema, outer: PlacedSchema, memory: Memory): Judgement {
  const verdict = contains({
    inner: inner.schema,
    innerSource: inner.source,
    outer: outer.schema,
    outerSource: outer.source,
    options: { memory },
  });
  if (verdict.kind === 'proved') return verdict;
  if (verdict.kind === 'refuted') {
    const { witness, at, because } = verdict;
    return { kind: 'refuted', value: witness, at, because };
  }
  const obstacles = verdict.obstacles.map(({ keyword, because }) => `\`${keyword}\`: ${because}`);
  return { kind: 'undecided', because: [...new Set(obstacles)].slice(0, 3).join('; ') };
}

/** The same text, which leads to the same text. */
function isSame(first: PlacedSchema, second: PlacedSchema): boolean {
  if (canonicalText(first.schema) !== canonicalText(second.schema)) return false;
  const text = canonicalText(first.schema);
  return !text.includes('"$ref"') || canonicalText({ ...first.source.all }) === canonicalText({ ...second.source.all });
}
