import http from 'node:http';
import { text } from 'node:stream/consumers';
import { join } from 'node:path';
import { demoContracts } from '../../examples/demo/gateway.ts';
import { listen } from '../../examples/demo/listen.ts';
import { demoApiKey } from '../../examples/demo/upstream/backend-routes.ts';
import { startUpstream } from '../../examples/demo/upstream/upstream.ts';
import { createGateway } from '../../src/index.ts';

/** A gateway in front of the demo's backend, with an inspector. */
export interface InspectedGateway {
  readonly url: string;
  /** Opens the inspector; it holds the token. */
  readonly link: string;
  close(): Promise<void>;
}

/** From so many letters on the backend trips over a name: what insights are there to find. */
export const longestName = 32;

/** Starts both, and a second target of `users` that nobody listens at, so that there are attempts, failures and a breaker to see. */
export async function startInspectedGateway(): Promise<InspectedGateway> {
  process.env['USERS_API_KEY'] = demoApiKey;
  const backend = await startUpstream(0);
  const faulty = await listen(http.createServer(forwardTo(backend.url)), 0);
  const target = { targets: [backend.url] };
  const gateway = createGateway({
    contracts: demoContracts.map((file) => join(import.meta.dirname, '../../schemas/examples', file)),
    upstreams: {
      users: {
        targets: [
          { url: faulty.url, name: 'users-a' },
          { url: 'http://127.0.0.1:1', name: 'users-b' },
        ],
        breaker: { consecutiveFailures: 20, openMs: 60_000 },
      },
      orders: target,
      search: target,
      tenants: target,
    },
    insights: { windowMs: 60_000 },
    inspector: { details: 1000, detailsPerSecond: 1000 },
    listen: { host: '127.0.0.1', port: 0, drainMs: 0 },
    admin: { host: '127.0.0.1', port: 0 },
    onWarning: () => {},
  });
  const { url, inspector } = await gateway.listen();
  if (inspector === undefined) throw new Error('the gateway has no inspector');
  return {
    url,
    link: inspector,
    close: async () => {
      await gateway.close();
      await faulty.close();
      await backend.close();
    },
  };
}

/** Sends requests on to the backend, but for those with a long name, which end without an answer. */
function forwardTo(backend: string): http.RequestListener {
  return async (req, res) => {
    const url = new URL(req.url ?? '/', backend);
    if ((url.searchParams.get('username') ?? '').length >= longestName) return void res.destroy();
    const body = await text(req);
    const onward = http.request(url, { method: req.method, headers: req.headers }, (answer) => {
      res.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(res);
    });
    onward.on('error', () => res.destroy());
    onward.end(body);
  };
}
