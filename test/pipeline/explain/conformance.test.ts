import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { describe, test } from 'node:test';
import type { JsonValue } from '../../../src/codec/json-value.ts';
import { explainValue, fitsSchema } from '../../../src/pipeline/explain/explain-value.ts';
import { GateCompiler } from '../../../src/pipeline/validate/gate.ts';
import { nodeOf, placeOf } from '../../support/schema-node.ts';

/** A schema of JSON Schema 2020-12, values that fit it, and values that do not. */
interface Rule {
  readonly name: string;
  readonly schema: JsonValue;
  readonly fits: readonly JsonValue[];
  readonly refuses: readonly JsonValue[];
}

const folder = new URL('./conformance/', import.meta.url);
const tables = readdirSync(folder).map((file) => ({
  name: file.replace('.json', ''),
  rules: JSON.parse(readFileSync(new URL(file, folder), 'utf8')) as Rule[],
}));

for (const { name, rules } of tables) {
  describe(`${name} of JSON Schema 2020-12 are judged and explained alike`, () => {
    for (const rule of rules) {
      test(rule.name, () => {
        for (const value of rule.fits) assert.deepEqual(judgements(rule.schema, value), agreed(true), show(value));
        for (const value of rule.refuses) assert.deepEqual(judgements(rule.schema, value), agreed(false), show(value));
      });
    }
  });
}

test('the tables hold more than three hundred values', () => {
  const values = tables.flatMap(({ rules }) => rules.flatMap(({ fits, refuses }) => [...fits, ...refuses]));
  assert.ok(values.length > 300, `${values.length}`);
});

/** What the walker says, what its explanation says, and what the compiled gate says. */
function judgements(schema: JsonValue, value: JsonValue) {
  const node = nodeOf(schema);
  const violations = explainValue({ in: 'body', node, place: placeOf(node), value, cap: 10 });
  return {
    walker: fitsSchema(node, value),
    explained: violations.length === 0,
    gate: new GateCompiler().gate(node)(value),
  };
}

const agreed = (fits: boolean) => ({ walker: fits, explained: fits, gate: fits });

const show = (value: JsonValue): string => JSON.stringify(value);
