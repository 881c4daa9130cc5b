import { strict as assert } from 'node:assert';
import type { Contract } from '../../../src/contract/contract.ts';
import { loadContracts } from '../../../src/contract/load-contracts.ts';
import { defaultUnknown, normalizeContracts } from '../../../src/contract/normalize.ts';

/** Contracts as the generator gets them, of authored objects or of files below the repository's root. */
export function normalized(...sources: readonly (object | string)[]): readonly Contract[] {
  const { documents, library, findings: read } = loadContracts(sources, { root: '.' });
  const { contracts, findings } = normalizeContracts(documents, library, {
    codecs: new Map(),
    secrets: {},
    missingSecret: 'warning',
    unknown: defaultUnknown,
  });
  const errors = [...read, ...findings].filter(({ severity }) => severity === 'error');
  assert.deepEqual(errors, [], 'the contract of the test has no errors');
  return contracts;
}

/** A contract with one operation `op`, completed with what every contract needs. */
export function contractWith(operation: object, members: object = {}): object {
  return {
    title: 'Trial',
    upstream: { name: 'trial' },
    operations: { op: { route: 'POST /op', upstream: { route: 'POST /op' }, ...operation } },
    ...members,
  };
}
