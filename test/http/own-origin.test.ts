import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { refreshWithoutOwnOrigin, withoutOwnOrigin } from '../../src/http/own-origin.ts';

const origins = new Set(['http://10.0.0.5:8080', 'https://back.internal', 'http://localhost']);

const own: readonly [reference: string, path: string][] = [
  ['http://10.0.0.5:8080/users/7', '/users/7'],
  ['http://10.0.0.5:8080/users/7?x=1&y=%2F#top', '/users/7?x=1&y=%2F#top'],
  ['http://10.0.0.5:8080', '/'],
  ['HTTP://10.0.0.5:8080/a', '/a'],
  ['https://back.internal:443/a', '/a'],
  ['https://BACK.internal/a', '/a'],
  ['http://user:secret@10.0.0.5:8080/a', '/a'],
  ['//10.0.0.5:8080/a', '/a'],
  ['http://localhost/a', '/a'],
  // What follows the origin must not become the name of a host.
  ['http://10.0.0.5:8080//evil.example/a', '/.//evil.example/a'],
  ['http://10.0.0.5:8080/\\evil.example', '/.//evil.example'],
  ['//10.0.0.5:8080//evil.example', '/.//evil.example'],
];

const others = [
  '/users/7',
  'users/7',
  '?page=2',
  '',
  'https://elsewhere.example/a',
  'http://10.0.0.5/a',
  'https://10.0.0.5:8080/a',
  'http://10.0.0.5:8080.evil.example/a',
  'http://10.0.0.5:8080@evil.example/a',
  'http://evil.example/http://10.0.0.5:8080/a',
  '//evil.example/a',
  '\\\\evil.example',
  '/\\evil.example',
  'http:evil.example',
  'http:/evil.example',
  'javascript:alert(1)',
  'http://[',
  'mailto:a@10.0.0.5',
];

describe('24: a reference to an upstream’s own origin', () => {
  for (const [reference, path] of own) {
    test(`${reference} leads to us as ${path}`, () => {
      assert.equal(withoutOwnOrigin(reference, origins), path);
      // Wherever the caller is, it stays there.
      assert.equal(new URL(path, 'https://api.example/mount/x').origin, 'https://api.example');
    });
  }

  for (const reference of others) {
    test(`${JSON.stringify(reference)} stays as it is`, () =>
      assert.equal(withoutOwnOrigin(reference, origins), reference));
  }

  const refreshes: readonly [value: string, written: string][] = [
    ['5; url=http://10.0.0.5:8080/login', '5; url=/login'],
    ['0;URL="http://10.0.0.5:8080/login"', '0;URL="/login"'],
    ["0, url = 'http://10.0.0.5:8080/a'; x", "0, url = '/a'; x"],
    ['3;http://10.0.0.5:8080/a', '3;/a'],
    ['5', '5'],
    ['5; url=https://elsewhere.example/', '5; url=https://elsewhere.example/'],
    ['url=http://10.0.0.5:8080/', 'url=http://10.0.0.5:8080/'],
  ];
  for (const [value, written] of refreshes) {
    test(`in Refresh, ${value} is written as ${written}`, () =>
      assert.equal(refreshWithoutOwnOrigin(value, origins), written));
  }
});
