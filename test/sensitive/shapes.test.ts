// Sensitive values in shapes whose mapping is chosen, spread or named by position: `explain` shows a mask wherever they go.

import assert from 'node:assert/strict';
import { describe, it, type TestContext } from 'node:test';
import { explainCommand } from '../../src/cli/explain.ts';
import { main } from '../../src/cli/main.ts';
import type { JsonValue } from '../../src/codec/json-value.ts';
import { contractFolder } from '../cli/contract-folder.ts';
import { recordedTerminal } from '../cli/recorded-terminal.ts';
import { apiOf, send } from '../support/pipeline.ts';
import { assertHidden, planted } from './planted.ts';

type Schema = Readonly<Record<string, JsonValue>>;

const text = { type: 'string' } as const;
const members = (properties: Schema, more: Schema = {}): Schema => ({ type: 'object', properties, ...more });
const kind = (value: string): Schema => ({ const: value });
const branches = (a: Schema, b: Schema): Schema => ({
  type: 'object',
  required: ['kind'],
  oneOf: [members({ kind: kind('a'), ...a }), members({ kind: kind('b'), ...b })],
});

/** How a body holds a value; `secret` is the schema of the value, `body` what is sent. */
interface Shape {
  readonly name: string;
  schema(secret: Schema): Schema;
  readonly body: JsonValue;
  readonly unknown?: 'forward' | 'drop';
}

const shapes: readonly Shape[] = [
  {
    name: 'renamed on the branch that applies',
    schema: (secret) =>
      branches({ key: { ...secret, 'x-upstream': 'k' } }, { key: { ...text, 'x-upstream': 'other' } }),
    body: { kind: 'a', key: planted },
  },
  {
    name: 'sensitive on another branch than the one that applies',
    schema: (secret) =>
      branches({ key: { ...text, 'x-upstream': 'k' } }, { key: { ...secret, 'x-upstream': 'other' } }),
    body: { kind: 'a', key: planted },
  },
  {
    name: 'declared on another branch alone, and forwarded',
    schema: (secret) => branches({ other: { ...text, 'x-upstream': 'o' } }, { key: { ...secret, 'x-upstream': 'k' } }),
    body: { kind: 'a', other: 'x', key: planted },
    unknown: 'forward',
  },
  {
    name: 'below a member of another branch alone, and forwarded',
    schema: (secret) =>
      branches({ other: { ...text, 'x-upstream': 'o' } }, { deep: members({ key: { ...secret, 'x-upstream': 'k' } }) }),
    body: { kind: 'a', other: 'x', deep: { key: planted } },
    unknown: 'forward',
  },
  {
    name: 'sent elsewhere on the branch that applies',
    schema: (secret) =>
      branches(
        { key: { ...secret, 'x-upstream': { in: 'header', name: 'X-Out' } } },
        { key: { ...text, 'x-upstream': 'k' } },
      ),
    body: { kind: 'a', key: planted },
  },
  {
    name: 'under a condition',
    schema: (secret) =>
      members(
        { flag: { type: 'boolean' } },
        {
          if: members({ flag: { const: true } }, { required: ['flag'] }),
          then: members({ key: { ...secret, 'x-upstream': 'k' } }),
          else: members({ key: { ...text, 'x-upstream': 'open' } }),
        },
      ),
    body: { flag: false, key: planted },
  },
  {
    name: 'where another member is there',
    schema: (secret) =>
      members(
        { user: text, key: text },
        { dependentSchemas: { user: members({ key: { ...secret, 'x-upstream': 'k' } }) } },
      ),
    body: { user: 'ada', key: planted },
  },
  {
    name: 'by a pattern that is sensitive on another branch alone',
    schema: (secret) => ({
      ...branches({ other: { ...text, 'x-upstream': 'o' } }, { other: { ...text, 'x-upstream': 'p' } }),
      anyOf: [{ patternProperties: { '^k': secret } }, { patternProperties: { '^k': text } }],
      patternProperties: { '^k': text },
    }),
    body: { kind: 'a', other: 'x', key: planted },
  },
  {
    name: 'that matches two patterns',
    schema: (secret) => ({ type: 'object', patternProperties: { '^k': text, y$: secret } }),
    body: { key: planted },
  },
  {
    name: 'at a position that stays',
    schema: (secret) => ({ type: 'array', prefixItems: [text, secret], items: text }),
    body: ['x', planted, 'y'],
  },
  {
    name: 'at a position with a name',
    schema: (secret) => ({
      type: 'array',
      prefixItems: [
        { ...text, 'x-upstream': 'first' },
        { ...secret, 'x-upstream': 'second' },
      ],
      items: false,
    }),
    body: ['x', planted],
  },
  {
    name: 'at a position of a list that a codec names',
    schema: (secret) => ({
      type: 'array',
      prefixItems: [text, secret],
      items: false,
      'x-upstream': { codec: { untuple: ['first', 'second'] } },
    }),
    body: ['x', planted],
  },
  {
    name: 'in an object that is spread',
    schema: (secret) => members({ holder: { ...members({ key: secret }), 'x-upstream': { spread: true } } }),
    body: { holder: { key: planted } },
  },
  {
    name: 'in an object that is sensitive as a whole and spread',
    schema: ({ type: _type, ...mark }) =>
      members({ holder: { ...members({ key: text }), ...mark, 'x-upstream': { spread: true } } }),
    body: { holder: { key: planted } },
  },
  {
    name: 'cut by a codec and spread over the query',
    schema: (secret) =>
      members({
        name: {
          ...secret,
          'x-upstream': { in: 'query', spread: true, codec: { split: { by: ' ', into: ['first', 'last'] } } },
        },
      }),
    body: { name: `${planted} ${planted}` },
  },
  {
    name: 'in an item that a codec moves into a name',
    schema: (secret) => ({
      type: 'array',
      items: members({ id: secret, n: { type: 'integer' } }, { required: ['id'] }),
      'x-upstream': { codec: { 'key-by': 'id' } },
    }),
    body: [{ id: planted, n: 1 }],
  },
  {
    name: 'in an item that a codec parts by another member',
    schema: (secret) => ({
      type: 'array',
      items: members({ role: { enum: ['a', 'b'] }, key: secret }, { required: ['role'] }),
      'x-upstream': { codec: { partition: { by: 'role', into: { first: 'a' }, others: 'rest' } } },
    }),
    body: [
      { role: 'a', key: planted },
      { role: 'b', key: planted },
    ],
  },
];

const marks: readonly (readonly [name: string, secret: Schema])[] = [
  ['x-sensitive', { ...text, 'x-sensitive': true }],
  ['writeOnly', { ...text, writeOnly: true }],
];

async function explain(t: TestContext, shape: Shape, { secret, form }: { secret: Schema; form: readonly string[] }) {
  const folder = await contractFolder({
    'a.contract.json': {
      upstream: { name: 'vault' },
      ...(shape.unknown === undefined ? {} : { unknown: { body: shape.unknown } }),
      operations: { op: { route: 'POST /a', body: { content: { 'application/json': shape.schema(secret) } } } },
    },
    'body.json': JSON.stringify(shape.body),
  });
  t.after(() => folder.remove());
  const terminal = recordedTerminal({ folder: folder.path, environment: {} });
  const words = ['explain', 'POST /a', '-d', '@body.json', ...form, '--contracts', '*.contract.json'];
  const exitCode = await main(words, [explainCommand], terminal);
  return { exitCode, shown: terminal.out + terminal.error };
}

describe('paramap explain masks a value', () => {
  for (const shape of shapes) {
    for (const [mark, secret] of marks) {
      it(`${shape.name}, by ${mark}`, async (t) => {
        for (const form of [[], ['--json']]) {
          const { exitCode, shown } = await explain(t, shape, { secret, form });
          assert.equal(exitCode, 0, shown);
          assert.match(shown, /\*\*\*/);
          assertHidden(shown, `${shape.name} ${form.join()}`);
        }
      });
    }
  }
});

/** A request that is refused for its sensitive value, by a stage that finds the value's schema by itself. */
interface Refusal {
  readonly name: string;
  operation(secret: Schema): Schema;
  readonly body: JsonValue;
}

const json = (schema: Schema, more: Schema = {}): Schema => ({
  body: { content: { 'application/json': schema }, ...more },
});
const listInQuery = { in: 'query', name: 'list', style: 'pipeDelimited', explode: false };
const xmlControl = `${planted}\u0001`;

const refusals: readonly Refusal[] = [
  {
    name: 'at a position of a list that the query cannot hold',
    operation: (secret) =>
      json(members({ list: { type: 'array', prefixItems: [secret], items: text, 'x-upstream': listInQuery } })),
    body: { list: [`${planted}|x`, 'y'] },
  },
  {
    name: 'by a pattern, in a body that XML cannot hold',
    operation: (secret) =>
      json(members({ root: { type: 'object', patternProperties: { '^p': secret }, additionalProperties: text } }), {
        upstreamType: 'application/xml',
      }),
    body: { root: { p1: xmlControl } },
  },
  {
    name: 'by one of two patterns, in a body that XML cannot hold',
    operation: (secret) =>
      json(members({ root: { type: 'object', patternProperties: { '^p': text, '1$': secret } } }), {
        upstreamType: 'application/xml',
      }),
    body: { root: { p1: xmlControl } },
  },
  {
    name: 'by a pattern that is sensitive on another branch alone, with a codec',
    operation: (secret) =>
      json({
        type: 'object',
        required: ['kind'],
        patternProperties: { '^p': { ...text, 'x-upstream': { codec: 'number' } } },
        oneOf: [
          members({ kind: kind('a') }),
          members({ kind: kind('b'), other: { ...text, 'x-upstream': 'o' } }, { patternProperties: { '^p': secret } }),
        ],
      }),
    body: { kind: 'a', p1: planted },
  },
];

describe('a problem does not tell a value', () => {
  for (const { name, operation, body } of refusals) {
    for (const [mark, secret] of marks) {
      it(`${name}, by ${mark}`, () => {
        const api = apiOf([
          { upstream: { name: 'vault' }, operations: { op: { route: 'POST /a', ...operation(secret) } } },
        ]);
        const outcome = send(api, 'POST /a', { body: JSON.stringify(body) });
        assert.equal(outcome.ok, false);
        if (outcome.ok) return;
        assert.equal(outcome.problem.code, 'invalid-request');
        assertHidden(outcome.problem, name);
      });
    }
  }
});
