import assert from 'node:assert/strict';
import { validateHeaderValue } from 'node:http';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import type { JsonValue } from '../../../src/codec/json-value.ts';
import type { Outgoing } from '../../../src/pipeline/request.ts';
import { encoding } from './encoding.ts';

const text = { type: 'string' };
const list = { type: 'array', items: text };
const map = { type: 'object', additionalProperties: text };

const encode = encoding({
  route: 'GET /things/{id}',
  upstream: { route: 'GET /r/{id}/end', query: { fixed: '1' }, headers: { 'X-Fixed': '1' }, cookies: { fixed: '1' } },
  path: { properties: { id: text } },
  query: {
    properties: {
      q: text,
      exploded: list,
      commas: { ...list, 'x-upstream': { style: 'form', explode: false } },
      pipes: { ...list, 'x-upstream': { style: 'pipeDelimited' } },
      deep: { ...map, 'x-style': 'deepObject' },
      spread: { ...map, 'x-style': 'deepObject', 'x-upstream': { style: 'form' } },
      h: { ...text, 'x-upstream': { in: 'header', name: 'X-H' } },
      hs: { ...list, 'x-upstream': { in: 'header', name: 'X-Hs' } },
      c: { ...text, 'x-upstream': { in: 'cookie', name: 'c' } },
      cs: { ...list, 'x-upstream': { in: 'cookie', name: 'cs' } },
    },
  },
});

/** Everything that ends, splits or escapes something somewhere, and text of all kinds. */
const hostile = fc.oneof(
  fc.stringMatching(/^[a-z0-9]{0,8}$/),
  fc.string({ unit: fc.constantFrom(...'&=?#/\\%;,|.+ []"\'<>@:\r\n\t\0%2f%2C..'), maxLength: 12 }),
  fc.constantFrom('..', '.', '', '../x', '%2e%2e', '%00', 'fixed', 'q', 'a\r\nX-Evil: 1', 'a; fixed=2', '\u560d\u560a'),
  fc.string({ unit: 'binary', maxLength: 8 }),
);
const hostileList = fc.array(hostile, { minLength: 1, maxLength: 3 });
const hostileMap = fc.dictionary(hostile, hostile, { minKeys: 1, maxKeys: 3 });

const slots = fc.record(
  {
    q: hostile,
    exploded: hostileList,
    commas: hostileList,
    pipes: hostileList,
    deep: hostileMap,
    spread: hostileMap,
    'X-H': hostile,
    'X-Hs': hostileList,
    c: hostile,
    cs: hostileList,
  },
  { requiredKeys: [] },
);

describe('a hostile value', () => {
  it('adds no segment, no query pair, no header line and no cookie, for parsers that are not ours', () => {
    let sent = 0;
    fc.assert(
      fc.property(hostile, slots, (id, values) => {
        const result = encode({ slots: { id, ...values }, pathValues: ['x'] });
        if (Array.isArray(result)) return assert.notEqual(result.length, 0);
        sent += 1;
        return checkSent(result, { id, ...values });
      }),
      { numRuns: 3000 },
    );
    assert.ok(sent > 50, `only ${sent} requests could be sent`);
  });

  for (const name of ['q', 'exploded', 'commas', 'pipes', 'deep', 'spread', 'X-H', 'X-Hs', 'c', 'cs'] as const) {
    it(`arrives as it was, or is refused, as ${name} alone`, () => {
      let sent = 0;
      fc.assert(
        fc.property(
          slots.map((values) => values[name]).filter((value) => value !== undefined),
          (value) => {
            const result = encode({ slots: { id: 'x', [name]: value }, pathValues: ['x'] });
            if (Array.isArray(result)) return assert.equal(result.length, 1);
            sent += 1;
            return checkSent(result, { id: 'x', [name]: value });
          },
        ),
        { numRuns: 400 },
      );
      assert.ok(sent > 10, `only ${sent} requests could be sent`);
    });
  }
});

type Values = Readonly<Record<string, JsonValue | undefined>>;

function checkSent({ path, headers }: Outgoing, values: Values): void {
  assert.match(path, /^[\x21-\x7e]+$/);
  const url = new URL(path, 'http://upstream.test');
  assert.equal(url.host, 'upstream.test');
  assert.equal(url.hash, '');
  assert.deepEqual(url.pathname.split('/').map(decodeURIComponent), ['', 'r', values['id'], 'end']);
  assert.deepEqual([...url.searchParams], expectedPairs(values));
  for (const name of ['fixed', 'q', 'commas', 'pipes']) assert.ok(url.searchParams.getAll(name).length < 2, name);
  const fields = Object.fromEntries(pairsOf(headers));
  assert.equal(pairsOf(headers).length, Object.keys(fields).length);
  assert.deepEqual(Object.keys(fields).sort(), expectedHeaders(values).sort());
  for (const value of Object.values(fields)) validateHeaderValue('x', value);
  assert.equal(fields['X-H'], values['X-H']);
  assert.deepEqual(fields['X-Hs']?.split(','), values['X-Hs']);
  assert.deepEqual(
    fields['Cookie']?.split('; ').map((cookie) => cookie.split('=')[0]),
    expectedCookies(values),
  );
}

function expectedPairs(values: Values): [string, string][] {
  const { q, exploded, commas, pipes, deep, spread } = values;
  const pairs: [string, JsonValue | undefined][] = [
    ['fixed', '1'],
    ['q', q],
  ];
  for (const item of Array.isArray(exploded) ? exploded : []) pairs.push(['exploded', item]);
  pairs.push(['commas', Array.isArray(commas) ? commas.join(',') : undefined]);
  pairs.push(['pipes', Array.isArray(pipes) ? pipes.join('|') : undefined]);
  for (const [name, value] of Object.entries(deep ?? {})) pairs.push([`deep[${name}]`, value]);
  for (const [name, value] of Object.entries(spread ?? {})) pairs.push([name, value]);
  return pairs.flatMap(([name, value]) => (typeof value === 'string' ? [[name, value] as [string, string]] : []));
}

function expectedHeaders(values: Values): string[] {
  return ['X-Fixed', 'Cookie', ...['X-H', 'X-Hs'].filter((name) => values[name] !== undefined)];
}

function expectedCookies(values: Values): string[] {
  return ['fixed', ...['c', 'cs'].filter((name) => values[name] !== undefined)];
}

function pairsOf(headers: readonly string[]): [string, string][] {
  return headers.flatMap((name, index) =>
    index % 2 === 0 ? [[name, headers[index + 1] ?? ''] as [string, string]] : [],
  );
}
