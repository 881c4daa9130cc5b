import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { CodecInput } from '../../../src/codec/codec-kind.ts';
import { compileCodec } from '../../../src/codec/compile-codec.ts';
import type { JsonValue } from '../../../src/codec/json-value.ts';
import { codecFor, describeConversion, outcome } from '../conversions.ts';

const free: CodecInput = { types: [] };
const to = (specification: JsonValue) => codecFor(specification, free);

describeConversion('wrap', {
  codec: to({ wrap: { member: 'content', others: { role: 'user' } } }),
  exact: [['Hi', { role: 'user', content: 'Hi' }]],
  decodeRefuses: [
    [{ role: 'user' }, 'the member that the upstream wants of it is absent'],
    [5, 'the member that the upstream wants of it is absent'],
  ],
});

describeConversion('unwrap', {
  codec: to({ unwrap: { member: 'content', others: { role: 'user' } } }),
  exact: [[{ role: 'user', content: 'Hi' }, 'Hi']],
  encodeRefuses: [
    [{ role: 'user' }, 'the member that the upstream wants of it is absent'],
    [{ role: 'user', content: null }, 'the member that the upstream wants of it is null'],
    [{ role: 'tool', content: 'Hi' }, 'it holds more, or something else, than the upstream has a place for'],
    [{ content: 'Hi' }, 'it holds more, or something else, than the upstream has a place for'],
    [{ role: 'user', content: 'Hi', name: 'x' }, 'it holds more, or something else, than the upstream has a place for'],
  ],
});

describeConversion('only', {
  codec: to('only'),
  encodeRefuses: [
    [[], 'it has 0 items, not one'],
    [[1, 2], 'it has 2 items, not one'],
    [[null], 'its only item is null'],
    ['a', 'it is text, not a list'],
  ],
});

describeConversion('within a member that becomes null', {
  codec: codecFor(
    {
      within: {
        state: {
          values: [
            ['none', null],
            ['some', 1],
          ],
        },
      },
    },
    {
      types: ['object'],
      members: {
        byName: new Map([['state', { types: ['string'], enumeration: ['none', 'some'] }]]),
        required: new Set(),
        complete: true,
      },
    },
  ),
  exact: [
    [{ state: 'none' }, { state: null }],
    [{ state: 'some' }, { state: 1 }],
  ],
});

describeConversion('tuple', {
  codec: to({ tuple: ['a', 'b'] }),
  exact: [
    [{ a: 1 }, [1]],
    [{}, []],
    [{ a: null, b: 2 }, [null, 2]],
  ],
  encodeRefuses: [
    [{ b: 1 }, 'a member is absent that stands in a list before others'],
    [{ a: 1, c: 1 }, 'it has a member that the upstream has no place for'],
    [[1], 'it is a list, not an object'],
  ],
  decodeRefuses: [[[1, 2, 3], 'it has 3 items, more than have a name']],
});

describeConversion('split', {
  codec: to({ split: { by: ' ', into: ['a', 'b'] } }),
  exact: [[' x', { a: '', b: 'x' }]],
  encodeRefuses: [
    ['x', 'it has one part, not 2'],
    ['x y z', 'it has 3 parts, not 2'],
  ],
  decodeRefuses: [
    [{ a: 'x y', b: 'z' }, 'a part of it holds " ", which separates the parts'],
    [{ a: 'x' }, 'a member is absent that the text is made of'],
    [{ a: 'x', b: 1 }, 'a member of it cannot be written as a part of a text'],
    [{ a: 'x', b: 'y', c: 'z' }, 'it has a member that the upstream has no place for'],
  ],
});

describeConversion('split, whose last part takes the rest', {
  codec: to({ split: { by: ':', into: ['scheme', 'rest'], rest: 'last', fewer: true } }),
  exact: [
    ['a:b:c', { scheme: 'a', rest: 'b:c' }],
    ['a', { scheme: 'a' }],
  ],
  decodeRefuses: [
    [{ scheme: 'a:b' }, 'a part of it holds ":", which separates the parts'],
    [{ rest: 'b' }, 'a member is absent that the text is made of'],
  ],
});

describeConversion('combine', {
  codec: to({ combine: { by: '--', from: ['a', 'b'] } }),
  exact: [[{ a: 'x', b: 'y' }, 'x--y']],
  // The delimiter may also arise where two parts meet.
  encodeRefuses: [
    [{ a: 'x-', b: 'y' }, 'a part of it holds "--", which separates the parts'],
    [{ a: 'x--', b: 'y' }, 'a part of it holds "--", which separates the parts'],
    [{ a: 'x', b: null }, 'a member of it cannot be written as a part of a text'],
  ],
});

describeConversion('key-by', {
  codec: to({ 'key-by': 'id' }),
  encodeRefuses: [
    [[{ id: 'a' }, { id: 'a' }], 'two items would have the same name'],
    [[{ id: 7 }], 'an item has no value that can be its name'],
    [[{}], 'an item has no value that can be its name'],
    [[{ id: '__proto__' }], 'an item has a name that no member can have'],
    [['a'], 'one of its items is no object'],
  ],
  decodeRefuses: [
    [{ a: 1 }, 'one of its members is no object'],
    [{ a: { id: 'b' } }, 'one of its members holds a value already where its name goes'],
  ],
});

describeConversion('entries', {
  codec: to({ entries: { key: 'k', value: 'v' } }),
  decodeRefuses: [
    [
      [
        { k: 'a', v: 1 },
        { k: 'a', v: 2 },
      ],
      'two items would have the same name',
    ],
    [[{ k: 'a', v: 1, more: 1 }], 'one of its items is no pair of a text and a value'],
    [[{ k: 1, v: 1 }], 'one of its items is no pair of a text and a value'],
  ],
});

describeConversion('pluck', {
  codec: to({ pluck: { member: 'content', others: { role: 'system' } } }),
  exact: [[[], []]],
  encodeRefuses: [
    [
      [
        { role: 'system', content: 'a' },
        { role: 'user', content: 'b' },
      ],
      'of item 2: it holds more, or something else, than the upstream has a place for',
    ],
  ],
});

describeConversion('partition', {
  codec: to({ partition: { by: 'k', into: { a: 1, b: [2, 3] }, inOrder: true } }),
  exact: [
    [[], {}],
    [[{ k: 1 }, { k: 2 }, { k: 3 }], { a: [{ k: 1 }], b: [{ k: 2 }, { k: 3 }] }],
  ],
  encodeRefuses: [
    [[{ k: 4 }], 'an item belongs to none of the lists that the upstream has'],
    [[5], 'an item belongs to none of the lists that the upstream has'],
    [[{ k: 2 }, { k: 1 }], 'its items are not in the order that the upstream keeps'],
  ],
  decodeRefuses: [
    [{ a: [{ k: 2 }] }, 'an item stands in a list that is not its own'],
    [{ a: 1 }, 'one of its lists is no list'],
    [{ c: [] }, 'it has a member that is none of the lists'],
  ],
});

it('partition reads a list that is null as one without items', () => {
  const codec = to({ partition: { by: 'k', into: { a: 1, b: 2 }, inOrder: true } });
  assert.deepEqual(codec.decode({ a: null, b: [{ k: 2 }] }), [{ k: 2 }]);
});

it('unpartition refuses a list of the caller that is null, for it could not come back', () => {
  const refusal = to({ unpartition: { by: 'k', into: { a: 1, b: 2 } } }).encode({ a: null, b: [] });
  assert.deepEqual(outcome(refusal), { refused: 'one of its lists is no list' });
});

describe('a wrong argument is found at start', () => {
  const members = (names: string[], required: string[] = names): CodecInput => ({
    types: ['object'],
    members: { byName: new Map(names.map((name) => [name, free])), required: new Set(required), complete: true },
  });
  const rows: Readonly<Record<string, [JsonValue, CodecInput, string, RegExp]>> = {
    'wrap without a member': [{ wrap: '' }, free, 'codec-argument', /names no member/],
    'wrap over its own constant': [
      { wrap: { member: 'a', others: { a: 1 } } },
      free,
      'codec-argument',
      /a constant stands/,
    ],
    'wrap into a list': [{ wrap: '[0]' }, free, 'codec-argument', /names no member/],
    'wrap with a misspelt member': [{ wrap: { member: 'a', other: {} } }, free, 'codec-argument', /names no member/],
    'unwrap of what is not there': [{ unwrap: 'b' }, members(['a']), 'codec-members', /no member `b`/],
    'unwrap beside a required member': [
      { unwrap: 'a' },
      members(['a', 'b']),
      'codec-members',
      /no place for the member `b`/,
    ],
    'tuple of one name twice': [{ tuple: ['a', 'a'] }, free, 'codec-argument', /no names, each once/],
    'tuple of a name that is not there': [{ tuple: ['a', 'x'] }, members(['a']), 'codec-members', /no member `x`/],
    'tuple without a required member': [
      { tuple: ['a'] },
      members(['a', 'b']),
      'codec-members',
      /no place for the member `b`/,
    ],
    'untuple of __proto__': [{ untuple: ['__proto__'] }, free, 'codec-argument', /no names/],
    'split by nothing': [{ split: { by: '', into: ['a', 'b'] } }, free, 'codec-argument', /by which text/],
    'split into one': [{ split: { by: ' ', into: ['a'] } }, free, 'codec-argument', /into which members/],
    'split with a rest first, or fewer': [
      { split: { by: ' ', into: ['a', 'b'], rest: 'first', fewer: true } },
      free,
      'codec-argument',
      /nobody can tell which member is absent/,
    ],
    'combine of a list': [
      { combine: { by: ' ', from: ['a', 'b'] } },
      {
        types: ['object'],
        members: {
          byName: new Map([
            ['a', { types: ['array'] }],
            ['b', free],
          ]),
          required: new Set(),
          complete: false,
        },
      },
      'codec-type',
      /`a` can have several types, or none/,
    ],
    'key-by a member that items do not have': [
      { 'key-by': 'x' },
      { types: ['array'], items: members(['id']) },
      'codec-members',
      /no member `x`/,
    ],
    'entries of one name': [{ entries: { key: 'a', value: 'a' } }, free, 'codec-argument', /two members of a pair/],
    'pluck without a name': [{ pluck: {} }, free, 'codec-argument', /names no member/],
    'partition without lists': [{ partition: { by: 'k', into: {} } }, free, 'codec-argument', /into which lists/],
    'partition with one value in two lists': [
      { partition: { by: 'k', into: { a: 1, b: [1] } } },
      free,
      'codec-argument',
      /leads into two lists/,
    ],
    'partition that forgets a value': [
      { partition: { by: 'k', into: { a: 1 } } },
      {
        types: ['array'],
        items: {
          types: ['object'],
          members: {
            byName: new Map([['k', { types: [], enumeration: [1, 2] }]]),
            required: new Set(),
            complete: true,
          },
        },
      },
      'codec-values',
      /whose `k` is 2 has no list/,
    ],
    'each with an unknown codec': [{ each: 'uper' }, { types: ['array'] }, 'codec-unknown', /no codec "uper"/],
    'within a member that a step does not make': [
      [{ split: { by: ' ', into: ['a', 'b'] } }, { within: { c: 'upper' } }],
      { types: ['string'] },
      'codec-members',
      /no member `c`/,
    ],
    'a list for an object': [{ tuple: ['a'] }, { types: ['array'] }, 'codec-type', /takes an object/],
    'an object for a list': [{ 'key-by': 'a' }, { types: ['object'] }, 'codec-type', /takes a list/],
  };
  for (const [name, [specification, input, rule, says]] of Object.entries(rows)) {
    it(name, () => {
      const { codec, faults } = compileCodec(specification, { ...input, custom: new Map() });
      const fault = faults.find((each) => each.rule === rule && says.test(each.message));
      assert.ok(fault !== undefined, JSON.stringify(faults));
      assert.equal(fault.severity, 'error');
      assert.equal(codec, undefined);
      assert.notEqual(fault.cure, '');
    });
  }

  it('tells the place of a fault in an argument', () => {
    const { faults } = compileCodec([{ wrap: 'a' }, { within: { a: [{ each: 'nope' }] } }], {
      types: [],
      custom: new Map(),
    });
    assert.deepEqual(
      faults.map(({ path }) => path),
      [[1, 'within', 'a', 0, 'each']],
    );
  });

  it('warns of a member that has no place, where it may be absent', () => {
    const { codec, faults } = compileCodec({ unwrap: 'a' }, { ...members(['a', 'b'], ['a']), custom: new Map() });
    assert.ok(codec !== undefined);
    assert.deepEqual(
      faults.map(({ rule, severity }) => [rule, severity]),
      [['codec-members', 'warning']],
    );
  });
});
