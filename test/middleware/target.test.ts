import assert from 'node:assert/strict';
import { test } from 'node:test';
import { originOf, pathAndQuery } from '../../src/middleware/target.ts';

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
