import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { describe, test } from 'node:test';
import type { JsonValue } from '../../../src/codec/json-value.ts';
import type { Location } from '../../../src/http/location.ts';
import { explainValue } from '../../../src/pipeline/explain/explain-value.ts';
import { nodeOf, placeOf } from '../../support/schema-node.ts';

/** A value that its schema refuses, and every sentence that its caller reads. */
interface Refused {
  readonly says: readonly string[];
  readonly in: Location;
  readonly schema: JsonValue;
  readonly value: JsonValue;
}

const folder = new URL('./sentences/', import.meta.url);
const tables = readdirSync(folder).map((file) => ({
  name: file.replace('.json', ''),
  rows: JSON.parse(readFileSync(new URL(file, folder), 'utf8')) as Refused[],
}));

function sentencesFor(refused: Refused): string[] {
  const node = nodeOf(refused.schema);
  const violations = explainValue({ ...refused, node, place: placeOf(node), cap: 51 });
  return violations.map(({ detail }) => detail);
}

for (const { name, rows } of tables) {
  describe(`a caller is told what is wrong with ${name}`, () => {
    for (const row of rows) {
      test(row.says.join(' / '), () => assert.deepEqual(sentencesFor(row), row.says));
    }
  });
}

test('there are more than seventy sentences, and each begins with what it is about', () => {
  const sentences = tables.flatMap(({ rows }) => rows.flatMap(({ says }) => says));
  assert.ok(sentences.length > 70);
  for (const sentence of sentences) {
    assert.match(sentence, /^(`.+` in (the )?(path|query|headers|cookies|body)|the (query|body)) \w/);
    assert.doesNotMatch(sentence, /\.$|schema|instance|property|null or undefined/);
  }
});
