import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createGateway, type Finding, type ParamapOptions, paramap } from '../../src/index.ts';
import { usersContract } from '../support/users-gateway.ts';

const { findUsers } = usersContract.operations;
const fails = { request: { route: 'GET /users?name=ada' }, sends: { route: 'GET /v1/people?n=eve' } };
const holds = { request: { route: 'GET /users?name=ada' }, sends: { route: 'GET /v1/people?n=ada' } };
const contracts = {
  ...usersContract,
  operations: { ...usersContract.operations, findUsers: { ...findUsers, examples: [holds, fails] } },
};
const upstreams = { users: { targets: ['http://127.0.0.1:1'] } };

const starts: Readonly<Record<string, (options: ParamapOptions) => { close(): Promise<unknown> }>> = {
  middleware: paramap,
  gateway: createGateway,
};

for (const [surface, start] of Object.entries(starts)) {
  test(`${surface}: an example that does not hold is a warning at start, never an error`, async () => {
    const warnings: Finding[] = [];
    await start({ contracts, upstreams, examples: 'check', onWarning: (finding) => warnings.push(finding) }).close();
    assert.deepEqual(
      warnings.map(({ pointer, rule, severity }) => [pointer, rule, severity]),
      [['/operations/findUsers/examples/1', 'example', 'warning']],
    );
    assert.match(warnings[0]?.message ?? '', /`query\.n` should be "eve", is "ada"$/);
  });

  test(`${surface}: nothing is run where examples are ignored`, async () => {
    const warnings: Finding[] = [];
    await start({ contracts, upstreams, examples: 'ignore', onWarning: (finding) => warnings.push(finding) }).close();
    assert.deepEqual(warnings, []);
  });
}
