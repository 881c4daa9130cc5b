import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { canonicalText } from '../../../src/codec/canonical-text.ts';
import { CodecRefusal } from '../../../src/codec/codec.ts';
import type { CodecInput } from '../../../src/codec/codec-kind.ts';
import type { JsonValue } from '../../../src/codec/json-value.ts';
import { shapeCodecs } from '../../../src/codec/shape/shape-codecs.ts';
import { codecFor } from '../conversions.ts';

const anything: fc.Arbitrary<JsonValue> = fc
  .jsonValue()
  .map((value): JsonValue => JSON.parse(JSON.stringify(value)))
  .filter((value) => !JSON.stringify(value).includes('__proto__'));
const text = fc.string({ maxLength: 6 });
const list: CodecInput = { types: ['array'] };
const object: CodecInput = { types: ['object'] };
const string: CodecInput = { types: ['string'] };
const free: CodecInput = { types: [] };
const present = anything.filter((value) => value !== null);
const message = fc.record({ role: fc.constantFrom('system', 'user', 'tool'), content: anything });
const chat = { by: 'role', into: { system: 'system', tools: ['tool'] }, others: 'messages' };
const groupOf = (role: string): number => ['system', 'tool'].indexOf(role) + (role === 'user' ? 3 : 0);

/** The schema of items whose key has one type. */
const keyed = (type: 'string' | 'integer'): CodecInput => {
  const members = { byName: new Map([['id', { types: [type] }]]), required: new Set(['id']), complete: false };
  return { types: ['array'], items: { types: ['object'], members } };
};

interface Law {
  readonly codec: JsonValue;
  readonly input: CodecInput;
  readonly values: fc.Arbitrary<JsonValue>;
}

const exact: Readonly<Record<string, Law>> = {
  'wrap of anything': { codec: { wrap: 'a/[0]/b' }, input: free, values: anything },
  'wrap beside constants': {
    codec: { wrap: { member: 'c', others: { r: [1, { x: 2 }] } } },
    input: free,
    values: anything,
  },
  'unwrap of an object with one member': {
    codec: { unwrap: 'a' },
    input: object,
    values: present.map((a) => ({ a })),
  },
  'single of anything': { codec: 'single', input: free, values: anything },
  'only of a list of one': { codec: 'only', input: list, values: present.map((item) => [item]) },
  'tuple of the first members': {
    codec: { tuple: ['a', 'b', 'c'] },
    input: object,
    values: fc
      .array(anything, { maxLength: 3 })
      .map((items) => Object.fromEntries(items.map((item, index) => ['abc'[index] ?? '', item]))),
  },
  'untuple of a short list': {
    codec: { untuple: ['a', 'b', 'c'] },
    input: list,
    values: fc.array(anything, { maxLength: 3 }),
  },
  'split of a text with one delimiter': {
    codec: { split: { by: '--', into: ['a', 'b'] } },
    input: string,
    values: fc
      .tuple(text, text)
      .map((parts) => parts.join('--'))
      .filter((whole) => whole.split('--').length === 2),
  },
  'split of any text, the last part taking the rest, or less': {
    codec: { split: { by: ' ', into: ['a', 'b'], rest: 'last', fewer: true } },
    input: string,
    values: text,
  },
  'combine of texts and numbers': {
    codec: { combine: { by: ' ', from: ['n', 't'] } },
    input: {
      types: ['object'],
      members: {
        byName: new Map<string, CodecInput>([
          ['n', { types: ['number'] }],
          ['t', { types: ['string'] }],
        ]),
        required: new Set(['n', 't']),
        complete: true,
      },
    },
    values: fc.record({ n: fc.maxSafeInteger(), t: text.filter((part) => !part.includes(' ')) }),
  },
  'list-by of a map of objects': {
    codec: { 'list-by': 'id' },
    input: object,
    values: fc.dictionary(text, fc.record({ x: anything })).filter((map) => !Object.hasOwn(map, '__proto__')),
  },
  'entries of any map': {
    codec: { entries: { key: 'k', value: 'v' } },
    input: object,
    values: fc.dictionary(text, anything).filter((map) => !Object.hasOwn(map, '__proto__')),
  },
  'pluck beside a constant': {
    codec: { pluck: { member: 'content', others: { role: 'system' } } },
    input: list,
    values: fc.array(present.map((content) => ({ content, role: 'system' }))),
  },
  'partition of a list that comes list by list': {
    codec: { partition: { ...chat, inOrder: true } },
    input: list,
    values: fc
      .array(message)
      .map((items): JsonValue => items.toSorted((left, right) => groupOf(left.role) - groupOf(right.role))),
  },
  'unpartition of lists, empty ones too': {
    codec: { unpartition: { by: 'k', into: { a: 1 }, others: 'b', empty: true } },
    input: object,
    values: fc.record({ a: fc.array(fc.constant({ k: 1 })), b: fc.array(fc.record({ k: fc.constantFrom(2, 'x') })) }),
  },
  'key-by of a list of one, in which there is no order to lose': {
    codec: ['single', { 'key-by': 'id' }],
    input: object,
    values: fc.record({ id: text.filter((id) => id !== '__proto__'), n: anything }),
  },
  'from-entries of a list of one': {
    codec: ['single', { 'from-entries': { key: 'field', value: 'values' } }],
    input: object,
    values: fc.record({ field: text.filter((name) => name !== '__proto__'), values: anything }),
  },
  'each and within of what a step before made': {
    codec: [{ entries: { key: 'k', value: 'v' } }, { each: [{ within: { v: 'single' } }, { tuple: ['k', 'v'] }] }],
    input: object,
    values: fc.dictionary(text, anything).filter((map) => !Object.hasOwn(map, '__proto__')),
  },
};

const lossy: Readonly<Record<string, Law & { readonly loses: string }>> = {
  'key-by, text': {
    codec: { 'key-by': 'id' },
    input: keyed('string'),
    values: fc.uniqueArray(fc.record({ id: text, x: anything }), { selector: ({ id }) => id }),
    loses: 'the order of the items',
  },
  'key-by, integers': {
    codec: { 'key-by': 'id' },
    input: keyed('integer'),
    values: fc.uniqueArray(fc.record({ id: fc.maxSafeInteger() }), { selector: ({ id }) => id }),
    loses: 'the order of the items',
  },
  'from-entries': {
    codec: { 'from-entries': { key: 'k', value: 'v' } },
    input: list,
    values: fc.uniqueArray(fc.record({ k: text, v: anything }), { selector: ({ k }) => k }),
    loses: 'the order of the items',
  },
  partition: {
    codec: { partition: chat },
    input: list,
    values: fc.array(message),
    loses: 'the order of items of different lists',
  },
};

function roundTrip({ codec: specification, input }: Law, value: JsonValue): JsonValue {
  const codec = codecFor(specification, input);
  const encoded = codec.encode(deepFrozen(value));
  assert.ok(!(encoded instanceof CodecRefusal), `refused: ${JSON.stringify(encoded)}`);
  const decoded = codec.decode(deepFrozen(JSON.parse(JSON.stringify(encoded))));
  assert.ok(!(decoded instanceof CodecRefusal), `refused: ${JSON.stringify(decoded)}`);
  return decoded;
}

function deepFrozen(value: JsonValue): JsonValue {
  if (typeof value === 'object' && value !== null) for (const inner of Object.values(value)) deepFrozen(inner);
  Object.freeze(value);
  return value;
}

const inAnyOrder = (value: JsonValue): JsonValue =>
  Array.isArray(value) ? value.toSorted((left, right) => (canonicalText(left) < canonicalText(right) ? -1 : 1)) : value;

describe('a value of another shape comes back as it was', () => {
  for (const [name, law] of Object.entries(exact)) {
    it(name, () => {
      assert.equal(codecFor(law.codec, law.input).lossy, undefined);
      fc.assert(
        fc.property(law.values, (value) => assert.equal(canonicalText(roundTrip(law, value)), canonicalText(value))),
      );
    });
  }
});

describe('a value of another shape comes back but for what the codec says that it loses', () => {
  for (const [name, law] of Object.entries(lossy)) {
    it(name, () => {
      assert.equal(codecFor(law.codec, law.input).lossy, law.loses);
      fc.assert(
        fc.property(law.values, (value) => {
          const back = inAnyOrder(roundTrip(law, value));
          assert.equal(canonicalText(back), canonicalText(inAnyOrder(value)));
        }),
      );
    });
  }
});

describe('whatever a codec does not refuse comes back', () => {
  for (const { name, example } of shapeCodecs) {
    it(`${name}: any JSON is encoded or refused, and never thrown at`, () => {
      const codec = codecFor(example.specification, example.input);
      const near = fc.oneof(anything, fc.constant(example.caller), fc.array(fc.constant(example.caller)));
      fc.assert(
        fc.property(near, (value) => {
          const encoded = codec.encode(deepFrozen(value));
          codec.decode(deepFrozen(value));
          if (encoded instanceof CodecRefusal) return;
          const decoded = codec.decode(encoded);
          assert.ok(!(decoded instanceof CodecRefusal), `${JSON.stringify(encoded)} is refused on the way back`);
          if (codec.lossy === undefined) assert.equal(canonicalText(decoded), canonicalText(value));
        }),
      );
    });
  }
});

describe('the way back to what an upstream names', () => {
  const rows: readonly [name: string, codec: JsonValue, upstream: (string | number)[], caller: (string | number)[]][] =
    [
      ['wrap', { wrap: 'a/b' }, ['a', 'b', 0, 'x'], [0, 'x']],
      ['wrap, its constants', { wrap: { member: 'a', others: { r: 1 } } }, ['r'], []],
      ['unwrap', { unwrap: 'a/b' }, ['x'], ['a', 'b', 'x']],
      ['tuple', { tuple: ['lon', 'lat'] }, [1], ['lat']],
      ['untuple', { untuple: ['x', 'y'] }, ['y', 'z'], [1, 'z']],
      ['single', 'single', [0, 'x'], ['x']],
      ['only', 'only', ['x'], [0, 'x']],
      ['split', { split: { by: ' ', into: ['a', 'b'] } }, ['b'], []],
      ['pluck', { pluck: 'content' }, [3, 'x'], [3, 'content', 'x']],
      ['each', { each: { wrap: 'a' } }, [2, 'a', 'x'], [2, 'x']],
      ['within', { within: { a: 'only' } }, ['a', 'x'], ['a', 0, 'x']],
      ['within, another member', { within: { a: 'only' } }, ['b', 'x'], ['b', 'x']],
      ['a chain', [{ each: { wrap: 'a' } }, { wrap: 'data' }], ['data', 1, 'a', 'x'], [1, 'x']],
      ['a chain with a step that cannot tell', [{ wrap: 'a' }, 'json'], ['b'], []],
    ];
  for (const [name, specification, upstream, caller] of rows) {
    it(name, () => assert.deepEqual(codecFor(specification, free).origin?.(upstream) ?? [], caller));
  }
});
