import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { createGateway, type UpstreamOptions } from '../../src/index.ts';
import { outageContract } from '../../bench/soak/outages/outage-contract.ts';
import { outages } from '../../bench/soak/outages/outages.ts';

/** In this process: one that starts five gateways spends most of its time on that. */
async function start(pool: object) {
  const back = pool as UpstreamOptions;
  const gateway = createGateway({
    contracts: outageContract,
    upstreams: { back },
    listen: { port: 0, drainMs: 0 },
    onWarning: () => {},
  });
  const { port } = await gateway.listen();
  return { port, stop: () => gateway.close() };
}

/** What each shows; row 39 of docs/problems.md is the first two. */
const promises: Readonly<Record<string, string>> = {
  'killed-one':
    'one of three targets that is killed under load fails no GET and no PUT, and no POST arrives twice (row 39)',
  'killed-only': 'an only target that is killed fails requests while it is away, and for a moment more (row 39)',
  slowed: 'while all is slow refusals come at once, and soon after nothing is refused',
  left: 'callers that leave free the upstream at once, and leave nothing behind',
  stormed: 'an upstream that is always overloaded gets few repeats',
};

describe('an outage under load', () => {
  for (const [name, outage] of Object.entries(outages)) {
    test(promises[name] ?? assert.fail(`${name} promises nothing`), async (t) => {
      const { figures, broken } = await outage({ seconds: 0.8, start });
      t.diagnostic(JSON.stringify(figures));
      assert.deepEqual(broken, []);
    });
  }
});
