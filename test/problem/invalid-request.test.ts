import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { Location } from '../../src/http/location.ts';
import { invalidRequest } from '../../src/problem/invalid-request.ts';
import { requiredViolation, unknownViolation } from '../../src/problem/member-violation.ts';
import type { Violation } from '../../src/problem/violation.ts';

const required = (location: Location, name: string): Violation =>
  requiredViolation({ in: location, name, pointer: `#/${name}` });

const many = (count: number): Violation[] =>
  Array.from({ length: count }, (_, index) => required('query', `q${index}`));

describe('the detail of an invalid request', () => {
  test('is the sentence of the only fault', () => {
    const { detail } = invalidRequest({
      operation: 'findUsers',
      violations: [required('query', 'userName')],
      limit: 50,
    });
    assert.equal(detail, 'query `userName` is required');
  });

  test('counts and tells the faults', () => {
    const unknown = unknownViolation({ in: 'query', name: 'username', pointer: '#/username', declared: ['userName'] });
    const { detail } = invalidRequest({
      operation: 'findUsers',
      violations: [required('query', 'userName'), unknown],
      limit: 50,
    });
    assert.equal(
      detail,
      '2 faults: query `userName` is required; query `username` is unknown (did you mean `userName`?)',
    );
  });

  test('tells of the body as a whole', () => {
    const body = requiredViolation({ in: 'body', name: '', pointer: '#' });
    assert.equal(invalidRequest({ operation: 'x', violations: [body], limit: 50 }).detail, 'the body is required');
  });

  test('tells five of many, and where the others are', () => {
    const { detail, errors } = invalidRequest({ operation: 'x', violations: many(7), limit: 50 });
    assert.match(detail, /^7 faults: query `q0` .*; query `q4` is required; and 2 more in `errors`$/);
    assert.equal(errors?.length, 7);
  });
});

describe('the list of faults', () => {
  test('goes by location, and within one keeps its order', () => {
    const violations = [required('body', 'b'), required('query', 'z'), required('header', 'h'), required('query', 'a')];
    const cookies = [required('cookie', 'c'), required('path', 'p')];
    const { errors } = invalidRequest({ operation: 'x', violations: [...violations, ...cookies], limit: 50 });
    assert.deepEqual(
      errors?.map(({ name }) => name),
      ['p', 'z', 'a', 'h', 'c', 'b'],
    );
  });

  test('is cut at the limit, and both the detail and a member say so', () => {
    const problem = invalidRequest({ operation: 'x', violations: many(51), limit: 50 });
    assert.equal(problem.errors?.length, 50);
    assert.deepEqual(problem.members, { errorsComplete: false });
    assert.match(problem.detail, /^More than 50 faults, of which `errors` lists the first 50: /);
  });

  test('says that it is cut where a stage stopped looking', () => {
    const problem = invalidRequest({ operation: 'x', violations: many(2), limit: 50, cut: true });
    assert.match(problem.detail, /^More than 2 faults/);
    assert.deepEqual(problem.members, { errorsComplete: false });
  });

  test('says nothing of a cut where it is complete', () => {
    assert.equal(invalidRequest({ operation: 'x', violations: many(50), limit: 50 }).members, undefined);
  });
});
