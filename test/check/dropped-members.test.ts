import { test } from 'node:test';
import { at, body, expectVerdicts, inBody, type Row } from './checked-rows.ts';

const integer = { type: 'integer' };
const object = (a: object) => ({ type: 'object', properties: { a } });

/** Members of which some are declared by a branch alone. */
const kinds = { oneOf: [{ type: 'object', properties: { d: { enum: ['a'] } } }, { maxLength: 3 }] };
const branch = (kind: string) => ({ required: ['kind'], properties: { kind: { const: kind }, [kind]: integer } });
const toldApart = { type: 'object', oneOf: [branch('x'), branch('y')] };
const list = { type: 'array', uniqueItems: true, items: { type: 'object', properties: { b: integer } } };

const rows: readonly [title: string, operation: object, backend: object, status: Row['status']][] = [
  ['a branch that a dropped member kept apart', body({ a: kinds }), object(kinds), 'refuted'],
  ['a count of members', body({ a: integer }, { minProperties: 1 }), { type: 'object', minProperties: 1 }, 'refuted'],
  ['items that a dropped member kept apart', body({ a: list }), object({ ...list, items: {} }), 'refuted'],
  ['branches that a kept member tells apart', body({ a: toldApart }), object(toldApart), 'proved'],
  ['lists of texts', body({ a: { ...list, items: { type: 'string' } } }), object({ ...list, items: {} }), 'proved'],
];

test('where undeclared members are dropped, what is left is compared', (t) => {
  const operations = rows.map(([title, operation, backend, status], index): Row => {
    const unknown = { body: 'drop' };
    return { title, ...at(`POST /${index}`), operation: { ...operation, unknown }, backend: inBody(backend), status };
  });
  return expectVerdicts(t, operations, 300);
});
