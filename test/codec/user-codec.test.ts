import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { createBareObject } from '../../src/codec/bare-object.ts';
import { CodecRefusal } from '../../src/codec/codec.ts';
import { ExactNumber } from '../../src/codec/exact-number.ts';
import { defineCodec, isUserCodec, type UserCodec, type UserCodecDefinition } from '../../src/codec/user-codec.ts';
import { describeConversion, outcome } from './conversions.ts';

describeConversion("an app's codec", {
  codec: defineCodec('sku', {
    encode: (value) => `SKU-${value}`,
    decode: (value) => String(value).slice(4),
    produces: { type: 'string' },
  }),
  exact: [
    ['7', 'SKU-7'],
    [null, null],
  ],
});

/** A codec whose both directions give the one value. */
function giving(value: unknown, type: UserCodecDefinition['produces']['type'] = 'string'): UserCodec {
  return defineCodec('odd', { encode: () => value, decode: () => value, produces: { type } });
}

const cycle: unknown[] = [];
cycle.push(cycle);

class Money {
  readonly amount = 1;
}

describe("an app's codec can give nothing but JSON", () => {
  const refused = 'the codec odd made no JSON value of it';
  const rows: [string, unknown][] = [
    ['undefined', undefined],
    ['NaN', Number.NaN],
    ['Infinity', Number.POSITIVE_INFINITY],
    ['an invalid date', new Date(Number.NaN)],
    ['a date', new Date(0)],
    ['a function', () => 1],
    ['a symbol', Symbol('x')],
    ['a promise', Promise.resolve('x')],
    ['a map', new Map([['a', 1]])],
    ['an instance of a class', new Money()],
    ['a list with a hole', new Array(1)],
    ['a list with undefined', [undefined]],
    ['an object with undefined', { a: undefined }],
    ['an object with NaN far down', { a: [{ b: Number.NaN }] }],
    ['an object with toJSON', { toJSON: () => 'x' }],
    ['an own __proto__', JSON.parse('{"__proto__":{"admin":true}}')],
    ['a cycle', cycle],
    ['half a character', 'a\ud83d'],
    ['half a character in a name', { 'a\ud83d': 1 }],
    ['a boxed string', new String('x')],
  ];
  for (const [name, value] of rows) {
    it(`refuses ${name}`, () => {
      assert.deepEqual(outcome(giving(value).encode('x')), { refused });
      assert.deepEqual(outcome(giving(value).decode('x')), { refused });
    });
  }

  const types: UserCodecDefinition['produces']['type'][] = [
    'string',
    'integer',
    'number',
    'boolean',
    'array',
    'object',
  ];
  const values: { value: unknown; fits: string[]; gives?: unknown }[] = [
    { value: 'a', fits: ['string'] },
    { value: 1, fits: ['integer', 'number'] },
    { value: 1.5, fits: ['number'] },
    { value: true, fits: ['boolean'] },
    { value: ['a', { b: null }], fits: ['array'] },
    { value: { a: [1] }, fits: ['object'] },
    { value: Object.assign(Object.create(null), { a: 1 }), fits: ['object'] },
    { value: null, fits: [] },
    { value: new ExactNumber('12345678901234567890'), fits: ['integer', 'number'] },
    { value: 12345678901234567890n, fits: ['integer', 'number'], gives: new ExactNumber('12345678901234567890') },
    { value: 7n, fits: ['integer', 'number'], gives: 7 },
  ];
  for (const { value, fits, gives = value } of values) {
    it(`gives ${typeof value === 'bigint' ? `${value}n` : JSON.stringify(value)} only where it declares ${fits.join(' or ') || 'nothing'}`, () => {
      for (const type of types) {
        const result = giving(value, type).encode('x');
        if (fits.includes(type)) assert.deepEqual(result, gives);
        else assert.ok(result instanceof CodecRefusal && result.reason.endsWith(` of it instead of ${type}`));
      }
    });
  }
});

describe("an app's codec that fails", () => {
  it('keeps what it throws from the caller', () => {
    const codec = defineCodec('broken', {
      encode() {
        throw new Error('postgres://admin:secret@db');
      },
      decode() {
        throw undefined;
      },
      produces: { type: 'string' },
    });
    assert.deepEqual(outcome(codec.encode('x')), { refused: 'the codec broken cannot convert it' });
    assert.deepEqual(outcome(codec.decode('x')), { refused: 'the codec broken cannot convert it' });
  });

  it('tells the caller the reason that it gives', () => {
    const codec = giving(new CodecRefusal('it is no known article'));
    assert.deepEqual(outcome(codec.encode('x')), { refused: 'it is no known article' });
  });
});

describe('defineCodec', () => {
  const right: UserCodecDefinition = {
    encode: (value) => value,
    decode: (value) => value,
    produces: { type: 'string' },
  };
  const rows: { name: string; make: () => unknown; message: RegExp }[] = [
    { name: 'an empty name', make: () => defineCodec('', right), message: /name of a codec/ },
    { name: 'a name with capitals', make: () => defineCodec('Sku', right), message: /not "Sku"/ },
    {
      name: 'a missing function',
      make: () => defineCodec('sku', JSON.parse('{"produces":{"type":"string"}}')),
      message: /two functions/,
    },
    {
      name: 'an async function',
      make: () => defineCodec('sku', { ...right, encode: async (value) => value }),
      message: /must convert at once/,
    },
    {
      name: 'a missing type',
      make: () => defineCodec('sku', { ...right, produces: JSON.parse('{}') }),
      message: /produces: \{ type \}/,
    },
    {
      name: 'an unknown type',
      make: () => defineCodec('sku', { ...right, produces: JSON.parse('{"type":"date"}') }),
      message: /one of string, integer/,
    },
    { name: 'an empty loss', make: () => defineCodec('sku', { ...right, lossy: '' }), message: /what is lost/ },
  ];
  for (const { name, make, message } of rows) {
    it(`refuses ${name}`, () => assert.throws(make, { name: 'TypeError', message }));
  }

  it('makes what isUserCodec knows', () => {
    assert.ok(isUserCodec(defineCodec('sku', right)));
    assert.ok(!isUserCodec(right));
    assert.ok(!isUserCodec(undefined));
  });
});

describe('an app’s codec that makes an object with known members', () => {
  const definition = {
    encode: (value) => value,
    decode: (value) => value,
    produces: { type: 'object', properties: { a: {}, b: {} }, additionalProperties: false },
  } satisfies UserCodecDefinition;

  it('tells their names, and lets no others through', () => {
    const codec = defineCodec('pair', definition);
    assert.deepEqual(codec.makes, ['a', 'b']);
    assert.deepEqual(outcome(codec.encode({ a: 1 })), { a: 1 });
    assert.ok(codec.encode({ a: 1, c: 2 }) instanceof CodecRefusal);
  });

  it('tells none where others may come', () => {
    const open = { ...definition, produces: { type: 'object', properties: { a: {} } } } as const;
    assert.equal(defineCodec('pair', open).makes, undefined);
  });

  it('may give back the very objects that the mapping made', () => {
    const mapped = Object.assign(createBareObject(), { a: 1 });
    assert.equal(defineCodec('pair', definition).encode(mapped), mapped);
  });
});
