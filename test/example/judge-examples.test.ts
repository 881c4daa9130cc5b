import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { judgeExamples } from '../../src/example/judge-examples.ts';
import { guardExample } from '../../src/guard/guard-example.ts';
import { contractOf, normalize } from '../support/contract.ts';
import { limits } from '../support/pipeline.ts';

const operation = {
  route: 'GET /a',
  upstream: { route: 'GET /b', headers: { key: { secret: 'KEY' } } },
  query: { properties: { x: { type: 'string' } } },
};

function judge(examples: readonly object[]) {
  const { contracts } = normalize([contractOf({ ...operation, examples })], { secrets: { KEY: 's3cret' } });
  return judgeExamples(contracts, { limits, locate: () => ({ line: 7, column: 3 }), guard: guardExample });
}

describe('judgeExamples', () => {
  it('says nothing of examples that hold, and of contracts without any', () => {
    assert.deepEqual(judge([{ request: { route: 'GET /a?x=1' }, sends: { route: 'GET /b?x=1' } }]), []);
    assert.deepEqual(judge([]), []);
  });

  it('warns of one that does not, where it stands, with what differs', () => {
    const holds = { request: { route: 'GET /a' }, sends: { route: 'GET /b' } };
    const fails = { request: { route: 'GET /a?x=1' }, sends: { route: 'GET /b?x=2' } };
    assert.deepEqual(judge([holds, fails]), [
      {
        file: 'contracts[0]',
        pointer: '/operations/op/examples/1',
        line: 7,
        column: 3,
        rule: 'example',
        severity: 'warning',
        message: 'an example of `op` does not hold: `query.x` should be "2", is "1"',
        cure: 'correct the example, or what it is an example of; `paramap test` shows every difference',
      },
    ]);
  });

  it('tells no more than a log can hold', () => {
    const [finding] = judge([{ request: { route: 'GET /a' }, sends: { route: 'PUT /c?p=1&q=2&r=3' } }]);
    assert.match(finding?.message ?? '', /: `method` .*; `path` .*; `query\.p` .*; and 2 more$/);
  });

  it('never shows a secret', () => {
    const findings = judge([{ request: { route: 'GET /a' }, sends: { route: 'GET /b', headers: { key: 'other' } } }]);
    assert.match(JSON.stringify(findings), /should be \\"other\\", is \\"\*\*\*\\"/);
    assert.doesNotMatch(JSON.stringify(findings), /s3cret/);
  });
});
