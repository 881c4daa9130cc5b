import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  emptyForm,
  formOf,
  headerFields,
  typedRequest,
} from '../../../../src/inspector/page/playground/request-form.ts';

test('fields are read a line each, and a line that is none is told', () => {
  const { fields, faults } = headerFields('X-A:  1 \r\n\n x-b:a:b\nno field\nX-Empty:\n: x\n');
  assert.deepEqual(fields, [
    { name: 'X-A', value: '1' },
    { name: 'x-b', value: 'a:b' },
    { name: 'X-Empty', value: '' },
  ]);
  assert.deepEqual(faults, [
    { line: 4, text: 'no field' },
    { line: 6, text: ': x' },
  ]);
});

test('fields are read in linear time', () => {
  const { fields } = headerFields(`X-A:${' '.repeat(200_000)}x${' '.repeat(200_000)}`);
  assert.deepEqual(fields, [{ name: 'X-A', value: 'x' }]);
});

test('what is empty is not sent to be tried', () => {
  assert.deepEqual(typedRequest(emptyForm), { method: 'GET', target: '/', headers: [] });
  assert.deepEqual(typedRequest({ ...emptyForm, method: ' put', path: 'users ', body: ' ', context: '{}' }), {
    ...{ method: 'PUT', target: '/users', headers: [], body: ' ', context: '{}' },
  });
});

test('a known request comes back out of its fields', () => {
  const request = { method: 'PUT', target: '/users/7?a=%20', headers: [{ name: 'X', value: 'a: b' }], body: '{}' };
  assert.deepEqual(typedRequest(formOf(request)), request);
});
