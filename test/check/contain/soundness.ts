import assert from 'node:assert/strict';
import { Ajv2020 } from 'ajv/dist/2020.js';
import fc from 'fast-check';
import type { JsonObject, JsonValue } from '../../../src/codec/json-value.ts';
import { contains } from '../../../src/check/contain/contains.ts';
import { Memory } from '../../../src/check/contain/memory.ts';
import { formats, numericFormats } from '../../../src/contract/formats.ts';
import type { SchemaSource } from '../../../src/openapi/read/schema-source.ts';
import { type SchemaPair, schemaPairs, values } from './schema-pairs.ts';

/** What a run found. */
export interface SoundnessReport {
  readonly proved: number;
  readonly refuted: number;
  readonly undecided: number;
  /** Values that an inner schema accepted, and that its outer schema then had to accept. */
  readonly accepted: number;
  /** How often each keyword stood in the way. */
  readonly obstacles: ReadonlyMap<string, number>;
}

/**
 * Asks about random pairs, and has Ajv look for what would show a verdict to be wrong.
 *
 * Fails: throws fast-check's error, with the seed and the smallest pair, where a verdict is wrong.
 */
export function checkSoundness({ pairs, seed }: { pairs: number; seed: number }): SoundnessReport {
  const counts = { proved: 0, refuted: 0, undecided: 0, accepted: 0 };
  const obstacles = new Map<string, number>();
  const pool = fc.sample(values, { numRuns: 600, seed });
  // One memory for all of them: what is known of one pair must not mislead about another one.
  const memory = new Memory();
  const property = fc.property(schemaPairs, (pair) => {
    const { inner, outer, definitions } = pair;
    const source = sourceOf(definitions);
    const verdict = contains({ inner, innerSource: source, outer, outerSource: source, options: { memory } });
    counts[verdict.kind] += 1;
    if (verdict.kind === 'undecided') {
      for (const keyword of new Set(verdict.obstacles.map((obstacle) => obstacle.keyword))) {
        obstacles.set(keyword, (obstacles.get(keyword) ?? 0) + 1);
      }
      return;
    }
    const judged = compilePair(pair);
    if (judged === undefined) return;
    if (verdict.kind === 'refuted') {
      assert.equal(judged.inner(verdict.witness), true, 'the inner schema accepts the witness');
      assert.equal(judged.outer(verdict.witness), false, 'the outer schema refuses the witness');
      return;
    }
    for (const value of pool.filter(judged.inner)) {
      counts.accepted += 1;
      assert.equal(judged.outer(value), true, `proved, but the outer schema refuses ${JSON.stringify(value)}`);
    }
  });
  fc.assert(property, { numRuns: pairs, seed });
  return { ...counts, obstacles };
}

/** The schemas of `#/$defs/<name>`. */
export function sourceOf(definitions: JsonObject): SchemaSource {
  return {
    resolve(reference) {
      const pointer = reference.slice(1);
      const schema = definitions[pointer.slice('/$defs/'.length)];
      return schema === undefined ? undefined : { schema, pointer, file: '' };
    },
  };
}

interface Judged {
  readonly inner: (value: JsonValue) => boolean;
  readonly outer: (value: JsonValue) => boolean;
}

/**
 * The two schemas as Ajv reads them; not where Ajv 8 is known to misjudge: `unevaluatedProperties` beside a branch of
 * `oneOf` that failed.
 */
function compilePair({ inner, outer, definitions }: SchemaPair): Judged | undefined {
  const text = JSON.stringify([inner, outer, definitions]);
  if (text.includes('unevaluated') && text.includes('oneOf')) return undefined;
  return { inner: compile(inner, definitions), outer: compile(outer, definitions) };
}

function compile(schema: JsonValue, definitions: JsonObject): (value: JsonValue) => boolean {
  const ajv = new Ajv2020({
    strict: false,
    validateSchema: false,
    addUsedSchema: false,
    logger: false,
    formats: Object.fromEntries(formats),
  });
  for (const [name, validate] of numericFormats) ajv.addFormat(name, { type: 'number', validate });
  const $defs = apart(definitions) as JsonObject;
  const test = ajv.compile(typeof schema === 'object' ? { ...(apart(schema) as JsonObject), $defs } : Boolean(schema));
  return (value) => test(value) === true;
}

/** Ajv 8 skips `contains` beside `prefixItems` for short lists, so that each goes into a schema of its own. */
function apart(schema: JsonValue): JsonValue {
  if (Array.isArray(schema)) return schema.map(apart);
  if (typeof schema !== 'object' || schema === null) return schema;
  const entries = Object.entries(schema).map(([keyword, value]): [string, JsonValue] => [
    keyword,
    keyword === 'const' || keyword === 'enum' ? value : apart(value),
  ]);
  if (!entries.some(([keyword]) => keyword === 'prefixItems')) return Object.fromEntries(entries);
  const isCount = ([keyword]: [string, JsonValue]): boolean => /contains$/i.test(keyword);
  const { allOf = [], ...others } = Object.fromEntries(entries.filter((entry) => !isCount(entry)));
  return { ...others, allOf: [...(allOf as JsonValue[]), Object.fromEntries(entries.filter(isCount))] };
}
