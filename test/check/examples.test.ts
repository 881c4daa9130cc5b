import assert from 'node:assert/strict';
import { test } from 'node:test';
import { checkContracts } from '../../src/check/check-contracts.ts';
import { defaultUnknown } from '../../src/contract/normalize.ts';
import { vetContracts } from '../../src/pipeline/vet-contracts.ts';
import { limits } from '../support/pipeline.ts';

test('every example contract is proved against the document of its backend, and no answer of it breaks a promise', async () => {
  const root = process.cwd();
  const { contracts, library } = vetContracts(['schemas/examples/*.contract.json'], {
    codecs: new Map(),
    secrets: new Proxy({}, { get: () => 'hidden' }),
    missingSecret: 'warning',
    secretFiles: 'mask',
    unknown: defaultUnknown,
    root,
  });
  const report = await checkContracts(contracts, { library, root, limits });
  assert.deepEqual(report.findings, []);
  const all = report.contracts.flatMap(({ operations }) => operations);
  assert.deepEqual(
    all.filter(({ verdict }) => verdict?.kind !== 'proved').map(({ operation }) => operation.name),
    [],
  );
  assert.ok(all.length >= 18);
  const answers = all.flatMap((each) => (each.answers === undefined || each.answers.kind === 'none' ? [] : [each]));
  assert.deepEqual(
    answers.flatMap(({ operation, answers: found }) => found?.refutations.map((each) => [operation.name, each]) ?? []),
    [],
  );
  assert.deepEqual(answers.map(({ operation }) => operation.name).sort(), [
    'addPhoto',
    'completeChat',
    'findProducts',
    'findUsers',
    'messageChat',
    'placeOrder',
    'searchProducts',
  ]);
});
