import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { JsonValue } from '../../src/codec/json-value.ts';
import { runStep } from '../../src/reply/run-step.ts';
import { contractOf, normalize } from '../support/contract.ts';
import { replyOf } from '../support/reply.ts';
import { assertHidden, planted, plantedNumber } from './planted.ts';

const text = { type: 'string' };
const object = (properties: object): object => ({ type: 'object', properties });
const sensitive = { 'x-sensitive': true };

/** A schema of a sensitive value, and what an upstream says that does not fit it or has no counterpart. */
const faults: readonly [name: string, schema: object, upstream: JsonValue][] = [
  ['type', { type: 'integer' }, planted],
  ['pattern', { ...text, pattern: '^x' }, planted],
  ['enum', { enum: ['a', `${planted.slice(0, 8)}x`] }, planted],
  ['maximum', { type: 'integer', maximum: 1 }, plantedNumber],
  ['format', { ...text, format: 'date' }, planted],
  ...(
    [
      ['unix-seconds', 'date-time'],
      ['uuid-compact', 'uuid'],
      [{ date: 'dd.MM.yyyy' }, 'date'],
      [{ prefix: 'usr_' }, undefined],
      ['base64', undefined],
    ] as const
  ).map(([codec, format]): [string, object, JsonValue] => [
    `the codec ${JSON.stringify(codec)}`,
    { ...text, ...(format === undefined ? {} : { format }), 'x-upstream': { codec } },
    `${planted}!`,
  ]),
  ['values', { enum: ['a', 'b'], 'x-upstream': { codec: { values: { a: 1, b: 2 } } } }, planted],
  ['words', { type: 'boolean', 'x-upstream': { codec: { words: { true: 'Y', false: 'N' } } } }, planted],
  ['scale', { type: 'number', 'x-upstream': { codec: { scale: 2 } } }, planted],
];

const places: readonly [name: string, schema: (value: object) => object, upstream: (value: JsonValue) => JsonValue][] =
  [
    ['the content', (value) => value, (value) => value],
    ['a member', (value) => object({ deep: object({ field: value }) }), (value) => ({ deep: { field: value } })],
    ['an item', (value) => ({ type: 'array', items: value, uniqueItems: true }), (value) => [value, value]],
    ['a map', (value) => ({ type: 'object', additionalProperties: value }), (value) => ({ any: value })],
    [
      'what is sensitive around it',
      (value) => object({ deep: { ...object({ field: { ...value, 'x-sensitive': false } }), ...sensitive } }),
      (value) => ({ deep: { field: value } }),
    ],
  ];

describe('a sensitive value of an answer is told to nobody: in', () => {
  let told = 0;
  for (const [place, schemaOf, upstreamOf] of places) {
    it(place, () => {
      for (const [fault, schema, upstream] of faults) {
        for (const responseValidation of ['enforce', 'report']) {
          const content = { 'application/json': schemaOf({ ...schema, ...sensitive }) };
          const operation = { route: 'GET /a', responseValidation, responses: { 200: { content } } };
          const { findings } = normalize([contractOf(operation)]);
          if (findings.some(({ severity }) => severity === 'error')) continue;
          const fields = new Map([['content-type', { name: 'Content-Type', value: 'application/json' }]]);
          const step = replyOf(contractOf(operation))?.begin({ method: 'GET', status: 200, fields });
          assert.ok(step);
          const result = runStep(step, Buffer.from(JSON.stringify(upstreamOf(upstream))));
          const emitted = result.ok ? result.violations : result.problem;
          if (!result.ok || result.violations.length > 0) told++;
          assertHidden(emitted, `${fault}, ${responseValidation}`);
        }
      }
    });
  }

  it('and most of these answers are told of', () => assert.ok(told > 80, `${told}`));

  it('a header field', () => {
    const field = { type: 'integer', 'x-upstream': 'X-Key' };
    const headers = { properties: { 'X-Token': { ...field, ...sensitive } } };
    const operation = contractOf({ route: 'GET /a', responseValidation: 'enforce', responses: { 200: { headers } } });
    const fields = new Map([['x-key', { name: 'X-Key', value: planted }]]);
    const step = replyOf(operation)?.begin({ method: 'GET', status: 200, fields });
    assert.ok(step);
    const result = runStep(step, Buffer.alloc(0));
    assert.equal(result.ok, false);
    if (!result.ok) assertHidden(result.problem);
  });

  it('an answer that is no JSON', () => {
    const content = { 'application/json': object({ field: { ...text, ...sensitive } }) };
    const operation = contractOf({ route: 'GET /a', responseValidation: 'enforce', responses: { 200: { content } } });
    const fields = new Map([['content-type', { name: 'Content-Type', value: 'application/json' }]]);
    for (const broken of [`{"field":"${planted}`, `{"field":${planted}}`, `{"field":"\\q${planted}"}`]) {
      const step = replyOf(operation)?.begin({ method: 'GET', status: 200, fields });
      assert.ok(step);
      const result = runStep(step, Buffer.from(broken));
      assert.equal(result.ok, false);
      if (!result.ok) assertHidden(result.problem, broken);
    }
  });

  it('a `writeOnly` member, which no answer shows at all', () => {
    const schema = object({ field: { ...text, writeOnly: true }, other: text });
    const operation = contractOf({ route: 'GET /a', responses: { 200: { content: { 'application/json': schema } } } });
    const fields = new Map([['content-type', { name: 'Content-Type', value: 'application/json' }]]);
    const step = replyOf(operation)?.begin({ method: 'GET', status: 200, fields });
    assert.ok(step);
    const result = runStep(step, Buffer.from(JSON.stringify({ field: planted, other: 'x' })));
    assertHidden(result.ok ? String(result.content) : result.problem);
  });
});
