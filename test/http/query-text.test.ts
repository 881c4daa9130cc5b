import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { pairText, queryOf, querySpelling, splitQuery } from '../../src/http/query-text.ts';

describe('splitQuery', () => {
  const rows: readonly { name: string; query: string; pairs: [string, string | undefined][] }[] = [
    { name: 'nothing', query: '', pairs: [] },
    {
      name: 'empty and missing values',
      query: 'a&b=&=c',
      pairs: [
        ['a', undefined],
        ['b', ''],
        ['', 'c'],
      ],
    },
    {
      name: 'nothing between separators',
      query: '&&a=1&&b=2&',
      pairs: [
        ['a', '1'],
        ['b', '2'],
      ],
    },
    { name: 'a semicolon as data', query: 'a=1;b=2', pairs: [['a', '1;b=2']] },
    {
      name: 'only the first equals sign as a separator',
      query: 'a=b=c&d',
      pairs: [
        ['a', 'b=c'],
        ['d', undefined],
      ],
    },
    { name: 'escapes as they are', query: 'a%26b=%3D', pairs: [['a%26b', '%3D']] },
    {
      name: 'question marks as data',
      query: 'a=?&?b=1',
      pairs: [
        ['a', '?'],
        ['?b', '1'],
      ],
    },
  ];
  for (const { name, query, pairs } of rows) {
    it(`reads ${name}`, () =>
      assert.deepEqual(
        splitQuery(query, 10).map((pair) => [pair.name, pair.value]),
        pairs,
      ));
  }

  it('reads one pair more than allowed and no further', () => {
    assert.equal(splitQuery('a&b&c', 3).length, 3);
    assert.equal(splitQuery('a&b&c&d&e', 3).length, 4);
    assert.equal(splitQuery('&&&&&&', 0).length, 0);
  });

  it('finds the pairs that URLSearchParams finds', () => {
    const query = fc.string({ unit: fc.constantFrom('a', '=', '&', ';', 'b'), maxLength: 12 });
    fc.assert(
      fc.property(query, (text) => {
        const found = splitQuery(text, 99).map(({ name, value }) => [name, value ?? '']);
        assert.deepEqual(found, [...new URLSearchParams(text)]);
      }),
    );
  });

  it('writes a pair back as it was', () => {
    for (const query of ['a', 'a=', '=a', 'a=b=c']) assert.deepEqual(splitQuery(query, 9).map(pairText), [query]);
  });
});

describe('queryOf', () => {
  it('gives what stands behind the first question mark', () => {
    assert.equal(queryOf('/a?b=?c'), 'b=?c');
    assert.equal(queryOf('/a'), '');
    assert.equal(queryOf('/a?'), '');
  });
});

describe('querySpelling', () => {
  it('is one for all names that a backend could take for the same', () => {
    for (const name of ['user_name', 'User_Name', 'user.name', 'user name', 'user_name[]', 'user.name[0][x]']) {
      assert.equal(querySpelling(name), 'user_name');
    }
    assert.notEqual(querySpelling('username'), 'user_name');
  });
});
