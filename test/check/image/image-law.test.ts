import assert from 'node:assert/strict';
import { test } from 'node:test';
import { compileExampleApi } from '../../../src/example/example-api.ts';
import { defaultUnknown } from '../../../src/contract/normalize.ts';
import { vetContracts } from '../../../src/pipeline/vet-contracts.ts';
import { limits } from '../../support/pipeline.ts';
import { bookingContract } from '../booking.ts';
import { sendAll } from './send-all.ts';

const secrets = new Proxy({}, { get: () => 'hidden' });

const { contracts, findings } = vetContracts(['schemas/examples/*.contract.json', bookingContract], {
  codecs: new Map(),
  secrets,
  missingSecret: 'warning',
  secretFiles: 'mask',
  unknown: defaultUnknown,
  root: process.cwd(),
});
assert.deepEqual(
  findings.filter(({ severity }) => severity === 'error'),
  [],
);
const api = compileExampleApi(contracts, limits);

for (const { operation } of api.api.operations) {
  test(`the image of ${operation.name} holds every request that is sent`, () => {
    sendAll(operation, api, 60);
  });
}
