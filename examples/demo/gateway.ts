import { createServer } from 'node:http';
import { join } from 'node:path';
import express from 'express';
import { paramap } from '../../src/index.ts';
import { type Listening, listen } from './listen.ts';
import { demoApiKey } from './upstream/backend-routes.ts';

/** Those of the examples for which the backend of the demo stands in. */
export const demoContracts = ['users', 'orders', 'legacy-search', 'tenants'].map((name) => `${name}.contract.json`);

/**
 * The app of the demo: Express with paramap mounted, in front of the one backend that plays all four upstreams.
 * Sets `USERS_API_KEY` of this process, the secret that the users contract reads, to the key that the backend asks for.
 */
export async function startGateway(upstream: string, port: number): Promise<Listening> {
  process.env['USERS_API_KEY'] = demoApiKey;
  const target = { targets: [upstream] };
  const api = paramap({
    contracts: demoContracts.map((file) => join(import.meta.dirname, '../../schemas/examples', file)),
    upstreams: { users: target, orders: target, search: target, tenants: target },
    // One of them declares `expects`, which this version reads but does not apply; `paramap check` says so.
    onWarning: () => {},
  });
  const app = express();
  app.disable('x-powered-by');
  app.use(api);
  // For a browser: the terminal prints the address, and terminals make a link of it.
  app.get('/', (_req, res) => {
    res.type('text').send('paramap listens here, for example to /users?userName=ada\n');
  });
  const listening = await listen(createServer(app), port);
  return {
    url: listening.url,
    close: async () => {
      await listening.close();
      await api.close();
    },
  };
}
