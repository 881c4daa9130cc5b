import assert from 'node:assert/strict';
import { test } from 'node:test';
import { checkContracts } from '../../src/check/check-contracts.ts';
import { Memory } from '../../src/check/contain/memory.ts';
import { NoteFinder } from '../../src/check/within/find-notes.ts';
import { defaultUnknown } from '../../src/contract/normalize.ts';
import { vetContracts } from '../../src/pipeline/vet-contracts.ts';
import { limits } from '../support/pipeline.ts';

const root = process.cwd();

const vetted = () =>
  vetContracts(['schemas/examples/*.contract.json'], {
    codecs: new Map(),
    secrets: new Proxy({}, { get: () => 'hidden' }),
    missingSecret: 'warning',
    secretFiles: 'mask',
    unknown: defaultUnknown,
    root,
  });

test('no example contract says what it may not mean', () => {
  const finder = new NoteFinder(new Memory());
  const { contracts } = vetted();
  const notes = contracts.flatMap(({ operations }) => operations.flatMap((operation) => finder.of(operation)));
  assert.deepEqual(
    notes.filter(({ severity }) => severity === 'warning'),
    [],
  );
});

test('every example contract is proved against the document of its backend, and no answer of it breaks a promise', async () => {
  const { contracts, library } = vetted();
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
