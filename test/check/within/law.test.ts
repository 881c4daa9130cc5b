import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as fc from 'fast-check';
import { Memory } from '../../../src/check/contain/memory.ts';
import { arbitraryRequest, writeRequest } from '../../../src/check/search/arbitrary-request.ts';
import { NoteFinder } from '../../../src/check/within/find-notes.ts';
import { defaultUnknown } from '../../../src/contract/normalize.ts';
import { tryRequest } from '../../../src/example/draft/try-request.ts';
import { compileExampleApi } from '../../../src/example/example-api.ts';
import { vetContracts } from '../../../src/pipeline/vet-contracts.ts';
import { limits } from '../../support/pipeline.ts';
import { arbitraryMapping } from '../image/arbitrary-mapping.ts';

/** Violations of the mapping, not of the schema. */
const mapped: ReadonlySet<unknown> = new Set(['codec', 'unsendable']);

/** `WITHIN_CONTRACTS=5000 node --test test/check/within/law.test.ts` tries more. */
const wanted = Number(process.env['WITHIN_CONTRACTS'] ?? 40);

test('where nothing is noted of a value, the mapping refuses none that its schema accepts', () => {
  const memory = new Memory();
  let [quiet, refused] = [0, 0];
  fc.assert(
    fc.property(arbitraryMapping, (written) => {
      const contract = { title: 'Random', upstream: { name: 'behind' }, operations: { op: written } };
      const { contracts, findings } = vetContracts([contract], {
        codecs: new Map(),
        secrets: {},
        missingSecret: 'warning',
        unknown: defaultUnknown,
        root: process.cwd(),
      });
      if (findings.some(({ severity }) => severity === 'error')) return;
      const api = compileExampleApi(contracts, limits);
      for (const { operation } of api.api.operations) {
        const noted = new Set(new NoteFinder(memory).of(operation).map(({ place }) => place));
        quiet += 1;
        for (const values of fc.sample(arbitraryRequest(operation, fc), 12)) {
          const request = writeRequest(operation, values);
          const tried = request && tryRequest(api, operation, request);
          if (tried?.kind !== 'refused') continue;
          for (const { in: location, pointer, code } of tried.problem.errors ?? []) {
            if (!mapped.has(code)) continue;
            refused += 1;
            const way = pointer.slice(1).replaceAll(/\/[0-9]+(?=\/|$)/g, '/*');
            const place = location === 'body' ? `body \`${way}\`` : `${location} \`${way.slice(1)}\``;
            // A list that is refused for one of its items is noted as a whole.
            const isNoted = [...noted].some((known) => place === known || place.startsWith(`${known.slice(0, -1)}/`));
            assert.ok(isNoted, `${place} of ${JSON.stringify(request)} is refused, and noted is ${[...noted].join()}`);
          }
        }
      }
    }),
    { numRuns: wanted },
  );
  assert.ok(quiet > 0 && refused > 0);
});
