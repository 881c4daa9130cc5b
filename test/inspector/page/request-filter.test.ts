import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { parseFilter, withWord } from '../../../src/inspector/page/live/request-filter.ts';
import { madeSummary } from './made-requests.ts';

const found = madeSummary(0);
const refused = madeSummary(1);
const reset = madeSummary(2);
const slow = madeSummary(3);
const left = madeSummary(4, { status: 0, hasLeft: true, target: '/a b?time=12:30' });
const all = { found, refused, reset, slow, left };

const rows: readonly (readonly [string, string, readonly (keyof typeof all)[]])[] = [
  ['nothing', '', ['found', 'refused', 'reset', 'slow', 'left']],
  ['a word of the target', 'TAGS', ['found']],
  ['a word of the problem', 'upstream-reset', ['reset']],
  ['a class of status', 'status:4xx', ['refused']],
  ['a status', 'status:502', ['reset']],
  ['the beginning of a status', 'status:5', ['reset']],
  ['no status at all', 'status:x', []],
  ['an operation', 'operation:placeorder', ['slow']],
  ['the first letters of a field', 'op:placeo', ['slow']],
  ['a code', 'code:invalid', ['refused']],
  ['a method, as a whole', 'method:PU', []],
  ['a fault', 'fault:upstream', ['reset']],
  ['what takes long', 'slow:100', ['slow']],
  ['what was tried again', 'is:retried', ['reset']],
  ['what is a problem', 'is:problem', ['refused', 'reset']],
  ['who left', 'is:left', ['left']],
  ['what nobody knows', 'is:blue', []],
  ['several words, all of which must hold', 'ada status:4xx', ['refused']],
  ['words turned around', '-ada -5c1 -orders', ['left']],
  ['words that belong together', '"a b"', ['left']],
  ['a colon that belongs to no field', 'time=12:30', ['left']],
  ['an unknown field, looked for as it stands', 'blue:users', []],
  ['a field whose value is not typed yet', 'status:', ['found', 'refused', 'reset', 'slow', 'left']],
];

describe('the filter of the live list', () => {
  for (const [name, text, wanted] of rows) {
    test(`understands ${name}`, () => {
      const wants = parseFilter(text);
      assert.deepEqual(
        Object.entries(all).flatMap(([key, request]) => (wants(request) ? [key] : [])),
        wanted,
      );
    });
  }

  test('takes a word in, puts it in place of its like, and out again', () => {
    const once = withWord('users', 'status', '4xx');
    assert.equal(once, 'users status:4xx');
    const other = withWord(once, 'status', '5xx');
    assert.equal(other, 'users status:5xx');
    assert.equal(withWord(other, 'status', '5xx'), 'users');
    assert.equal(withWord('', 'operation', 'find users'), 'operation:"find users"');
    assert.equal(
      parseFilter(withWord('', 'operation', 'find users'))(madeSummary(0, { operation: 'find users' })),
      true,
    );
  });
});
