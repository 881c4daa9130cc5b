import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Codec } from '../../src/codec/codec.ts';
import type { CodecFault, CodecInput } from '../../src/codec/codec-kind.ts';
import { compileCodec } from '../../src/codec/compile-codec.ts';
import type { JsonValue } from '../../src/codec/json-value.ts';
import { defineCodec } from '../../src/codec/user-codec.ts';
import { codecFor, date, dateTime, describeConversion, string } from './conversions.ts';

const shout = defineCodec('shout', {
  encode: (value) => `${value}!`,
  decode: (value) => String(value).slice(0, -1),
  produces: { type: 'string' },
});
const custom: ReadonlyMap<string, Codec> = new Map([['shout', shout]]);

function compiled(specification: JsonValue, input: CodecInput) {
  return compileCodec(specification, { ...input, custom });
}

describe('a codec that cannot be used is found at start', () => {
  const rows: { name: string; specification: JsonValue; input: CodecInput; faults: Partial<CodecFault>[] }[] = [
    {
      name: 'a misspelt name',
      specification: 'unix-secs',
      input: date,
      faults: [
        {
          path: [],
          severity: 'error',
          rule: 'codec-unknown',
          message: 'there is no codec "unix-secs"',
          cure: 'write "unix-seconds"',
        },
      ],
    },
    {
      name: 'a misspelt name of the app',
      specification: 'shuot',
      input: string,
      faults: [{ rule: 'codec-unknown', cure: 'write "shout"' }],
    },
    {
      name: 'a misspelt name with an argument',
      specification: { scal: 2 },
      input: string,
      faults: [{ path: ['scal'], rule: 'codec-unknown', cure: 'write "scale"' }],
    },
    {
      name: 'a word of a name',
      specification: 'uuid',
      input: string,
      faults: [{ rule: 'codec-unknown', cure: 'write "uuid-compact"' }],
    },
    {
      name: 'a name that resembles none',
      specification: 'rot13',
      input: string,
      faults: [{ rule: 'codec-unknown', message: 'there is no codec "rot13"' }],
    },
    {
      name: 'a member of every object',
      specification: 'constructor',
      input: string,
      faults: [{ rule: 'codec-unknown', message: 'there is no codec "constructor"' }],
    },
    {
      name: 'a missing argument',
      specification: 'scale',
      input: { types: ['number'] },
      faults: [{ path: [], rule: 'codec-argument', cure: 'write {"scale":2}' }],
    },
    {
      name: 'an argument too many',
      specification: { upper: true },
      input: string,
      faults: [{ path: ['upper'], rule: 'codec-argument', cure: 'write "upper"' }],
    },
    {
      name: 'an argument for a codec of the app',
      specification: { shout: 2 },
      input: string,
      faults: [{ path: ['shout'], rule: 'codec-argument', cure: 'write "shout"' }],
    },
    {
      name: 'a wrong argument',
      specification: { scale: 2.5 },
      input: { types: ['number'] },
      faults: [{ path: ['scale'], rule: 'codec-argument', cure: 'write a whole number from 1 to 30: { "scale": 2 }' }],
    },
    { name: 'a scale of none', specification: { scale: 0 }, input: string, faults: [{ rule: 'codec-argument' }] },
    { name: 'an empty prefix', specification: { prefix: '' }, input: string, faults: [{ rule: 'codec-argument' }] },
    {
      name: 'a suffix that is no text',
      specification: { suffix: 1 },
      input: string,
      faults: [{ rule: 'codec-argument' }],
    },
    {
      name: 'an empty delimiter',
      specification: { join: '' },
      input: { types: ['array'] },
      faults: [{ rule: 'codec-argument' }],
    },
    {
      name: 'a pattern that is no text',
      specification: { date: 1 },
      input: date,
      faults: [{ rule: 'codec-argument' }],
    },
    {
      name: 'one word for both',
      specification: { words: { true: 'Y', false: 'Y' } },
      input: { types: ['boolean'] },
      faults: [{ path: ['words'], rule: 'codec-argument', message: 'both words are the same' }],
    },
    {
      name: 'a word too many',
      specification: { words: { true: 'Y', false: 'N', null: '-' } },
      input: { types: ['boolean'] },
      faults: [{ rule: 'codec-argument', message: 'two words are expected, as text' }],
    },
    {
      name: 'several codecs in one object',
      specification: { prefix: 'a', suffix: 'b' },
      input: string,
      faults: [{ path: [], rule: 'codec-argument', message: 'one object holds several codecs' }],
    },
    { name: 'an empty object', specification: {}, input: string, faults: [{ message: 'this is no codec' }] },
    { name: 'a number', specification: 7, input: string, faults: [{ message: 'this is no codec' }] },
    { name: 'null', specification: null, input: string, faults: [{ message: 'this is no codec' }] },
    { name: 'an empty list', specification: [], input: string, faults: [{ message: 'the list is empty' }] },
    {
      name: 'a list in a list',
      specification: ['upper', ['lower']],
      input: string,
      faults: [{ path: [1], message: 'this is no codec' }],
    },
    {
      name: 'a type that does not fit',
      specification: 'unix-seconds',
      input: { types: ['integer'] },
      faults: [{ rule: 'codec-type', message: '`unix-seconds` takes text, but the schema allows an integer' }],
    },
    {
      name: 'text for the codec that makes text',
      specification: 'text',
      input: string,
      faults: [{ rule: 'codec-type', message: '`text` takes a number or a boolean, but the schema allows text' }],
    },
    {
      name: 'text without a format for a time',
      specification: 'unix-millis',
      input: string,
      faults: [{ rule: 'codec-type', message: 'the schema has no format' }],
    },
    {
      name: 'a format that is no point in time',
      specification: 'unix-millis',
      input: { types: ['string'], format: 'time' },
      faults: [{ rule: 'codec-type', message: 'the format is time, which is no point in time' }],
    },
    {
      name: 'a step that cannot take what the step before makes',
      specification: ['unix-seconds', { prefix: 's' }],
      input: date,
      faults: [
        {
          path: [1, 'prefix'],
          rule: 'codec-chain',
          message: '`prefix` takes text, but the step before makes an integer',
        },
      ],
    },
    {
      name: 'a step that misses the format of the schema',
      specification: ['base64', 'unix-seconds'],
      input: dateTime,
      faults: [
        {
          path: [1],
          rule: 'codec-chain',
          cure: 'write it first: only the first codec of a list sees what the schema says',
        },
      ],
    },
    {
      name: 'a value of the enum that no codec takes',
      specification: 'number',
      input: { types: ['string'], enumeration: ['1', 'many'] },
      faults: [
        {
          path: [],
          severity: 'error',
          rule: 'codec-domain',
          message: '"many" of the enum cannot be encoded: it is the text of no number',
        },
      ],
    },
    {
      name: 'a fault in each of several steps stops at the first',
      specification: ['nope', 'nope'],
      input: string,
      faults: [{ path: [0], rule: 'codec-unknown' }],
    },
  ];
  for (const { name, specification, input, faults } of rows) {
    it(name, () => {
      const result = compiled(specification, input);
      assert.equal(result.codec, undefined);
      assert.equal(result.faults.length, faults.length, JSON.stringify(result.faults));
      assert.partialDeepStrictEqual(result.faults, faults);
    });
  }
});

describe('what is said of a codec that can be used', () => {
  it('warns of what is lost', () => {
    const { codec, faults } = compiled(['trim', 'upper'], string);
    assert.equal(codec?.lossy, 'white space at both ends, the case of letters');
    assert.partialDeepStrictEqual(faults, [
      {
        path: [],
        severity: 'warning',
        rule: 'codec-lossy',
        message: '["trim","upper"] loses white space at both ends, the case of letters, which no answer can give back',
      },
    ]);
  });

  it('warns of nothing where an enum keeps the loss apart', () => {
    const { codec, faults } = compiled(['trim', 'upper'], { types: ['string'], enumeration: ['active', 'onHold'] });
    assert.deepEqual(faults, []);
    assert.equal(codec?.lossy, undefined);
    assert.equal(codec?.decode('ONHOLD'), 'onHold');
  });

  it('warns of the loss where two values of an enum become one', () => {
    const { codec, faults } = compiled('lower', { types: ['string'], enumeration: ['a', 'A'] });
    assert.equal(codec?.lossy, 'the case of letters');
    assert.deepEqual(
      faults.map(({ rule }) => rule),
      ['codec-lossy'],
    );
  });

  it('warns of a type that is always refused beside one that is taken', () => {
    const { codec, faults } = compiled({ prefix: 'x' }, { types: ['string', 'boolean'] });
    assert.equal(codec?.partial, true);
    assert.partialDeepStrictEqual(faults, [{ severity: 'warning', rule: 'codec-type' }]);
  });

  it('lets null beside the type be', () => {
    const { faults } = compiled({ prefix: 'x' }, { types: ['string', 'null'] });
    assert.deepEqual(faults, []);
  });

  it('takes a codec of the app by its name, alone and in a chain', () => {
    assert.equal(compiled('shout', string).codec, shout);
    assert.equal(compiled(['shout', { prefix: '>' }], string).codec?.encode('a'), '>a!');
  });

  const partial: [JsonValue, CodecInput, boolean][] = [
    ['unix-seconds', dateTime, true],
    ['unix-seconds', date, false],
    [{ date: 'dd.MM.yyyy' }, date, false],
    [{ date: 'yyMMdd' }, date, true],
    ['number', string, true],
    ['number', { types: ['string'], enumeration: ['1', '2'] }, false],
    ['boolean', { types: ['string'], enumeration: ['true', 'false'] }, false],
    ['uuid-compact', { types: ['string'], format: 'uuid' }, false],
    ['uuid-compact', string, true],
    ['base64', string, false],
    [{ scale: 2 }, { types: ['number'] }, true],
    [{ join: ',' }, { types: ['array'], items: { types: ['string'] } }, true],
    [{ join: ',' }, { types: ['array'], items: { types: ['integer'] } }, false],
    [{ join: '-' }, { types: ['array'], items: { types: ['integer'] } }, true],
    [{ join: ',' }, { types: ['array'], items: { types: ['string'], enumeration: ['a', 'b'] } }, false],
    [{ join: ',' }, { types: ['array'], items: { types: ['string'], enumeration: ['a', 'a,b'] } }, true],
    [['text', { prefix: 'K' }], { types: ['integer'] }, false],
    [['number', 'text'], string, true],
  ];
  for (const [specification, input, expected] of partial) {
    it(`${JSON.stringify(specification)} of ${JSON.stringify(input)} ${expected ? 'may refuse' : 'refuses nothing'}`, () => {
      assert.equal(codecFor(specification, input).partial, expected);
    });
  }
});

describeConversion('a chain', {
  codec: codecFor(['unix-seconds', 'text', { prefix: '@' }, 'base64url'], date),
  exact: [
    ['2024-02-29', 'QDE3MDkxNjQ4MDA'],
    [null, null],
  ],
  encodeRefuses: [['2024-02-30', 'the calendar has no such day']],
  decodeRefuses: [
    ['QHg', 'it is the text of no such number'],
    ['MTcwOTE2NDgwMA', 'it does not begin with "@"'],
  ],
});

describeConversion('a chain whose enum is carried on', {
  codec: codecFor(['upper', { values: { ACTIVE: 1, IDLE: 0 } }], {
    types: ['string'],
    enumeration: ['active', 'idle'],
  }),
  exact: [
    ['active', 1],
    ['idle', 0],
  ],
});
