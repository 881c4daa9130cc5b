import assert from 'node:assert/strict';
import { defaultUnknown } from '../../src/contract/normalize.ts';
import { vetContracts } from '../../src/pipeline/vet-contracts.ts';

/** Reads the contracts of a folder for a check, without secrets; fails where one has an error. */
export function vetted(root: string, ...files: readonly string[]): Omit<ReturnType<typeof vetContracts>, 'findings'> {
  const { findings, ...sound } = vetContracts(files, {
    codecs: new Map(),
    secrets: {},
    missingSecret: 'warning',
    unknown: defaultUnknown,
    root,
  });
  assert.deepEqual(
    findings.filter(({ severity }) => severity === 'error'),
    [],
  );
  return sound;
}
