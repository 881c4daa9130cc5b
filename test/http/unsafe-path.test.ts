import assert from 'node:assert/strict';
import { test } from 'node:test';
import { unsafePathReason } from '../../src/http/unsafe-path.ts';

const refused: Record<string, string[]> = {
  'has a dot segment': [
    '/a/../b',
    '/..',
    '/.',
    '/a/./b',
    '/a/%2e%2e/b',
    '/a/%2E./b',
    '/a/.%2e',
    '/%252e%252e/b',
    '/a/..;x=1/b',
    '/a/%2e%2e%3bx/b',
    '/a/..?x=1',
  ],
  'has an encoded slash': ['/a%2Fb', '/a%2fb', '/..%2f..%2fetc', '/a%252fb'],
  'has a backslash': ['/a\\b', '/a%5Cb', '/..%5c', '/a%255cb'],
  'has an empty segment (`//`)': ['//evil.example/a', '/a//b', '/a//'],
  'has an encoded NUL': ['/a%00', '/a%2500'],
  'has an overlong escape': ['/%c0%ae%c0%ae/b', '/a%c0%afb', '/a%e0%80%afb'],
  'has a broken percent-escape': ['/a%', '/a%zz', '/a%2'],
  'does not begin with a slash': ['', 'a', '?x=1', 'http:', '*'],
  'has a character that must be percent-encoded': ['/a b', '/a\x00', '/ä', '/a#b'],
};

for (const [reason, urls] of Object.entries(refused)) {
  for (const url of urls) {
    test(`refuses ${JSON.stringify(url)}: it ${reason}`, () => {
      assert.equal(unsafePathReason(url), reason);
    });
  }
}

const accepted = [
  '/',
  '/a',
  '/a/',
  '/a.b/..c/...',
  '/a%20b/%C3%A9',
  '/a;x=1/b',
  '/a?u=http://x/../%2f%5c//',
  '/a%25',
  '/~x!$&()*+,;=:@',
];

for (const url of accepted) {
  test(`accepts ${url}`, () => {
    assert.equal(unsafePathReason(url), undefined);
  });
}
