import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { compileApi } from '../../../src/pipeline/pipeline.ts';
import type { Outcome, Outgoing } from '../../../src/pipeline/request.ts';
import { contractOf, normalize } from '../../support/contract.ts';
import { limits } from '../../support/pipeline.ts';
import { branchShapes } from '../../support/branches/branch-shapes.ts';

interface Sample {
  readonly schema: Record<string, unknown>;
  /** JSON text of a value that fits, or nearly. */
  readonly text: fc.Arbitrary<string>;
}

const json = (value: fc.Arbitrary<unknown>): fc.Arbitrary<string> => value.map((made) => JSON.stringify(made));
const sometimes = (usual: fc.Arbitrary<string>, rare: fc.Arbitrary<string>): fc.Arbitrary<string> =>
  fc.oneof({ arbitrary: usual, weight: 30 }, { arbitrary: rare, weight: 1 });

const hostile = ['it\'s "q"', 'a\\b', 'a\nb', '\u2028', '`${x}`', '</script>', '"+process.exit()+"', 'é', '', 'a:b,{}'];
const names = fc.oneof(
  { arbitrary: fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f', 'g'), weight: 12 },
  fc.constantFrom('toString', 'constructor', 'valueOf', ...hostile),
);
const anyText = fc.oneof(
  { arbitrary: fc.constantFrom('1e5', 'x', 'é', 'a:b,{}', ''), weight: 20 },
  fc.constantFrom('1234567890123456', ...hostile),
  fc.string({ maxLength: 4 }),
);
const numberText = fc.oneof(
  json(fc.integer({ min: -5, max: 100 })),
  json(fc.double({ noNaN: true, noDefaultInfinity: true })),
  fc.constantFrom('1.0', '-0', '1e2', '1e-400', '1e400', '12345678901234567890', '0.10', '12.345', '1E0', '0e9'),
);
const odd = fc.constantFrom('null', '{}', '[]', '"x"', '1', 'true', '{"a":1,"a":1}', '[[]]');

const leaves: readonly Sample[] = [
  { schema: { type: 'string' }, text: json(anyText) },
  { schema: { type: ['string', 'null'] }, text: fc.oneof(json(anyText), fc.constant('null')) },
  { schema: { type: ['string', 'number'] }, text: fc.oneof(json(anyText), numberText) },
  { schema: { type: 'number' }, text: numberText },
  { schema: { type: 'integer', minimum: -3 }, text: numberText },
  { schema: { type: 'number', 'x-upstream': { codec: { scale: 2 } } }, text: numberText },
  { schema: { type: 'boolean' }, text: json(fc.boolean()) },
  { schema: { type: 'boolean', default: true }, text: json(fc.boolean()) },
  {
    schema: { type: 'boolean', default: false, 'x-upstream': { codec: { words: { true: hostile[0], false: 'N' } } } },
    text: json(fc.boolean()),
  },
  { schema: { enum: [hostile[6], 'y'] }, text: json(fc.constantFrom(hostile[6], 'y')) },
  {
    schema: { enum: ['x', 'y'], default: 'x', 'x-upstream': { codec: { values: { x: hostile[4], y: 2 } } } },
    text: json(fc.constantFrom('x', 'y')),
  },
  {
    schema: { type: 'string', format: 'date-time', 'x-upstream': { codec: 'unix-seconds' } },
    text: json(fc.constantFrom('2020-01-01T00:00:00Z', '2020-01-01T00:00:00.5Z', '2016-12-31T23:59:60Z')),
  },
  { schema: { type: 'string', 'x-upstream': false }, text: json(anyText) },
  { schema: { type: 'string', readOnly: true }, text: json(anyText) },
  { schema: {}, text: odd },
  { schema: { type: 'object' }, text: json(fc.dictionary(names, fc.integer())) },
  { schema: { type: 'array', items: { type: 'string' } }, text: json(fc.array(anyText, { maxLength: 3 })) },
  {
    schema: { type: 'array', items: { type: 'string' }, 'x-upstream': { codec: { join: ',' } } },
    text: json(fc.array(fc.constantFrom('a', 'b', ','), { maxLength: 3 })),
  },
  {
    schema: { type: 'array', uniqueItems: true },
    text: json(fc.array(fc.integer({ max: 2, min: 0 }), { maxLength: 3 })),
  },
];

interface Member {
  readonly name: string;
  readonly at: string;
  readonly isRequired: boolean;
  readonly sample: Sample;
}

let next = 0;

/** Upstream names mostly differ, since contracts whose values collide do not start. */
function objectOf(members: readonly Member[], extra: object): Sample {
  const properties = members.map(({ name, at, sample: { schema } }) => {
    const mapping = schema['x-upstream'];
    if (at === '' || mapping === false) return [name, schema];
    next += 1;
    const place = at === 'header' ? { in: 'header', name: `X-U${next}` } : { name: `${at}u${next}` };
    return [name, { ...schema, 'x-upstream': { ...(typeof mapping === 'object' ? mapping : {}), ...place } }];
  });
  const written = members.map(({ name, isRequired, sample }) => {
    const own = sometimes(sample.text, odd).map((text) => `${JSON.stringify(name)}:${text}`);
    return isRequired ? sometimes(own, fc.constant('')) : fc.oneof(own, fc.constant(''));
  });
  const strange = fc.constantFrom(
    ...['"zz":1', '"__proto__":{"a":1}', '"toString":1', '"\\u0061":1', '"a" : 1', '"zz":[[[[1]]]]', '"zz":"a"'],
  );
  const parts = fc.tuple(
    fc.tuple(...written),
    sometimes(fc.constant(''), strange),
    sometimes(fc.constant(','), fc.constant(' ,\n')),
  );
  return {
    schema: {
      type: 'object',
      properties: Object.fromEntries(properties),
      required: members.filter(({ isRequired }) => isRequired).map(({ name }) => name),
      ...extra,
    },
    text: parts.chain(([own, other, comma]) => {
      const all = [...own, other].filter((part) => part !== '');
      const [first = ''] = all;
      const doubled = fc.constant(first === '' ? all : [...all, first]);
      return sometimesOf(fc.shuffledSubarray(all, { minLength: all.length }), doubled).map(
        (list) => `{${list.join(comma)}}`,
      );
    }),
  };
}

const sometimesOf = <T>(usual: fc.Arbitrary<T>, rare: fc.Arbitrary<T>): fc.Arbitrary<T> =>
  fc.oneof({ arbitrary: usual, weight: 12 }, { arbitrary: rare, weight: 1 });

const { object: objects } = fc.letrec<{ sample: Sample; object: Sample; list: Sample; leaf: Sample }>((tie) => ({
  sample: fc.oneof({ maxDepth: 3 }, { arbitrary: tie('leaf'), weight: 3 }, tie('object'), tie('list')),
  leaf: fc.constantFrom(...leaves),
  list: tie('sample').map(
    ({ schema, text }): Sample => ({
      schema: { type: 'array', items: withoutNames(schema) },
      text: fc.array(text, { maxLength: 3 }).map((items) => `[${items.join(',')}]`),
    }),
  ),
  object: fc
    .tuple(
      fc.uniqueArray(
        fc.record({
          name: names,
          at: fc.constantFrom('', '', '', 'in/', 'in/deep/', 'v/', '/', 'header', '__proto__'),
          isRequired: fc.boolean(),
          sample: tie('sample'),
        }),
        { selector: ({ name }) => name, minLength: 1, maxLength: 5 },
      ),
      fc.constantFrom(
        {},
        {},
        {},
        { additionalProperties: false },
        { additionalProperties: true },
        { type: ['object', 'null'] },
      ),
    )
    .map(([members, extra]) => objectOf(members, extra)),
}));

/** Below lists nothing leads out of the item. */
function withoutNames(schema: Record<string, unknown>): Record<string, unknown> {
  const { properties, 'x-upstream': mapping, ...rest } = schema;
  const named = typeof mapping === 'object' && mapping !== null && 'in' in mapping;
  const name = typeof mapping === 'object' && mapping !== null && 'name' in mapping ? String(mapping.name) : '';
  return {
    ...rest,
    ...(mapping === undefined || named || name.startsWith('/') ? {} : { 'x-upstream': mapping }),
    ...(typeof properties !== 'object' || properties === null
      ? {}
      : {
          properties: Object.fromEntries(
            Object.entries(properties).map(([member, below]) => [member, withoutNames(below)]),
          ),
        }),
  };
}

const shown = (outcome: Outcome<Outgoing>): unknown =>
  outcome.ok
    ? { ...outcome.value, body: String(outcome.value.body) }
    : { ...outcome.problem, cause: String(outcome.problem.cause) };

/** Runs a request by the code, and by the stages, which serve whoever looks at what they make. */
function bothWays(contract: object, texts: readonly string[]): { accepted: number } | undefined {
  const { contracts, findings } = normalize([contract]);
  if (findings.some(({ severity }) => severity === 'error')) return undefined;
  const [operation] = compileApi(contracts, { ...limits, jsonDepth: 4 }).operations;
  assert.ok(operation);
  let accepted = 0;
  for (const text of texts) {
    const incoming = {
      method: 'POST',
      url: '/a',
      rawHeaders: ['Content-Type', 'application/json'],
      body: { kind: 'bytes' as const, bytes: Buffer.from(text) },
      context: undefined,
    };
    const byCode = operation.run(incoming, []);
    const byStages = operation.run(incoming, [], { decoded: () => undefined, mapped: () => undefined });
    assert.deepEqual(shown(byCode), shown(byStages), text);
    if (byCode.ok) accepted += 1;
  }
  return { accepted };
}

const bodyOf = (schema: object, more: object = {}) => ({
  route: 'POST /a',
  upstream: { route: 'POST /b' },
  body: { content: { 'application/json': schema } },
  ...more,
});

describe('a body that code maps', () => {
  it('is sent and refused as the stages do it, to the last character', () => {
    let accepted = 0;
    fc.assert(
      fc.property(
        objects.chain((sample) =>
          fc.record({
            schema: fc.constant(sample.schema),
            texts: fc.array(sample.text, { minLength: 8, maxLength: 8 }),
          }),
        ),
        fc.constantFrom('refuse', 'drop', 'forward'),
        ({ schema, texts }, policy) => {
          const result = bothWays(contractOf(bodyOf(schema, { unknown: { body: policy } })), texts);
          accepted += result?.accepted ?? 0;
          fc.pre(result !== undefined);
        },
      ),
      { numRuns: 200, maxSkipsPerRun: 20 },
    );
    assert.ok(accepted > 200, `only ${accepted} were accepted`);
  });

  for (const [name, { schema, definitions, pairs }] of Object.entries(branchShapes)) {
    it(`is sent as the stages send it: ${name}`, () => {
      const texts = pairs.map(({ caller }) => JSON.stringify({ in: caller, out: 'x' }));
      const whole = { type: 'object', properties: { in: schema, out: { type: 'string', 'x-upstream': 'o' } } };
      const contract = contractOf(bodyOf(whole), definitions === undefined ? {} : { $defs: definitions });
      bothWays(contract, texts);
    });
  }

  it('is sent as the stages send it where a number is beyond all doubles', () => {
    const schemas = [{ multipleOf: 0.1 }, { multipleOf: 3 }, { 'x-upstream': { codec: { scale: 2 } } }, { minimum: 1 }];
    for (const schema of schemas) {
      const properties = { n: { type: 'number', ...schema }, m: { type: 'string', 'x-upstream': 'o' } };
      const texts = ['1e400', '-1e400', '1e400000', '1e308'].map((number) => `{"n":${number},"m":"a"}`);
      assert.ok(bothWays(contractOf(bodyOf({ type: 'object', properties })), texts) !== undefined);
    }
  });
});
