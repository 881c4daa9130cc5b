import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { setImmediate, setTimeout as sleep } from 'node:timers/promises';
import { CheckJob } from '../../../src/inspector/contracts/check-job.ts';
import type { CheckState, ContractsAnswer } from '../../../src/inspector/protocol-contracts.ts';
import { givenInCode, resolveOptions } from '../../../src/options/resolve-options.ts';
import { usersContract } from '../../support/users-gateway.ts';
import { inspectedGateway } from '../inspected-gateway.ts';

test('a check that fails says why and what to do, and is begun again when that is asked for', async (t) => {
  const folder = mkdtempSync(join(tmpdir(), 'paramap-check-'));
  t.after(() => rmSync(folder, { recursive: true }));
  const file = join(folder, 'users.contract.json');
  writeFileSync(file, JSON.stringify(usersContract));
  const { get, post } = await inspectedGateway(t, { contracts: 'users.contract.json', root: folder });
  rmSync(file);
  let check: CheckState = { state: 'none' };
  for (let asked = 0; asked < 200 && check.state !== 'failed'; asked += 1) {
    const answer: ContractsAnswer = JSON.parse(await get('api/contracts'));
    ({ check } = answer);
    await sleep(50);
  }
  assert.equal(check.state, 'failed');
  assert.match(check.detail ?? '', /users\.contract\.json.*: run `paramap check`, which says more/);
  const again: ContractsAnswer = JSON.parse(await (await post('api/check', {})).text());
  assert.equal(again.check.state, 'running');
});

test('a check that is done stays done, however long the gateway runs', async (t) => {
  t.mock.timers.enable({ apis: ['setTimeout'] });
  const job = new CheckJob();
  t.after(() => job.close());
  const options = resolveOptions({ contracts: usersContract, upstreams: {} }, givenInCode('middleware'));
  job.start([{ options }]);
  while (job.state.state === 'running') await setImmediate();
  assert.equal(job.state.state, 'done', job.state.detail);
  t.mock.timers.tick(3_600_000);
  assert.equal(job.state.state, 'done', job.state.detail);
});
