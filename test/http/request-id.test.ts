import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { isRequestId, nameRequest } from '../../src/http/request-id.ts';
import { traceIdOf } from '../../src/http/traceparent.ts';

const settings = { header: 'X-Request-Id', trust: true };
const uuid = /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/;
const trace = '0af7651916cd43dd8448eb211c80319c';
const parent = `00-${trace}-b7ad6b7169203331-01`;

describe('the name of a request', () => {
  for (const [name, headers, expected] of [
    ['what the caller calls it', ['X-Request-Id', 'order-17'], 'order-17'],
    ['that field in any case of letters', ['x-REQUEST-id', 'order-17'], 'order-17'],
    ['the field before the trace', ['traceparent', parent, 'X-Request-Id', 'a'], 'a'],
    ['the trace, where the field is absent', ['Traceparent', parent], trace],
    ['128 characters', ['X-Request-Id', 'a'.repeat(128)], 'a'.repeat(128)],
  ] as const) {
    test(`is ${name}`, () => assert.equal(nameRequest(headers, settings), expected));
  }

  for (const [name, headers] of [
    ['nothing', []],
    ['an empty field', ['X-Request-Id', '']],
    ['a field that stands twice', ['X-Request-Id', 'a', 'X-Request-Id', 'b']],
    ['129 characters', ['X-Request-Id', 'a'.repeat(129)]],
    ['a blank', ['X-Request-Id', 'a b']],
    ['an escape sequence', ['X-Request-Id', '\u001b[31m']],
    ['letters beyond ASCII', ['X-Request-Id', 'é']],
    ['a trace of zeros', ['traceparent', `00-${'0'.repeat(32)}-b7ad6b7169203331-01`]],
  ] as const) {
    test(`is a new one for ${name}`, () => {
      const made = nameRequest(headers, settings);
      assert.match(made, uuid);
      assert.ok(isRequestId(made));
      assert.notEqual(made, nameRequest(headers, settings));
    });
  }

  test('is a new one where callers are not believed', () => {
    assert.match(nameRequest(['X-Request-Id', 'a', 'traceparent', parent], { ...settings, trust: false }), uuid);
  });
});

describe('`traceparent` names a trace', () => {
  for (const [name, value, expected] of [
    ['of version 00', parent, trace],
    ['of a version from the future', `cc-${parent.slice(3)}`, trace],
    ['of a version from the future with more behind it', `cc-${parent.slice(3)}-what-comes`, trace],
    ['not with version ff', `ff-${parent.slice(3)}`, undefined],
    ['not with more behind version 00', `${parent}-x`, undefined],
    ['not with more that no dash parts', `cc-${parent.slice(3)}x`, undefined],
    ['not in capital letters', parent.toUpperCase(), undefined],
    ['not with a parent of zeros', `00-${trace}-${'0'.repeat(16)}-01`, undefined],
    ['not with a trace of zeros', `00-${'0'.repeat(32)}-b7ad6b7169203331-01`, undefined],
    ['not when it is cut', parent.slice(0, -1), undefined],
    ['not when it is empty', '', undefined],
  ] as const) {
    test(name, () => assert.equal(traceIdOf([value]), expected));
  }

  test('not when it stands twice, or not at all', () => {
    assert.equal(traceIdOf([parent, parent]), undefined);
    assert.equal(traceIdOf([]), undefined);
  });
});
