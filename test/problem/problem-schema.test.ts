import assert from 'node:assert/strict';
import { test } from 'node:test';
import { problemCodes } from '../../src/problem/catalogue.ts';
import { violationCodes } from '../../src/problem/violation-codes.ts';
import { problemSchema } from '../support/problem-schema.ts';

const { properties, definitions } = problemSchema;
const members: [string, { description?: string; examples?: unknown[] }][] = [
  ...Object.entries<object>(properties),
  ...Object.entries<object>(definitions.violation.properties).map(([name, schema]): [string, object] => [
    `errors.${name}`,
    schema,
  ]),
  ...Object.entries<object>(definitions.attempt.properties).map(([name, schema]): [string, object] => [
    `attempts.${name}`,
    schema,
  ]),
];

test('the schema of a problem lists every code and every violation code', () => {
  assert.deepEqual(properties.code.enum, [...problemCodes]);
  assert.deepEqual(definitions.violation.properties.code.enum, Object.keys(violationCodes));
});

for (const [name, schema] of members) {
  test(`the schema describes \`${name}\` and gives an example`, () => {
    assert.match(schema.description ?? '', /\.$/);
    assert.ok((schema.examples ?? []).length > 0);
  });
}

test('the schema is self-contained', () => {
  const references = JSON.stringify(problemSchema).match(/"\$ref":"[^"]*"/g) ?? [];
  assert.deepEqual([...new Set(references)], ['"$ref":"#/definitions/violation"', '"$ref":"#/definitions/attempt"']);
});
