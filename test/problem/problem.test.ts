import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { problemCodes } from '../../src/problem/catalogue.ts';
import { createProblem, formatProblem, maxProblemBytes, type Problem } from '../../src/problem/problem.ts';
import { createViolation } from '../../src/problem/violation.ts';
import { assertFitsProblemSchema } from '../support/problem-schema.ts';

const instance = 'urn:uuid:6fa459ea-ee8a-4ca4-894e-db77e160355e';
const format = { instance, name: 'paramap', typeBase: 'urn:problem-type:paramap:' };

const bodyOf = (problem: Problem, options: { typeBase?: string } = {}) =>
  JSON.parse(formatProblem(problem, { ...format, ...options }).body);

const refused = createViolation({
  in: 'query',
  name: 'age',
  pointer: '#/age',
  code: 'minimum',
  predicate: 'must be at least 0',
});

describe('a formatted problem', () => {
  test('has the members of the design in their order', () => {
    const problem = createProblem('invalid-request', {
      detail: 'query `age` must be at least 0',
      operation: 'findUsers',
      errors: [refused],
      members: { errorsComplete: false },
    });
    assert.deepEqual(Object.entries(bodyOf(problem)), [
      ['type', 'urn:problem-type:paramap:invalid-request'],
      ['title', 'The request does not fit the contract'],
      ['status', 400],
      ['code', 'invalid-request'],
      ['detail', 'query `age` must be at least 0'],
      ['instance', instance],
      ['operation', 'findUsers'],
      ['fault', 'caller'],
      ['stage', 'validate'],
      ['retryable', false],
      ['errorsComplete', false],
      ['errors', [{ ...refused }]],
    ]);
  });

  test('has the fields that every answer of ours has, and those of the occurrence', () => {
    const problem = createProblem('method-not-allowed', { detail: 'x', headers: { Allow: 'GET' } });
    assert.deepEqual(formatProblem(problem, format).headers, {
      'Content-Type': 'application/problem+json',
      'Cache-Control': 'no-store',
      'Proxy-Status': 'paramap; error=http_request_error',
      Via: '1.1 paramap',
      Allow: 'GET',
    });
  });

  test('names the more specific error of the occurrence, and our name as a string where it is no token', () => {
    const problem = createProblem('upstream-unreachable', { detail: 'x', proxyError: 'connection_refused' });
    const { headers } = formatProblem(problem, { ...format, name: 'my "gateway"' });
    assert.equal(headers['Proxy-Status'], '"my \\"gateway\\""; error=connection_refused');
  });

  test('tells every try by the public name of its target, and nothing else that is known of it', () => {
    const attempt = { target: 'users#1', cause: 'connection_refused', code: 'upstream-unreachable', ms: 1.6 } as const;
    const withMore = { ...attempt, address: '10.0.0.1' };
    const body = bodyOf(createProblem('upstream-unreachable', { detail: 'x', attempts: [withMore] }));
    assert.deepEqual(body.attempts, [{ ...attempt, ms: 2 }]);
    assertFitsProblemSchema(body);
    assert.equal('attempts' in bodyOf(createProblem('upstream-unreachable', { detail: 'x', attempts: [] })), false);
  });

  test('names the request, and the stage that the occurrence knows better', () => {
    const problem = createProblem('contract-broken', { detail: 'x', stage: 'reply' });
    const requestId = { field: 'X-Request-Id', value: 'caller-1' };
    const { headers, body: text } = formatProblem(problem, { ...format, requestId });
    const body = JSON.parse(text);
    assert.deepEqual([body.requestId, body.stage, headers['X-Request-Id']], ['caller-1', 'reply', 'caller-1']);
    assertFitsProblemSchema(body);
  });

  test('says what the occurrence knows better about trying again', () => {
    assert.equal(bodyOf(createProblem('upstream-timeout', { detail: 'x' })).retryable, false);
    assert.equal(bodyOf(createProblem('upstream-timeout', { detail: 'x', retryable: true })).retryable, true);
  });

  test('never holds the cause', () => {
    const cause = new Error('connect ECONNREFUSED 10.0.0.1:8080');
    const { headers, body } = formatProblem(createProblem('upstream-unreachable', { detail: 'x', cause }), format);
    assert.doesNotMatch(JSON.stringify(headers) + body, /10\.0\.0\.1|ECONNREFUSED|stack|cause/);
  });

  for (const [typeBase, type] of [
    ['https://api.example.com/problems/', 'https://api.example.com/problems/no-such-route'],
    ['https://api.example.com/problems', 'https://api.example.com/problems/no-such-route'],
    ['https://api.example.com/problems#', 'https://api.example.com/problems#no-such-route'],
    ['https://api.example.com/problems?code=', 'https://api.example.com/problems?code=no-such-route'],
    ['urn:example:', 'urn:example:no-such-route'],
  ] as const) {
    test(`puts ${typeBase} before the code`, () => {
      assert.equal(bodyOf(createProblem('no-such-route', { detail: 'x' }), { typeBase }).type, type);
    });
  }
});

describe('whatever a caller sends', () => {
  test('no byte of the body can be taken for markup or script', () => {
    const detail = '</script><img src=x onerror=alert(1)>&\u2028\u2029';
    const { body } = formatProblem(createProblem('malformed-request', { detail }), format);
    assert.doesNotMatch(body, /[<>&\u2028\u2029]/);
    assert.equal(JSON.parse(body).detail, detail);
  });

  test('the body stays below 64 KiB, says that it was cut, and keeps the first violations', () => {
    const errors = Array.from({ length: 200 }, (_, index) =>
      createViolation({
        in: 'body',
        name: `n${index}`,
        pointer: `#/${'ü'.repeat(400)}`,
        code: 'unknown',
        predicate: '<'.repeat(500),
      }),
    );
    const { body } = formatProblem(createProblem('invalid-request', { detail: 'x', errors }), format);
    assert.ok(Buffer.byteLength(body) < maxProblemBytes);
    const cut = JSON.parse(body);
    assert.equal(cut.errorsComplete, false);
    assert.ok(cut.errors.length > 3 && cut.errors.length < 200);
    assert.deepEqual(cut.errors[0], { ...errors[0] });
    assertFitsProblemSchema(cut);
  });

  test('the problem fits its schema', () => {
    const parts = fc.record({
      name: fc.string({ unit: 'binary' }),
      predicate: fc.string({ unit: 'binary', minLength: 1 }),
    });
    fc.assert(
      fc.property(fc.constantFrom(...problemCodes), fc.array(parts, { minLength: 1, maxLength: 3 }), (code, all) => {
        const errors = all.map(({ name, predicate }) =>
          createViolation({
            in: 'header',
            name,
            pointer: '#/x',
            code: 'style',
            predicate,
            expected: { type: 'string' },
          }),
        );
        const { body, status } = formatProblem(
          createProblem(code, { detail: 'text', operation: 'findUsers', errors }),
          format,
        );
        assertFitsProblemSchema(JSON.parse(body));
        assert.equal(JSON.parse(body).status, status);
      }),
    );
  });
});
