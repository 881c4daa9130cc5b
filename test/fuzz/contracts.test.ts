// Contracts that began as the example contracts, through everything that a start does with them.

import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { defaultUnknown } from '../../src/contract/normalize.ts';
import { readMetaSchema } from '../../src/contract/structure/meta-schema.ts';
import { compileExampleApi } from '../../src/example/example-api.ts';
import { incomingOf } from '../../src/example/example-request.ts';
import { receivedOf, runReply } from '../../src/example/run-reply.ts';
import type { Contract } from '../../src/contract/contract.ts';
import { vetContracts } from '../../src/pipeline/vet-contracts.ts';
import { changed, jsonChanges } from '../support/mutate-json.ts';
import { limits } from '../support/pipeline.ts';
import { authored, namesIn, nastyTexts } from './example-messages.ts';
import { fuzz } from './fuzzing.ts';

const root = join(import.meta.dirname, '../../schemas/examples');
const files = readdirSync(root).filter((file) => file.endsWith('.contract.json'));
const contracts = files.map(authored);
const options = {
  root,
  codecs: new Map(),
  secrets: { USERS_API_KEY: 'key', COMPLETIONS_API_KEY: 'key', MESSAGES_API_KEY: 'key' },
  missingSecret: 'error',
  unknown: defaultUnknown,
} as const;

const definitions: Readonly<Record<string, { readonly properties?: object }>> = readMetaSchema()['definitions'];
const keywords = Object.values(definitions).flatMap(({ properties = {} }) => Object.keys(properties));
const words = contracts.flatMap((contract) => [...namesIn(contract)]);
const names = fc.oneof(fc.constantFrom(...keywords), fc.constantFrom(...words), fc.constantFrom(...nastyTexts));
const values = fc.oneof(
  fc.constantFrom(...words),
  fc.constantFrom<unknown>(
    null,
    true,
    false,
    0,
    -1,
    1.5,
    1e308,
    [],
    {},
    [{}],
    { type: 'object' },
    '#',
    '#/$defs',
    '^(a+)+$',
  ),
  fc.constantFrom('file:///etc/passwd', 'http://127.0.0.1:1/x', '../../../etc/passwd', '/dev/zero', '#/operations'),
  fc.constantFrom(...nastyTexts),
  fc.jsonValue({ maxDepth: 2 }),
  fc.dictionary(fc.constantFrom(...keywords), fc.jsonValue({ maxDepth: 1 }), { maxKeys: 3 }),
);

/** Far more than any of them takes on a busy machine; a loop without an end would never come to it. */
const mostCpuMs = 5000;

fuzz('a contract that is wrong in any place gives findings or starts, and what starts answers its requests', () => ({
  input: fc.record({ index: fc.nat(contracts.length - 1), changes: jsonChanges(names, values) }),
  holds({ index, changes }) {
    const contract = changed(contracts[index], changes);
    if (typeof contract !== 'object' || contract === null) return;
    const began = process.cpuUsage();
    const vetted = vetContracts([contract], options);
    for (const { rule, message, cure } of vetted.findings) {
      assert.match(rule, /^[a-z]+(?:-[a-z0-9]+)*$/);
      assert.ok(message.length > 0 && cure.length > 0);
    }
    if (vetted.findings.every(({ severity }) => severity !== 'error')) runAll(vetted.contracts);
    const { user, system } = process.cpuUsage(began);
    assert.ok((user + system) / 1000 < mostCpuMs, 'it ends soon');
  },
}));

/** Runs what the contract's own examples say, whatever they say: nothing of it is a failure of ours. */
function runAll(started: readonly Contract[]): void {
  const { api, replies } = compileExampleApi(started, limits);
  for (const operation of started.flatMap(({ operations }) => operations)) {
    for (const example of operation.examples) {
      const { reply } = example;
      const incoming = incomingOf(example, operation.body);
      const found = api.match(incoming.method, incoming.url);
      if (example.outcome.kind !== 'unasked' && found.kind === 'operation') {
        const problem = found.operation.admit(incoming.rawHeaders);
        const outcome = problem ? { ok: false as const, problem } : found.operation.run(incoming, found.pathValues);
        if (!outcome.ok) assert.notEqual(outcome.problem.code, 'contract-broken', String(outcome.problem.cause));
      }
      if (reply === undefined) continue;
      const ran = runReply(replies, operation, {
        method: operation.method,
        answer: receivedOf(reply.answer, operation),
      });
      if (!ran.ok) assert.notEqual(ran.problem.code, 'contract-broken', String(ran.problem.cause));
    }
  }
}
