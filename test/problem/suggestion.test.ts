import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { locationOf, nearestName, nearestValue } from '../../src/problem/suggestion.ts';
import { cpuMs } from '../support/cpu-time.ts';

const declared = [
  'userName',
  'age',
  'since',
  'tags',
  'status',
  'trace',
  'page',
  'pageSize',
  'birthDate',
  'id',
  'X-Tenant',
];

describe('the nearest declared name', () => {
  const rows: readonly (readonly [name: string, nearest: string | undefined])[] = [
    ['username', 'userName'],
    ['USERNAME', 'userName'],
    ['user_name', 'userName'],
    ['user-name', 'userName'],
    ['user.name', 'userName'],
    ['UserName', 'userName'],
    ['userNmae', 'userName'],
    ['usrName', 'userName'],
    ['userNames', 'userName'],
    ['user', 'userName'],
    ['name', 'userName'],
    ['tag', 'tags'],
    ['agee', 'age'],
    ['aeg', 'age'],
    ['x-tenant', 'X-Tenant'],
    ['tenant', 'X-Tenant'],
    ['birth_date', 'birthDate'],
    ['birthday', 'birthDate'],
    ['page_sise', 'pageSize'],
    ['ID', 'id'],
    ['ie', undefined],
    ['foo', undefined],
    ['email', undefined],
    ['zzzzzzzz', undefined],
    ['', undefined],
    ['_', undefined],
    ['a', undefined],
  ];
  for (const [name, nearest] of rows) {
    test(`\`${name}\` is ${nearest === undefined ? 'like none' : `like \`${nearest}\``}`, () => {
      assert.equal(nearestName(name, declared), nearest);
    });
  }

  test('prefers another case of the name to another spelling, and that to a slip', () => {
    assert.equal(nearestName('UserID', ['userIx', 'user_id', 'userid']), 'userid');
    assert.equal(nearestName('userId', ['userIx', 'user_id']), 'user_id');
  });

  test('gives no word that several names have', () => {
    assert.equal(nearestName('user', ['userName', 'userMail']), undefined);
  });

  test('is found in no time for a name of a megabyte', () => {
    const took = cpuMs(() => assert.equal(nearestName('u'.repeat(1_000_000), declared), undefined));
    assert.ok(took < 500, `took ${took} ms`);
  });
});

describe('the right name in the wrong location', () => {
  const elsewhere = { query: ['age', 'userName'], header: ['X-Age'] };

  test('is found by the very name', () => assert.deepEqual(locationOf('age', elsewhere), { in: 'query', name: 'age' }));
  test('is found by another spelling', () =>
    assert.deepEqual(locationOf('x_age', elsewhere), { in: 'header', name: 'X-Age' }));
  test('is not guessed', () => assert.equal(locationOf('agee', elsewhere), undefined));
});

describe('the nearest allowed value', () => {
  test('is the nearest text', () => assert.equal(nearestValue('Actve', ['active', 'inactive']), 'active'));
  test('is the number that is written the same', () => assert.equal(nearestValue('2', [1, 2]), 2));
  test('is the text that is written the same', () => assert.equal(nearestValue(2, ['1', '2']), '2'));
  test('is null for its text', () => assert.equal(nearestValue('null', ['a', null]), null));
  test('is the only item of a list', () => assert.equal(nearestValue(['a'], ['a']), 'a'));
  test('is none for an object, even one whose text cannot be had', () =>
    assert.equal(
      nearestValue([{ toString: 1 }, { toString: 1 }], ['a']) ?? nearestValue({ toString: 1 }, ['a']),
      undefined,
    ));
  test('is not guessed', () => assert.equal(nearestValue('x', ['active']), undefined));
});
