import assert from 'node:assert/strict';
import { test } from 'node:test';
import { belowPrefix, originOf, pathAndQuery } from '../../src/middleware/target.ts';

test('takes the origin from an absolute target, and none from another', () => {
  assert.equal(originOf('http://api.example:80/users?x=1'), 'http://api.example:80');
  for (const target of ['/users?x=http://a/', '//evil.example/', '?x=1', '', '*']) assert.equal(originOf(target), '');
});

const cases: readonly [target: string, path: string][] = [
  ['/users?x=1', '/users?x=1'],
  ['//evil.example/users', '//evil.example/users'],
  ['http://api.example/users?x=1', '/users?x=1'],
  ['HTTPS://API.example:8443/users', '/users'],
  ['http://api.example', '/'],
  ['http://api.example?x=1', '/?x=1'],
  ['?x=1', '/?x=1'],
  ['', '/'],
  ['*', '*'],
];
for (const [target, path] of cases) {
  test(`takes \`${path}\` from the target \`${target}\``, () => {
    assert.equal(pathAndQuery(target), path);
  });
}

test('finds what stands below a prefix of whole segments', () => {
  const rows: readonly [target: string, prefix: string, below: string | undefined][] = [
    ['/v1/users?x=1', '/v1', '/users?x=1'],
    ['/v1', '/v1', '/'],
    ['/v1?x=1', '/v1', '/?x=1'],
    ['/v10/users', '/v1', undefined],
    ['/v2/users', '/v1', undefined],
    ['/users', '', '/users'],
  ];
  for (const [target, prefix, below] of rows) assert.equal(belowPrefix(target, prefix), below, target);
});
