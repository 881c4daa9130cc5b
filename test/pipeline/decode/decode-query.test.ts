import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { codesOf, decoding, plain } from './decoding.ts';

const integers = { type: 'array', items: { type: 'integer' } };
const texts = { type: 'array', items: { type: 'string' } };
const color = { type: 'object', properties: { R: { type: 'integer' }, G: { type: 'integer' } } };

/** One parameter `a` in every form, and what a query gives. */
const rows: readonly { name: string; schema: object; query: string; value?: unknown; codes?: string[] }[] = [
  { name: 'an integer', schema: { type: 'integer' }, query: 'a=42', value: 42 },
  { name: 'a string as it is', schema: { type: 'string' }, query: 'a=None', value: 'None' },
  { name: 'an empty string', schema: { type: 'string' }, query: 'a=', value: '' },
  { name: 'a name without `=` as the empty text', schema: { type: 'string' }, query: 'a', value: '' },
  { name: 'nothing as absent', schema: { type: 'string' }, query: '', value: undefined },
  { name: 'escapes and plus signs', schema: { type: 'string' }, query: 'a=%C3%A9+%2B', value: 'é +' },
  { name: 'an escaped name', schema: { type: 'string' }, query: '%61=1', value: '1' },
  { name: 'a semicolon as data', schema: { type: 'string' }, query: 'a=1;a=2', value: '1;a=2' },
  { name: 'an untyped enum by the type of its members', schema: { enum: [1, 2] }, query: 'a=2', value: 2 },
  { name: 'an exploded list', schema: texts, query: 'a=x&b=1&a=y,z', value: ['x', 'y,z'] },
  { name: 'a list with one item', schema: integers, query: 'a=1', value: [1] },
  { name: 'an empty text as one empty item', schema: texts, query: 'a=', value: [''] },
  {
    name: 'a comma list',
    schema: { ...texts, 'x-style': 'form', 'x-explode': false },
    query: 'a=x,y%2Cz',
    value: ['x', 'y,z'],
  },
  {
    name: 'a comma list of integers with escaped commas',
    schema: { ...integers, 'x-style': 'form', 'x-explode': false },
    query: 'a=1%2C2',
    value: [1, 2],
  },
  { name: 'a pipe list', schema: { ...texts, 'x-style': 'pipeDelimited' }, query: 'a=x%7Cy|z', value: ['x', 'y', 'z'] },
  { name: 'a blank list', schema: { ...integers, 'x-style': 'spaceDelimited' }, query: 'a=1%202+3', value: [1, 2, 3] },
  {
    name: 'a deep object',
    schema: { ...color, 'x-style': 'deepObject' },
    query: 'a[R]=1&a%5BG%5D=2',
    value: { R: 1, G: 2 },
  },
  {
    name: 'an object in one text',
    schema: { ...color, 'x-style': 'form', 'x-explode': false },
    query: 'a=R,1,G,2',
    value: { R: 1, G: 2 },
  },
  { name: 'an exploded object', schema: color, query: 'R=1&G=2', value: { R: 1, G: 2 } },

  { name: 'a text that is no integer', schema: { type: 'integer' }, query: 'a=None', codes: ['#/a type'] },
  { name: 'an empty integer', schema: { type: 'integer' }, query: 'a=', codes: ['#/a type'] },
  { name: 'a missing integer after its name', schema: { type: 'integer' }, query: 'a', codes: ['#/a type'] },
  { name: 'a plus sign, which is a blank', schema: { type: 'integer' }, query: 'a=+1', codes: ['#/a type'] },
  { name: 'an escaped plus sign', schema: { type: 'integer' }, query: 'a=%2B1', codes: ['#/a type'] },
  {
    name: 'null beside a type, which text cannot say',
    schema: { type: ['integer', 'null'] },
    query: 'a=',
    codes: ['#/a type'],
  },
  { name: 'a broken escape', schema: { type: 'string' }, query: 'a=%zz', codes: ['#/a encoding'] },
  { name: 'bytes that are not UTF-8', schema: { type: 'string' }, query: 'a=%ff', codes: ['#/a encoding'] },
  { name: 'NUL', schema: { type: 'string' }, query: 'a=x%00', codes: ['#/a encoding'] },
  { name: 'a fragment', schema: { type: 'string' }, query: 'a=1#b', codes: ['#/a encoding'] },
  { name: 'a repeated scalar', schema: { type: 'string' }, query: 'a=1&a=2', codes: ['#/a repeated'] },
  {
    name: 'a repeated scalar of equal values',
    schema: { type: 'string' },
    query: 'a=1&%61=1',
    codes: ['#/a repeated'],
  },
  {
    name: 'a repeated comma list',
    schema: { ...texts, 'x-style': 'form', 'x-explode': false },
    query: 'a=1&a=2',
    codes: ['#/a repeated'],
  },
  { name: 'each bad item of a list', schema: integers, query: 'a=1&a=x&a=2&a=', codes: ['#/a/1 type', '#/a/3 type'] },
  { name: 'all items of an exploded list in one text', schema: integers, query: 'a=1,2', codes: ['#/a style'] },
  {
    name: 'the items of a comma list parted by something else',
    schema: { ...integers, 'x-style': 'form', 'x-explode': false },
    query: 'a=1;2',
    codes: ['#/a style'],
  },
  {
    name: 'a deep object without brackets',
    schema: { ...color, 'x-style': 'deepObject' },
    query: 'a=1',
    codes: ['#/a style'],
  },
  { name: 'a deeper object', schema: { ...color, 'x-style': 'deepObject' }, query: 'a[R][x]=1', codes: ['#/a style'] },
  {
    name: 'a repeated member',
    schema: { ...color, 'x-style': 'deepObject' },
    query: 'a[R]=1&a[R]=2',
    codes: ['#/a/R repeated'],
  },
  { name: 'a bad member', schema: { ...color, 'x-style': 'deepObject' }, query: 'a[R]=x', codes: ['#/a/R type'] },
  {
    name: 'a member with a broken escape',
    schema: { ...color, 'x-style': 'deepObject' },
    query: 'a[R]=%zz',
    codes: ['#/a/R encoding'],
  },
  {
    name: 'a name without a value in an object',
    schema: { ...color, 'x-style': 'form', 'x-explode': false },
    query: 'a=R,1,G',
    codes: ['#/a style'],
  },
];

describe('decode of a query parameter', () => {
  for (const { name, schema, query, value, codes } of rows) {
    const decode = decoding({ query: { properties: { a: schema, b: { type: 'string' } } } });
    it(`${codes === undefined ? 'reads' : 'refuses'} ${name}`, () => {
      const decoded = decode({ url: `/things?${query}` });
      const wanted = codes?.map((code) => `query ${code}`) ?? [];
      assert.deepEqual(codesOf(decoded), wanted);
      assert.deepEqual(plain(decoded.values.query)['a'], codes === undefined ? value : '?');
    });
  }

  it('treats a member of an object that nobody declares as the policy for unknown names says', () => {
    const url = '/things?a[R]=1&a[zz]=2&a[__proto__]=3';
    const query = { properties: { a: { ...color, 'x-style': 'deepObject' } } };
    const refusing = decoding({ query })({ url });
    assert.deepEqual(codesOf(refusing), ['query #/a/zz unknown', 'query #/a/__proto__ unknown']);
    const dropping = decoding({ query, unknown: { query: 'drop' } })({ url });
    assert.deepEqual([codesOf(dropping), plain(dropping.values.query)], [[], { a: { R: 1 } }]);
    const forwarding = decoding({ query, unknown: { query: 'forward' } })({ url });
    assert.deepEqual(codesOf(forwarding), []);
    assert.deepEqual(Object.entries(forwarding.values.query['a'] ?? {}), [
      ['R', 1],
      ['zz', '2'],
      ['__proto__', '3'],
    ]);
  });

  it('leaves undeclared members to a schema that speaks of them itself', () => {
    const closed = { ...color, additionalProperties: false, 'x-style': 'deepObject' };
    const decoded = decoding({ query: { properties: { a: closed } } })({ url: '/things?a[zz]=2' });
    assert.deepEqual([codesOf(decoded), plain(decoded.values.query)], [[], { a: { zz: '2' } }]);
  });

  it('gives names that nobody declares to an exploded object that is open', () => {
    const open = { type: 'object', additionalProperties: { type: 'integer' } };
    const decode = decoding({ query: { properties: { a: open, b: { type: 'string' } } } });
    const decoded = decode({ url: '/things?x=1&b=2&__proto__=3' });
    assert.deepEqual(Object.entries(decoded.values.query['a'] ?? {}), [
      ['x', 1],
      ['__proto__', 3],
    ]);
  });

  it('lists faults in schema order, whatever the order of the query', () => {
    const decode = decoding({ query: { properties: { a: { type: 'integer' }, b: { type: 'integer' } } } });
    assert.deepEqual(codesOf(decode({ url: '/things?b=x&a=x' })), ['query #/a type', 'query #/b type']);
  });
});

describe('decode of undeclared names in a query', () => {
  const query = { properties: { a: { type: 'string' } } };

  it('lists them, each once, where they are refused', () => {
    const decoded = decoding({ query })({ url: '/things?x=1&a=2&%78=3&toString=1&__proto__&=4' });
    assert.deepEqual(decoded.unknown('query'), ['x', 'toString', '__proto__', '']);
    assert.deepEqual(decoded.forwardedQuery, []);
  });

  it('keeps their pairs as they came where they are forwarded', () => {
    const decode = decoding({ query, unknown: { query: 'forward' } });
    const decoded = decode({ url: '/things?x=%7e&a=2&y&x=+&z=' });
    assert.deepEqual(decoded.forwardedQuery, ['x=%7e', 'y', 'x=+', 'z=']);
    assert.deepEqual(decoded.unknown('query'), []);
  });

  it('forwards a semicolon so that no upstream takes it for the beginning of another pair', () => {
    const decode = decoding({ query, unknown: { query: 'forward' } });
    assert.deepEqual(decode({ url: '/a?x=1;a=2&y;a=3' }).forwardedQuery, ['x=1%3Ba=2', 'y%3Ba=3']);
  });

  it('forwards no pair that upstreams could read in several ways', () => {
    const decode = decoding({ query, unknown: { query: 'forward' } });
    const decoded = decode({ url: '/things?x=%zz&%ff=1&y=%00&z=1#a' });
    assert.deepEqual(decoded.forwardedQuery, []);
    const codes = ['query #/x encoding', 'query #/%25ff encoding', 'query #/y encoding', 'query #/z encoding'];
    assert.deepEqual(codesOf(decoded), codes);
  });

  it('leaves them out where they are dropped', () => {
    const decoded = decoding({ query, unknown: { query: 'drop' } })({ url: '/things?x=1&a=2' });
    assert.deepEqual(decoded.unknown('query'), []);
    assert.deepEqual(decoded.forwardedQuery, []);
  });
});

describe('decode of a long query', () => {
  const query = { required: ['a'], properties: { a: { type: 'string' } } };

  it('refuses the whole query, and names the first pair too many', () => {
    const decode = decoding({ query, unknown: { query: 'forward' } }, { queryParameters: 3 });
    const decoded = decode({ url: '/things?a=1&b=2&c=3&d=4&e=%zz' });
    assert.deepEqual(codesOf(decoded), ['query #/d too-many']);
    assert.deepEqual(plain(decoded.values.query), { a: '?' });
    assert.deepEqual(decoded.forwardedQuery, []);
  });

  it('takes as many pairs as the limit says', () => {
    const decode = decoding({ query, unknown: { query: 'drop' } }, { queryParameters: 3 });
    assert.deepEqual(codesOf(decode({ url: '/things?a=1&b=2&&c=3' })), []);
  });

  it('collects no more violations than the limit says', () => {
    const limits = { queryParameters: 999, violations: 5 };
    const decode = decoding({ query: { properties: { a: integers } } }, limits);
    const decoded = decode({ url: `/things?${'a=x&'.repeat(500)}` });
    assert.equal(decoded.violations.length, 5);
    assert.equal(decoded.cut, true);
  });
});
