import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Finding } from '../../src/contract/finding.ts';
import { defaultUnknown } from '../../src/contract/normalize.ts';
import { prepareContracts } from '../../src/contract/prepare-contracts.ts';
import { compileApi } from '../../src/pipeline/pipeline.ts';
import type { Outgoing } from '../../src/pipeline/request.ts';
import { type AuthoredExample, everyExample, examplesFolder, incomingOf, placeOf } from './authored-example.ts';

const { contracts, findings } = prepareContracts(['*.contract.json'], {
  root: examplesFolder,
  codecs: new Map(),
  secrets: { USERS_API_KEY: 'key' },
  missingSecret: 'error',
  unknown: defaultUnknown,
});
const api = compileApi(contracts, { queryParameters: 256, jsonDepth: 64, violations: 50 });

function run(example: AuthoredExample) {
  const incoming = incomingOf(example);
  const match = api.match(incoming.method, incoming.url);
  assert.ok(match.kind === 'operation', `no operation has ${example.request.route}`);
  assert.equal(match.operation.admit(incoming.method, incoming.rawHeaders), undefined);
  return { name: match.operation.operation.name, outcome: match.operation.run(incoming, match.pathValues) };
}

describe('the example contracts', () => {
  it('have no findings of severity error', () => {
    const describeFinding = (finding: Finding) => `${finding.file}:${finding.line} ${finding.message}`;
    const errors = findings.filter(({ severity }) => severity === 'error');
    assert.deepEqual(errors.map(describeFinding), []);
    assert.equal(contracts.length, 4);
  });

  for (const { name, operation, example } of everyExample()) {
    it(`do what they say: ${name}`, () => {
      const happened = run(example);
      assert.equal(happened.name, operation);
      const { outcome } = happened;
      if (outcome.ok) assertSent(outcome.value, example);
      else {
        const violations = outcome.problem.errors?.map((violation) => [placeOf(violation), violation.code]);
        assert.deepEqual(
          Object.fromEntries(violations ?? [[outcome.problem.code, outcome.problem.detail]]),
          example.problem,
        );
      }
    });
  }
});

function assertSent(outgoing: Outgoing, { sends }: AuthoredExample): void {
  assert.ok(sends !== undefined, `was sent: ${outgoing.method} ${outgoing.path}`);
  assert.equal(`${outgoing.method} ${outgoing.path}`, sends.route);
  for (const [name, value] of Object.entries(sends.headers ?? {}))
    assert.deepEqual(fieldValues(outgoing, name), [value], name);
  const { body } = outgoing;
  const sent =
    body === undefined ? undefined : JSON.parse(typeof body === 'string' ? body : new TextDecoder().decode(body));
  assert.deepEqual(sent, sends.body);
}

function fieldValues({ headers }: Outgoing, name: string): string[] {
  return headers.filter((_, index) => index % 2 === 1 && headers[index - 1]?.toLowerCase() === name.toLowerCase());
}
