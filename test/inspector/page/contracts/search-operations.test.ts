import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  isSameKey,
  keyOf,
  keySegments,
  listOperations,
} from '../../../../src/inspector/page/contracts/operation-key.ts';
import { searchOperations } from '../../../../src/inspector/page/contracts/search-operations.ts';
import type { ContractView } from '../../../../src/inspector/protocol-contracts.ts';

const contract = (title: string, names: readonly string[]): ContractView => ({
  mount: '',
  file: `${title}.contract.json`,
  title,
  source: title,
  operations: names.map((name) => ({
    name,
    route: `GET /${title}/${name}`,
    summary: `Summary of ${name}`,
    isDeprecated: name === 'old',
    upstream: { name: title, route: `POST /internal/${name}` },
    usage: { requests: 0, statuses: {}, codes: {} },
    verdict: name === 'bad' ? 'refuted' : 'proved',
  })),
});

const operations = listOperations([contract('users', ['find', 'old']), contract('orders', ['find', 'bad'])]);
const found = (search: string): readonly string[] =>
  searchOperations(operations, search).map(({ key }) => `${key.file.split('.')[0]} ${key.name}`);

test('operations are found by all words that are typed, wherever they stand', () => {
  const all = ['users find', 'users old', 'orders find', 'orders bad'];
  assert.deepEqual(found(''), all);
  assert.deepEqual(found('  '), all);
  assert.deepEqual(found('FIND'), ['users find', 'orders find']);
  assert.deepEqual(found('find orders'), ['orders find']);
  assert.deepEqual(found('/internal/ol'), ['users old']);
  assert.deepEqual(found('deprecated'), ['users old']);
  assert.deepEqual(found('refuted'), ['orders bad']);
  assert.deepEqual(found('[.*'), []);
});

test('the address names an operation, with its mount where there is one', () => {
  for (const mount of ['', '/api']) {
    const key = { mount, file: 'a/b.json', name: 'x y' };
    assert.ok(isSameKey(keyOf(keySegments(key)), key));
  }
  assert.equal(keyOf(['alone']), undefined);
  assert.equal(keyOf([]), undefined);
});
