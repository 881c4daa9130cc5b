import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { exampleForm } from '../../../../src/inspector/page/playground/example-form.ts';
import { emptyForm } from '../../../../src/inspector/page/playground/request-form.ts';

const users = readFileSync('schemas/examples/users.contract.json', 'utf8');

test('an operation is begun with the request of its first example', () => {
  assert.deepEqual(exampleForm(users, 'findUsers'), { ...emptyForm, path: '/users?userName=ada&tags=a&tags=b' });
  const replaced = exampleForm(users, 'replaceUser');
  assert.equal(replaced?.method, 'PUT');
  assert.equal(replaced?.headers, 'Content-Type: application/json');
  assert.deepEqual(JSON.parse(replaced?.body ?? ''), { userName: 'ada', born: '1815-12-10' });
});

test('without an example it is begun with its route, and without a name the first operation is', () => {
  const contract = JSON.stringify({ operations: { a: { route: 'DELETE /a/{id}' }, b: { route: 'GET /b' } } });
  assert.deepEqual(exampleForm(contract, 'a'), { ...emptyForm, method: 'DELETE', path: '/a/{id}' });
  assert.deepEqual(exampleForm(contract, undefined), exampleForm(contract, 'a'));
});

test('what is written in an example stays as it is written', () => {
  const request = { route: 'POST /a', headers: { 'content-type': 'text/plain', 'X-A': 1 }, body: 'text' };
  const contract = JSON.stringify({ operations: { a: { examples: [{ answer: {} }, { request }] } } });
  assert.deepEqual(exampleForm(contract, 'a'), {
    ...emptyForm,
    method: 'POST',
    path: '/a',
    headers: 'content-type: text/plain\nX-A: 1',
    body: 'text',
  });
});

test('a text that has no such operation gives none', () => {
  for (const text of ['', '{', '[]', '{"operations":[]}', '{"operations":{"a":1}}', '{"operations":{}}'])
    assert.equal(exampleForm(text, undefined), undefined);
  assert.equal(exampleForm(users, '__proto__'), undefined);
});
