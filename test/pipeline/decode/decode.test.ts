import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { ExactNumber } from '../../../src/codec/exact-number.ts';
import { codesOf, decoding, plain } from './decoding.ts';

describe('decode of the path', () => {
  const decode = decoding({
    route: 'GET /users/{id}/files/{name}',
    upstream: { route: 'GET /f/{id}/{name}' },
    path: { properties: { name: { type: 'string' }, id: { type: 'integer' } } },
  });

  it('gives each value to the parameter of its segment, in schema order', () => {
    const decoded = decode({ pathValues: ['7', 'a%2Fb+c'] });
    assert.deepEqual(Object.entries(decoded.values.path), [
      ['name', 'a/b+c'],
      ['id', 7],
    ]);
  });

  it('refuses broken escapes, NUL and what is no value of the type', () => {
    const decoded = decode({ pathValues: ['007', '%c0%af'] });
    assert.deepEqual(codesOf(decoded), ['path #/name encoding', 'path #/id type']);
    assert.deepEqual(codesOf(decode({ pathValues: ['1', 'a%00'] })), ['path #/name encoding']);
  });

  it('reads a list in style simple', () => {
    const lists = decoding({
      route: 'GET /x/{ids}',
      upstream: { route: 'GET /x/{ids}' },
      path: { properties: { ids: { type: 'array', items: { type: 'integer' } } } },
    });
    assert.deepEqual(plain(lists({ pathValues: ['1,2%2C3'] }).values.path), { ids: [1, 2, 3] });
  });
});

describe('decode of header fields', () => {
  const decode = decoding({
    headers: {
      properties: {
        'X-Count': { type: 'integer' },
        'X-Ids': { type: 'array', items: { type: 'integer' } },
        'x-note': { type: 'string' },
      },
    },
  });

  it('finds them without regard to case, under the declared name', () => {
    const rawHeaders = ['x-COUNT', '7', 'X-Note', 'a%20b', 'X_Count', '8', 'Accept', '*/*'];
    assert.deepEqual(plain(decode({ rawHeaders }).values.header), { 'X-Count': 7, 'x-note': 'a%20b' });
  });

  it('joins the lines of a list, and refuses those of a scalar', () => {
    const rawHeaders = ['X-Ids', '1, 2', 'x-ids', '3,', 'X-Count', '1', 'X-Count', '1'];
    const decoded = decode({ rawHeaders });
    assert.deepEqual(plain(decoded.values.header), { 'X-Count': '?', 'X-Ids': [1, 2, 3] });
    assert.deepEqual(codesOf(decoded), ['header #/X-Count repeated']);
  });

  it('never shows their values', () => {
    const decoded = decode({ rawHeaders: ['X-Count', 'hunter2'] });
    assert.ok(!JSON.stringify(decoded.violations).includes('hunter2'));
  });

  it('lists undeclared ones where they are refused, but none of HTTP itself', () => {
    const strict = decoding({
      headers: { properties: { 'X-Count': { type: 'integer' } } },
      unknown: { headers: 'refuse' },
    });
    const rawHeaders = ['Host', 'a', 'Accept', '*/*', 'User-Agent', 'x', 'X-Odd', '1', 'x-count', '1', 'X-Odd', '2'];
    rawHeaders.push('Cookie', 'a=1', 'X-Forwarded-For', '1.1.1.1', 'Content-Encoding', 'identity', 'TE', 'trailers');
    assert.deepEqual(strict({ rawHeaders }).unknown('header'), ['X-Odd']);
    assert.deepEqual(decode({ rawHeaders }).unknown('header'), []);
  });
});

describe('decode of cookies', () => {
  const cookies = { properties: { sid: { type: 'string' }, n: { type: 'integer' } } };
  const decode = decoding({ cookies });

  it('takes values as they are: no escape is decoded, quotes are kept', () => {
    const rawHeaders = ['Cookie', 'sid="a%20b"; n=7', 'cookie', 'other=1'];
    assert.deepEqual(plain(decode({ rawHeaders }).values.cookie), { sid: '"a%20b"', n: 7 });
  });

  it('refuses two of one declared name, in one line or in two', () => {
    for (const rawHeaders of [
      ['Cookie', 'sid=1; sid=1'],
      ['Cookie', 'sid=1', 'Cookie', 'sid=2'],
    ]) {
      const decoded = decode({ rawHeaders });
      assert.deepEqual(codesOf(decoded), ['cookie #/sid repeated']);
      assert.deepEqual(plain(decoded.values.cookie), { sid: '?' });
    }
  });

  it('never shows their values', () => {
    const decoded = decode({ rawHeaders: ['Cookie', 'n=hunter2'] });
    assert.equal(decoded.violations.length, 1);
    assert.ok(!JSON.stringify(decoded.violations).includes('hunter2'));
  });

  it('treats undeclared ones as the policy says', () => {
    const rawHeaders = ['Cookie', 'a=1; sid=x; b=2; a=3'];
    assert.deepEqual(decode({ rawHeaders }).forwardedCookies, []);
    assert.deepEqual(decode({ rawHeaders }).unknown('cookie'), []);
    const forwarding = decoding({ cookies, unknown: { cookies: 'forward' } });
    assert.deepEqual(forwarding({ rawHeaders }).forwardedCookies, [
      ['a', '1'],
      ['b', '2'],
      ['a', '3'],
    ]);
    const refusing = decoding({ cookies, unknown: { cookies: 'refuse' } });
    assert.deepEqual(refusing({ rawHeaders }).unknown('cookie'), ['a', 'b']);
  });
});

describe('decode of numbers', () => {
  it('keeps every digit, in all four locations', () => {
    const digits = '12345678901234567890';
    const properties = { id: { type: 'integer' } };
    const decode = decoding({
      route: 'GET /things/{id}',
      upstream: { route: 'GET /t/{id}' },
      path: { properties },
      query: { properties: { id: { type: 'integer', 'x-upstream': 'q' } } },
      headers: { properties },
      cookies: { properties },
    });
    const rawHeaders = ['id', digits, 'Cookie', `id=${digits}`];
    const { values } = decode({ url: `/things/${digits}?id=${digits}`, rawHeaders, pathValues: [digits] });
    for (const location of ['path', 'query', 'header', 'cookie'] as const) {
      assert.deepEqual(values[location]['id'], new ExactNumber(digits), location);
    }
  });

  it('refuses what is no number in plain digits, in all four locations', () => {
    const types = { i: { type: 'integer' }, n: { type: 'number' } };
    const decode = decoding({
      route: 'GET /things/{i}/{n}',
      upstream: { route: 'GET /t/{i}/{n}' },
      path: { properties: types },
      query: { properties: { i: { type: 'integer' }, n: { type: 'number' } } },
      headers: { properties: types },
      cookies: { properties: types },
    });
    for (const text of ['1e400', 'Infinity', '%20', '0x10', '012', '1_0', '%D9%A3', '-0', '', '%2B1', 'null']) {
      const decoded = decode({
        url: `/things?i=${text}&n=${text}`,
        rawHeaders: ['i', decodeURIComponent(text), 'n', text, 'Cookie', `i=${text}; n=${text}`],
        pathValues: [text, text],
      });
      assert.deepEqual(
        codesOf(decoded),
        ['path', 'query', 'header', 'cookie'].flatMap((location) => [`${location} #/i type`, `${location} #/n type`]),
        text,
      );
    }
  });
});

describe('the values of a location', () => {
  it('have no member but their own', () => {
    const { values } = decoding({ query: { properties: { toString: { type: 'string' } } } })({ url: '/things' });
    for (const location of ['path', 'query', 'header', 'cookie'] as const) {
      for (const name of ['toString', 'constructor', '__proto__', 'hasOwnProperty']) {
        assert.equal(values[location][name], undefined, `${location} ${name}`);
      }
    }
  });

  it('hold the names of Object as data where they are declared', () => {
    const properties = { constructor: { type: 'string' }, toString: { type: 'string' } };
    const { values } = decoding({ query: { properties } })({ url: '/things?toString=x&constructor=y' });
    assert.deepEqual(Object.entries(values.query), [
      ['constructor', 'y'],
      ['toString', 'x'],
    ]);
  });
});

describe('the violations of decode', () => {
  const decode = decoding({
    route: 'GET /things/{id}',
    upstream: { route: 'GET /t/{id}' },
    path: { properties: { id: { type: 'integer' } } },
    query: {
      properties: {
        age: { type: 'integer', minimum: 0, 'x-hint': 'in years' },
        ok: { type: 'boolean' },
        secret: { type: 'integer', 'x-sensitive': true },
        tags: { type: 'array', items: { type: 'integer' }, 'x-style': 'form', 'x-explode': false },
      },
    },
  });
  const detailOf = (query: string, id = '1'): string | undefined =>
    decode({ url: `/things/1?${query}`, pathValues: [id] }).violations[0]?.detail;

  it('say what came, where it comes from and what to do', () => {
    const [violation] = decode({ url: '/things/1?age=None', pathValues: ['1'] }).violations;
    assert.match(violation?.detail ?? '', /^`age` in query must be an integer, got `None`.*Python.*leave it out/);
    assert.deepEqual(violation?.expected, { type: 'integer', minimum: 0 });
    assert.equal(violation?.received, 'None');
    assert.equal(violation?.hint, 'in years');
  });

  const sentences: readonly [query: string, detail: RegExp][] = [
    ['age=', /^`age` in query must be an integer, got an empty string; leave it out/],
    [
      'age=+1',
      /^`age` in query must be an integer, got ` 1`; write it without blanks \(in a query, `\+` is one\): `1`$/,
    ],
    ['age=1e3', /write out all of its digits$/],
    ['age=1.0', /write it without a fraction: `1`$/],
    ['ok=True', /^`ok` in query must be `true` or `false`, got `True`; write `true`$/],
    ['age=%zz', /^`age` in query has a `%` that two hexadecimal digits do not follow; write a percent sign as `%25`$/],
    ['age=1&age=2', /^`age` in query is sent twice, but takes one value; send it once$/],
    ['tags=1&tags=2', /^`tags` in query is sent twice, but takes one value; write its items in one: `tags=1,2`$/],
    ['tags=1,x', /^`tags\/1` in query must be an integer, got `x`$/],
  ];
  for (const [query, detail] of sentences) {
    it(`answer ${query} with a sentence`, () => assert.match(detailOf(query) ?? '', detail));
  }

  it('do not tell to leave out what is required', () => {
    assert.match(detailOf('', 'None') ?? '', /^`id` in path must be an integer, got `None`/);
    assert.doesNotMatch(detailOf('', 'None') ?? '', /leave it out/);
  });

  it('never show a sensitive value', () => {
    const decoded = decode({ url: '/things/1?secret=hunter2', pathValues: ['1'] });
    assert.equal(decoded.violations.length, 1);
    assert.ok(!JSON.stringify(decoded.violations).includes('hunter2'));
  });
});
