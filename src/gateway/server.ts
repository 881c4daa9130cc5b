import http, { type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { ResolvedListen, ResolvedOptions } from '../options/resolved-options.ts';
import { parserBytes } from './restart-findings.ts';

/**
 * Makes the server of a gateway, with the limits that only a server can hold. `Answer` is the class of its answers; `upgrades` tells
 * which requests may switch to another protocol, the others are served as if they had not asked.
 */
export function createServer(
  options: Pick<ResolvedOptions, 'limits' | 'listen'>,
  { Answer, upgrades }: { Answer: typeof ServerResponse; upgrades(req: IncomingMessage): boolean },
): Server {
  const server = http.createServer({
    ServerResponse: Answer,
    // Where Node has not got it yet (before 22.21 and 24.9) every request that names another protocol comes as an upgrade.
    shouldUpgradeCallback: upgrades,
    // Node counts the request line to the header section. Beyond the sum it stops reading, so that the limits
    // themselves can be judged with words, up to twice their size.
    maxHeaderSize: parserBytes(options),
    // A missing Host is answered by us, as a problem.
    requireHostHeader: false,
    // Node looks for overdue requests only so often; its default of 30 s would let a limit of 10 s hold after 40.
    connectionsCheckingInterval: Math.max(20, Math.min(500, Math.floor(options.listen.headersMs / 10))),
  });
  setTimes(server, options.listen);
  // Node would drop header fields beyond its own count in silence; ours refuses them.
  server.maxHeadersCount = 0;
  return server;
}

/** Gives a server its time limits; those of a request count from its beginning, also of one that is under way. */
export function setTimes(server: Server, { headersMs, requestMs, keepAliveMs }: ResolvedListen): void {
  server.headersTimeout = headersMs;
  server.requestTimeout = requestMs;
  server.keepAliveTimeout = keepAliveMs;
}
