import http, { type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { isIPv6 } from 'node:net';
import type { AnswerCount } from '../middleware/answer-counts.ts';
import type { DeprecatedCount } from '../middleware/deprecated-counts.ts';
import type { LiveShadow } from '../middleware/shadow-traffic.ts';
import type { GatewayOptions } from '../options/gateway-options.ts';
import type { ResolvedOptions } from '../options/resolved-options.ts';
import { createProblem } from '../problem/problem.ts';
import { Connections } from './connections.ts';
import { createDoor, type Expectation } from './door.ts';
import { startMounts } from './mounts.ts';
import { parserProblem } from './parser-problem.ts';
import { createSocketRefusal } from './socket-refusal.ts';

/** Where a gateway listens. */
export interface GatewayAddress {
  readonly host: string;
  readonly port: number;
  /** `http://127.0.0.1:8080`, without a slash at the end. */
  readonly url: string;
}

/** The handler of `paramap()` on an HTTP server of its own. */
export interface Gateway {
  /** Starts to listen. Rejects when the address cannot be taken (`EADDRINUSE`, `EACCES`). */
  listen(): Promise<GatewayAddress>;
  /** Who used what a contract calls deprecated, since the start; as of `paramap()`, of all mounts or of one. */
  deprecatedUse(mount?: string): DeprecatedCount[];
  /** Which answers did not fit the contract and were passed on, since the start; as of `paramap()`, of all mounts or of one. */
  answerViolations(mount?: string): AnswerCount[];
  /** What the option `candidate` came to since the start; as of `paramap()`, at the root or at a mount. */
  shadow(mount?: string): LiveShadow | undefined;
  /**
   * Stops: no new connections, requests in flight finish, idle connections are closed, and what is still open after
   * `listen.drainMs` is cut. Then the connections to the upstreams are closed.
   */
  close(): Promise<void>;
}

/**
 * Makes a gateway from contracts. What no middleware can hold stands here: time limits on heads and bodies, checks of
 * request line and `Host`, parser errors as problems, 404, 405, 501 and OPTIONS.
 *
 * Fails: a `ContractError` that holds the findings of all options and contracts.
 * @example
 * const gateway = createGateway({ contracts: 'schemas/*.contract.json', upstreams, listen: { port: 8080 } });
 * const { url } = await gateway.listen();
 */
export function createGateway(options: GatewayOptions): Gateway {
  const instance = startMounts(options);
  const { limits, listen: settings } = instance.options;
  const connections = new Connections();
  const server = createServer(instance.options);
  const enter = createDoor(instance, connections);
  const refuse = createSocketRefusal(instance.options, connections);
  const take = (expectation: Expectation) => (req: IncomingMessage, res: ServerResponse) => {
    connections.began(req, res);
    enter(req, res, expectation);
  };
  server.on('connection', (socket) => connections.opened(socket));
  server.on('request', take('none'));
  server.on('checkContinue', take('continue'));
  server.on('checkExpectation', take('unknown'));
  server.on('clientError', (error, socket) => refuse(socket, parserProblem(error, limits)));
  server.on('connect', (_req, socket) => refuse(socket, connectRefused));

  let closed: Promise<void> | undefined;
  return {
    listen: () => listen(server, settings),
    deprecatedUse: (mount) => instance.deprecatedUse(mount),
    answerViolations: (mount) => instance.answerViolations(mount),
    shadow: (mount) => instance.shadow(mount),
    close: () => {
      closed ??= connections.drain(server, settings.drainMs).then(() => instance.close());
      return closed;
    },
  };
}

const connectRefused = createProblem('method-not-implemented', { detail: 'CONNECT opens no tunnels here' });

function createServer({ limits, listen }: ResolvedOptions): Server {
  const server = http.createServer({
    // Node counts the request line to the header section. Beyond the sum it stops reading, so that the limits
    // themselves can be judged with words, up to twice their size.
    maxHeaderSize: 2 * (limits.urlBytes + limits.headerBytes),
    // A missing Host is answered by us, as a problem.
    requireHostHeader: false,
    headersTimeout: listen.headersMs,
    requestTimeout: listen.requestMs,
    keepAliveTimeout: listen.keepAliveMs,
    // Node looks for overdue requests only so often; its default of 30 s would let a limit of 10 s hold after 40.
    connectionsCheckingInterval: Math.max(20, Math.min(500, Math.floor(listen.headersMs / 10))),
  });
  // Node would drop header fields beyond its own count in silence; ours refuses them.
  server.maxHeadersCount = 0;
  return server;
}

function listen(server: Server, { host, port }: ResolvedOptions['listen']): Promise<GatewayAddress> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => {
      server.off('error', reject);
      resolve(addressOf(server, host));
    });
  });
}

function addressOf(server: Server, host: string): GatewayAddress {
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the server has no TCP address');
  const { port } = address;
  return { host, port, url: `http://${isIPv6(host) ? `[${host}]` : host}:${port}` };
}
