// How names and values of a caller are shown: quote.ts, pointer.ts and received.ts together.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { ExactNumber } from '../../src/codec/exact-number.ts';
import type { JsonValue } from '../../src/codec/json-value.ts';
import type { Location } from '../../src/http/location.ts';
import { formatPointer, parsePointer } from '../../src/problem/pointer.ts';
import { countPoints, quote } from '../../src/problem/quote.ts';
import { gotPhrase, receivedOf } from '../../src/problem/received.ts';

describe('a text of a caller in a sentence', () => {
  const rows: readonly (readonly [name: string, text: string, shown: string])[] = [
    ['stands in backticks', 'ada', '`ada`'],
    ['keeps letters of all languages', 'Zoë 名前 😀', '`Zoë 名前 😀`'],
    ['cannot break the line', 'a\r\nb', '`a\\u000d\\u000ab`'],
    ['cannot end its quotes', 'a`b', '`a\\u0060b`'],
    ['cannot turn the direction', 'a\u202eb', '`a\\u202eb`'],
    ['shows what is not seen', 'a\u200bb\ufeff', '`a\\u200bb\\ufeff`'],
    ['shows tags outside the basic plane', '\u{e0041}', '`\\udb40\\udc41`'],
    ['shows half a character', 'a\ud800', '`a\\ud800`'],
    ['keeps a backslash', 'C:\\x', '`C:\\x`'],
    ['is cut at 64 characters', 'x'.repeat(65), `\`${'x'.repeat(64)}…\``],
    ['is cut between characters', '😀'.repeat(65), `\`${'😀'.repeat(64)}…\``],
  ];
  for (const [name, text, shown] of rows) test(name, () => assert.equal(quote(text), shown));

  test('is safe and short, whatever it is', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 500 }), (text) => {
        const shown = quote(text);
        assert.doesNotMatch(shown.slice(1, -1), /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}`]/u);
        assert.ok(shown.length <= 64 * 9 + 3);
      }),
    );
  });

  test('has as many characters as it has code points', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary' }), (text) => assert.equal(countPoints(text), [...text].length)));
  });
});

describe('a pointer', () => {
  test('is escaped as a JSON Pointer and as a URI fragment', () => {
    assert.equal(formatPointer(['a/b', 'c~d', 'e f', 'ü', 0]), '#/a~1b/c~0d/e%20f/%C3%BC/0');
    assert.equal(formatPointer([]), '#');
    assert.equal(formatPointer(['']), '#/');
  });

  test('can be read back', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: 'grapheme' })), (names) => {
        assert.deepEqual(parsePointer(formatPointer(names)), names);
      }),
    );
  });

  test('is written for half a character too', () => assert.equal(formatPointer(['\ud800']), '#/%EF%BF%BD'));
});

describe('a received value', () => {
  const rows: readonly (readonly [
    name: string,
    location: Location,
    value: JsonValue,
    got: string,
    received: unknown,
  ])[] = [
    ['a text', 'query', 'ten', ', got `ten`', 'ten'],
    ['an empty text', 'query', '', ', got an empty string', ''],
    ['a number', 'body', -1.5, ', got -1.5', -1.5],
    ['a boolean', 'body', true, ', got true', true],
    ['null', 'body', null, ', got null', null],
    ['a long text', 'body', 'x'.repeat(65), ', got a string of 65 characters', undefined],
    ['a list', 'body', ['a'], ', got a list', undefined],
    ['an object', 'body', { a: 1 }, ', got an object', undefined],
    ['a header', 'header', 'Bearer abc', '', undefined],
    ['a cookie', 'cookie', 'sid', '', undefined],
  ];
  for (const [name, location, value, got, received] of rows) {
    test(`${name} is ${received === undefined ? 'not repeated' : 'repeated'}`, () => {
      assert.equal(gotPhrase({ in: location, value, sensitive: false }), got);
      assert.equal(receivedOf({ in: location, value, sensitive: false }), received);
    });
  }

  test('a number that no double holds is repeated digit for digit', () => {
    const value = new ExactNumber('12345678901234567890');
    assert.equal(gotPhrase({ in: 'body', value, sensitive: false }), ', got 12345678901234567890');
    assert.equal(JSON.stringify(receivedOf({ in: 'body', value, sensitive: false })), '12345678901234567890');
  });

  test('a sensitive value is not repeated', () => {
    assert.equal(gotPhrase({ in: 'body', value: 'secret', sensitive: true }), '');
    assert.equal(receivedOf({ in: 'body', value: 'secret', sensitive: true }), undefined);
  });
});
