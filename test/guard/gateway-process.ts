// A gateway in a process of its own: prints its address, and serves until its standard input ends.

import { createGateway } from '../../src/index.ts';

const [target = '', redis = '', onStoreFailure = 'open'] = process.argv.slice(2);
const gateway = createGateway({
  contracts: {
    title: 'Shared',
    upstream: { name: 'users' },
    rateLimits: { calls: { quota: 4, windowMs: 60_000, by: ['header:x-caller'] } },
    operations: { findUsers: { route: 'GET /users' } },
  },
  upstreams: { users: { targets: [target] } },
  rateLimits: {
    redis: { url: redis, timeoutMs: 100, onStoreFailure: onStoreFailure === 'open' ? 'open' : 'closed' },
  },
  listen: { port: 0 },
});
const { url } = await gateway.listen();
process.stdout.write(`${url}\n`);
process.stdin.resume().on('end', () => void gateway.close());
