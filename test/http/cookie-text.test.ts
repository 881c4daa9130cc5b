import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { cookieSpelling, isCookieValue, splitCookies } from '../../src/http/cookie-text.ts';

describe('splitCookies', () => {
  const rows: readonly { name: string; lines: string[]; cookies: [string, string][] }[] = [
    {
      name: 'several lines as one',
      lines: ['a=1; b=2', 'c=3'],
      cookies: [
        ['a', '1'],
        ['b', '2'],
        ['c', '3'],
      ],
    },
    {
      name: 'a name twice',
      lines: ['a=1; a=2'],
      cookies: [
        ['a', '1'],
        ['a', '2'],
      ],
    },
    {
      name: 'quotes and escapes as they are',
      lines: ['a="x y"; b=%41'],
      cookies: [
        ['a', '"x y"'],
        ['b', '%41'],
      ],
    },
    { name: 'values with an equals sign', lines: ['a=b=c'], cookies: [['a', 'b=c']] },
    {
      name: 'missing blanks and too many',
      lines: ['a=1;b=2 ;\tc = 3 '],
      cookies: [
        ['a', '1'],
        ['b', '2'],
        ['c', '3'],
      ],
    },
    { name: 'nothing without a name', lines: ['=1; flag; ; a='], cookies: [['a', '']] },
    {
      name: 'the names of Object as data',
      lines: ['__proto__=1; constructor=2'],
      cookies: [
        ['__proto__', '1'],
        ['constructor', '2'],
      ],
    },
  ];
  for (const { name, lines, cookies } of rows) {
    it(`reads ${name}`, () => assert.deepEqual(splitCookies(lines), cookies));
  }
});

describe('isCookieValue', () => {
  it('accepts cookie octets, and all of them in quotes', () => {
    for (const text of ['', 'abc', 'a=b', '"abc"', "!#$%&'()*+-./:<=>?@[]^_`{|}~"])
      assert.ok(isCookieValue(text), text);
  });

  it('refuses what would end the value or be read in several ways', () => {
    for (const text of ['a;b', 'a,b', 'a b', 'a\\b', 'a"b', '"a', 'a\r\nb', 'é', '\t', '""a']) {
      assert.ok(!isCookieValue(text), JSON.stringify(text));
    }
  });
});

describe('cookieSpelling', () => {
  it('is one for all names that a backend could take for the same', () =>
    assert.deepEqual(['sid', 'SID', 'sid[x]'].map(cookieSpelling), ['sid', 'sid', 'sid']));
});
