import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as fc from 'fast-check';
import { compileExampleApi } from '../../../src/example/example-api.ts';
import { defaultUnknown } from '../../../src/contract/normalize.ts';
import { vetContracts } from '../../../src/pipeline/vet-contracts.ts';
import { limits } from '../../support/pipeline.ts';
import { arbitraryMapping } from './arbitrary-mapping.ts';
import { sendAll } from './send-all.ts';

/** `IMAGE_CONTRACTS=5000 node --test test/check/image/random-contracts.test.ts` tries more. */
const wanted = Number(process.env['IMAGE_CONTRACTS'] ?? 40);

test('the image of a mapping at random holds every request that is sent', () => {
  let [sound, sent] = [0, 0];
  fc.assert(
    fc.property(arbitraryMapping, (operation) => {
      const { contracts, findings } = vetContracts(
        [{ title: 'Random', upstream: { name: 'behind' }, operations: { op: operation } }],
        {
          codecs: new Map(),
          secrets: {},
          missingSecret: 'warning',
          unknown: defaultUnknown,
          root: process.cwd(),
        },
      );
      // Two names that land in one place, and the like.
      if (findings.some(({ severity }) => severity === 'error')) return;
      sound += 1;
      const api = compileExampleApi(contracts, limits);
      for (const { operation: compiled } of api.api.operations) sent += sendAll(compiled, api, 12);
    }),
    { numRuns: wanted },
  );
  assert.ok(sound >= wanted / 3, `${sound} of ${wanted} contracts start`);
  assert.ok(sent >= sound, `${sent} requests were sent`);
});
