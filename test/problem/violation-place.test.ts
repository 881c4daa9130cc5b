import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Location } from '../../src/http/location.ts';
import { violationPlace } from '../../src/problem/violation-place.ts';

const rows: readonly [string, Location, (string | number)[], string, string][] = [
  ['a parameter', 'query', ['age'], 'age', '#/age'],
  ['an item of a parameter', 'query', ['tags', 0], 'tags', '#/tags/0'],
  ['a member of a parameter', 'query', ['filter', 'from'], 'filter', '#/filter/from'],
  ['a member of a body', 'body', ['user', 'name'], 'name', '#/user/name'],
  ['an item of a list in a body', 'body', ['user', 'tags', 2], 'tags', '#/user/tags/2'],
  ['an item of a body that is a list', 'body', [3], '', '#/3'],
  ['a body as a whole', 'body', [], '', '#'],
];

for (const [what, location, way, name, pointer] of rows) {
  test(`${what} is named by its nearest name`, () => {
    assert.deepEqual(violationPlace(location, way), { in: location, name, pointer });
  });
}
