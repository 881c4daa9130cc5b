import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { contractOf } from '../support/contract.ts';
import { apiOf, send, sent } from '../support/pipeline.ts';
import { answerBy, replyOf } from '../support/reply.ts';

interface Schema {
  readonly type?: string | string[];
  readonly enum?: string[];
  readonly format?: string;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly items?: Schema;
  readonly 'x-upstream'?: { readonly name?: string; readonly codec?: unknown; readonly spread?: true };
}

/** A schema with its mapping, and values that fit it. */
interface Sample {
  readonly schema: Schema;
  readonly value: fc.Arbitrary<unknown>;
}

const name = fc.string({ unit: fc.constantFrom('a', 'b', '/', '~', '_', 'é'), minLength: 1, maxLength: 4 });
const anyText = fc.string({ unit: 'grapheme', maxLength: 8 }).filter((text) => text.isWellFormed());
const day = fc
  .date({ min: new Date('0001-01-01'), max: new Date('9999-12-31'), noInvalidDate: true })
  .map((date) => date.toISOString().slice(0, 10));

/** Every codec here is exact: `decode(encode(x))` equals `x`. */
const leaves: readonly Sample[] = [
  { schema: { type: 'string' }, value: anyText },
  { schema: { type: 'integer' }, value: fc.maxSafeInteger().map((n) => n + 0) },
  { schema: { type: 'boolean', 'x-upstream': { codec: { words: { true: 'Y', false: 'N' } } } }, value: fc.boolean() },
  { schema: { type: 'integer', 'x-upstream': { codec: 'text' } }, value: fc.maxSafeInteger() },
  { schema: { type: 'string', format: 'date', 'x-upstream': { codec: { date: 'dd.MM.yyyy' } } }, value: day },
  { schema: { type: 'number', 'x-upstream': { codec: { scale: 2 } } }, value: fc.integer().map((n) => n / 100) },
  {
    schema: { enum: ['x', 'y'], 'x-upstream': { codec: { values: { x: 1, y: 'z' } } } },
    value: fc.constantFrom('x', 'y'),
  },
  { schema: { type: 'string', 'x-upstream': { codec: { prefix: 'usr_' } } }, value: anyText },
  { schema: { type: ['string', 'null'], 'x-upstream': { codec: 'base64url' } }, value: fc.option(anyText) },
  { schema: { type: 'object', 'x-upstream': { codec: 'json' } }, value: fc.dictionary(name, fc.integer()) },
  { schema: { type: 'string', 'x-upstream': { codec: { wrap: 'in/[0]/v' } } }, value: anyText },
  {
    schema: {
      type: 'string',
      'x-upstream': { codec: { split: { by: '-', into: ['x', 'y'], rest: 'last', fewer: true } } },
    },
    value: anyText,
  },
  {
    schema: { type: 'object', 'x-upstream': { codec: { entries: { key: 'k', value: 'v' } } } },
    value: fc.dictionary(name, fc.integer()),
  },
  {
    schema: { type: 'array', 'x-upstream': { codec: [{ untuple: ['p', 'q'] }, { within: { p: 'single' } }] } },
    value: fc.array(fc.integer(), { minLength: 1, maxLength: 2 }),
  },
];

interface Member {
  readonly name: string;
  /** Where it stands for the upstream, below the enclosing object or, with a slash, below the root. */
  readonly at: string;
  readonly sample: Sample;
  /** It stands as the one item of a list of its own. */
  readonly isItem: boolean;
  /** An object has no name for the upstream, and its members land beside it. */
  readonly isSpread: boolean;
}

const samples = fc.letrec<{ sample: Sample; object: Sample; list: Sample; leaf: Sample }>((tie) => ({
  sample: fc.oneof({ maxDepth: 3, withCrossShrink: true }, tie('leaf'), tie('object'), tie('list')),
  leaf: fc.constantFrom(...leaves),
  list: tie('sample').map(({ schema, value }) => ({
    schema: { type: 'array', items: schema },
    value: fc.array(value, { maxLength: 3 }),
  })),
  object: fc
    .uniqueArray(
      fc.record({
        name,
        at: fc.constantFrom('', 'in/', 'in/deep/', '/', 'at/[0]/'),
        isItem: fc.boolean(),
        sample: tie('sample'),
        isSpread: fc.boolean(),
      }),
      { selector: (member) => member.name, minLength: 1, maxLength: 4 },
    )
    .map(objectOf),
}));

let next = 0;

/** Upstream names are all different, so that nothing collides; what lands at the root is no list's. */
function objectOf(members: readonly Member[]): Sample {
  const properties = members.map(({ name: member, at, isItem, isSpread, sample: { schema } }) => {
    next += 1;
    if (isSpread && schema.properties !== undefined) return [member, { ...schema, 'x-upstream': { spread: true } }];
    return [
      member,
      { ...schema, 'x-upstream': { ...schema['x-upstream'], name: `${at}u${next}${isItem ? '/[0]' : ''}` } },
    ];
  });
  return {
    schema: {
      type: 'object',
      properties: Object.fromEntries(properties),
    },
    value: fc.record(Object.fromEntries(members.map(({ name: member, sample }) => [member, sample.value])), {
      requiredKeys: [],
    }),
  };
}

/** Below lists nothing can land at the root, and items have no name of their own. */
function keptInLists(schema: Schema, inList = false): Schema {
  const { properties, items, 'x-upstream': mapping, ...rest } = schema;
  const name = inList ? mapping?.name?.replace(/^\//, '') : mapping?.name;
  return {
    ...rest,
    ...(mapping === undefined ? {} : { 'x-upstream': { ...mapping, ...(name === undefined ? {} : { name }) } }),
    ...(items === undefined ? {} : { items: keptInLists(items, true) }),
    ...(properties === undefined
      ? {}
      : {
          properties: Object.fromEntries(
            Object.entries(properties).map(([member, below]) => [member, keptInLists(below, inList)]),
          ),
        }),
  };
}

test('what was mapped to the upstream comes back as it was', () => {
  fc.assert(
    fc.property(samples.object, fc.gen(), (sample, gen) => {
      const schema = keptInLists(sample.schema);
      const contract = contractOf({
        route: 'POST /a',
        body: { content: { 'application/json': schema } },
        responses: { 200: { content: { 'application/json': schema } } },
      });
      const body: unknown = gen(() => sample.value);
      const outgoing = sent(send(apiOf([contract]), 'POST /a', { body: JSON.stringify(body) })).body ?? '';
      if (outgoing === '') {
        // A body of which all members land elsewhere is not sent where it is empty.
        assert.deepEqual(withoutEmpty(body), {});
        return;
      }
      const answer = answerBy(replyOf(contract), { text: outgoing });
      assert.deepEqual(answer.violations, []);
      assert.deepEqual(withoutEmpty(JSON.parse(answer.text ?? '')), withoutEmpty(JSON.parse(JSON.stringify(body))));
    }),
    { numRuns: 150 },
  );
});

/** An object whose members all land elsewhere is not sent where it is empty, so that it cannot come back either. */
function withoutEmpty(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutEmpty);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).map(([key, below]) => [key, withoutEmpty(below)] as const);
  return Object.fromEntries(entries.filter(([, below]) => JSON.stringify(below) !== '{}'));
}
