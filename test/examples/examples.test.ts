import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Finding } from '../../src/contract/finding.ts';
import { exampleContracts, exampleRuns } from './example-contracts.ts';

describe('the example contracts', () => {
  it('have no findings of severity error', () => {
    const { contracts, findings } = exampleContracts;
    const describeFinding = (finding: Finding) => `${finding.file}:${finding.line} ${finding.message}`;
    const errors = findings.filter(({ severity }) => severity === 'error');
    assert.deepEqual(errors.map(describeFinding), []);
    assert.ok(contracts.length >= 7);
  });

  it('show each operation accepting a request and refusing one', () => {
    for (const { operations } of exampleContracts.contracts) {
      for (const { name, examples } of operations) {
        const kinds = new Set(examples.map(({ outcome }) => outcome.kind));
        assert.ok(kinds.has('problem') && kinds.has('sends'), name);
      }
    }
  });

  for (const { name, differences } of exampleRuns) {
    it(`do what they say: ${name}`, () => assert.deepEqual(differences, []));
  }
});
