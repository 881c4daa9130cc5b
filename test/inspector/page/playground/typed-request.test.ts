import assert from 'node:assert/strict';
import { test } from 'node:test';
import { headerFields } from '../../../../src/inspector/page/playground/typed-request.ts';

test('fields are read a line each, and a line that is none is told', () => {
  const { fields, faults } = headerFields('X-A:  1 \r\n\n x-b:a:b\nno field\nX-Empty:\n: x\n');
  assert.deepEqual(fields, [
    ['X-A', '1'],
    ['x-b', 'a:b'],
    ['X-Empty', ''],
  ]);
  assert.deepEqual(faults, [
    { line: 4, text: 'no field' },
    { line: 6, text: ': x' },
  ]);
});
