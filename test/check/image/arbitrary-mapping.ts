import fc from 'fast-check';
import type { JsonObject, JsonValue } from '../../../src/codec/json-value.ts';

/** A schema of a caller's value, with a codec that takes at least some of what it accepts. */
export const coded: fc.Arbitrary<JsonObject> = fc.oneof(
  withCodec({ type: 'integer', minimum: -3, maximum: 300 }, ['text', null]),
  withCodec({ type: 'number', minimum: 0, maximum: 99, multipleOf: 0.5 }, ['text', { scale: 1 }, { scale: 2 }, null]),
  withCodec({ type: 'boolean' }, ['text', { words: { true: 'Y', false: 'N' } }, null]),
  withCodec({ enum: ['a', 'b', 'c'] }, [{ values: { a: 1, b: 'B', c: true } }, { prefix: 'x-' }, null]),
  withCodec({ type: 'string', format: 'date' }, [
    'unix-seconds',
    'unix-millis',
    { date: 'dd.MM.yyyy' },
    { date: 'yyMMdd' },
    null,
  ]),
  withCodec({ type: 'string', format: 'date-time' }, [
    'unix-seconds',
    'unix-millis',
    { date: "yyyy-MM-dd'T'HH:mm" },
    null,
  ]),
  withCodec({ type: 'string', format: 'uuid' }, ['uuid-compact', ['uuid-compact', 'upper'], 'upper', null]),
  withCodec({ type: 'string', minLength: 1, maxLength: 4 }, [
    ...['upper', 'lower', 'trim', 'base64', 'base64url', 'percent', 'json', null],
    ...[{ prefix: 'p_' }, { suffix: '_s' }, ['trim', 'upper'], ['lower', { prefix: 'z' }], [{ suffix: '!' }, 'base64']],
  ]),
  withCodec({ type: 'string', pattern: '^[a-zß-ü]{1,3}[0-9]?$' }, ['upper', { prefix: '^' }, null]),
  withCodec({ type: 'string', pattern: '^[1-9][0-9]{0,3}$' }, ['number', { scale: 2 }, null]),
  withCodec({ type: 'array', items: { type: 'string', maxLength: 3 }, maxItems: 4 }, [
    { join: ',' },
    { join: '; ' },
    null,
  ]),
  withCodec({ type: 'array', items: { type: 'integer' }, minItems: 1 }, [{ join: '|' }, 'json', null]),
  withCodec({ type: ['string', 'null'], maxLength: 2 }, ['upper', { prefix: 'n' }, null]),
  fc.constant<JsonObject>({
    anyOf: [
      { type: 'integer', minimum: 5 },
      { type: 'string', pattern: '^[a-c]+$' },
    ],
  }),
);

function withCodec(schema: JsonObject, codecs: readonly JsonValue[]): fc.Arbitrary<JsonObject> {
  return fc.constantFrom(...codecs).map((codec) => (codec === null ? schema : { ...schema, 'x-upstream': { codec } }));
}

/** A value with a rule of where it goes. */
function placed(schema: fc.Arbitrary<JsonObject>, places: readonly JsonObject[]): fc.Arbitrary<JsonObject> {
  return fc.tuple(schema, fc.constantFrom(...places), fc.nat(9)).map(([own, place, chance]): JsonObject => {
    if (chance === 0) return { ...own, 'x-upstream': false };
    const rule = { ...(own['x-upstream'] as JsonObject | undefined), ...place };
    return Object.keys(rule).length === 0 ? own : { ...own, 'x-upstream': rule };
  });
}

const names = ['one', 'two', 'three', 'four'] as const;

/** Members of an object, each under a name of its own on both sides. */
function members(value: (name: string) => fc.Arbitrary<JsonObject>, most: number): fc.Arbitrary<JsonObject> {
  return fc
    .subarray([...names], { minLength: 1, maxLength: most })
    .chain((chosen) => fc.tuple(fc.tuple(...chosen.map(value)), fc.subarray(chosen), fc.constant(chosen)))
    .map(
      ([schemas, required, chosen]): JsonObject => ({
        ...(required.length > 0 && { required }),
        properties: Object.fromEntries(chosen.map((name, index) => [name, schemas[index] ?? true])),
      }),
    );
}

const leaf = (name: string): fc.Arbitrary<JsonObject> =>
  placed(coded, [{}, { name: `${name}_up` }, { name: `deep/${name}` }, { name: `/root/${name}` }]);
const inList = (name: string): fc.Arbitrary<JsonObject> =>
  placed(coded, [{}, { name: `${name}_up` }, { name: `in/${name}` }]);

const object = (part: fc.Arbitrary<JsonObject>, isOpen: fc.Arbitrary<JsonValue>): fc.Arbitrary<JsonObject> =>
  fc.tuple(part, isOpen).map(
    ([own, others]): JsonObject => ({
      type: 'object',
      ...own,
      ...(others !== null && { additionalProperties: others }),
    }),
  );

const others = fc.constantFrom<JsonValue>(null, null, false, { type: 'integer' });
const listOfObjects = object(members(inList, 2), others).map(
  (items): JsonObject => ({ type: 'array', maxItems: 3, items }),
);

const body: fc.Arbitrary<JsonObject> = object(
  members(
    (name) =>
      fc.oneof(
        { weight: 4, arbitrary: leaf(name) },
        { weight: 1, arbitrary: object(members(inList, 3), others) },
        { weight: 1, arbitrary: listOfObjects },
        { weight: 1, arbitrary: listOfObjects.map((list) => ({ ...list, 'x-upstream': `${name}s` })) },
      ),
    4,
  ),
  others,
);

const branched: fc.Arbitrary<JsonObject> = fc
  .tuple(members(inList, 3), members(inList, 3))
  .map(([left, right]): JsonObject => {
    const branch = (kind: string, own: JsonObject): JsonObject => ({
      required: ['kind', ...((own['required'] as string[] | undefined) ?? [])],
      properties: { kind: { const: kind }, ...(own['properties'] as JsonObject) },
    });
    return { type: 'object', oneOf: [branch('l', left), branch('r', right)] };
  });

/** Operations at random, with a codec for most values, and places beside their own. */
export const arbitraryMapping: fc.Arbitrary<JsonObject> = fc
  .record({
    query: members(
      (name) =>
        placed(coded, [
          {},
          { name: `q_${name}` },
          { in: 'header', name: `X-${name}` },
          { in: 'body', name: `from/${name}` },
        ]),
      3,
    ),
    body: fc.oneof({ weight: 3, arbitrary: body }, { weight: 1, arbitrary: branched }),
    unknown: fc.constantFrom('refuse', 'refuse', 'drop', 'forward'),
    added: fc.constantFrom<JsonObject>(
      {},
      { '/const': 'c' },
      { '/n': { const: [1] } },
      { '/t': { template: '{query:/one}!' } },
    ),
  })
  .map(({ query, body: schema, unknown, added }): JsonObject => {
    const known = Object.keys((query['properties'] as JsonObject | undefined) ?? {});
    return {
      route: 'POST /things',
      upstream: { body: known.includes('one') ? added : {} },
      unknown: { body: unknown },
      query,
      body: { content: { 'application/json': schema } },
    };
  });
