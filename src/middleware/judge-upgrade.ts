import type { IncomingMessage } from 'node:http';
import { webSocketFault } from '../http/websocket.ts';
import { createProblem, type Problem } from '../problem/problem.ts';

/**
 * Judges a request for WebSocket on a route that offers it, before anything of its parameters is looked at.
 *
 * Browsers let every page open a WebSocket to every server, with the user's cookies, and name the page's origin; so a request
 * with an `Origin` must come from a page of this very host, or from one that the options name. Programs that are no browsers
 * send none. Source: RFC 6455, sections 4.2.2 and 10.2.
 */
export function judgeUpgrade(req: IncomingMessage, origins: readonly string[]): Problem | undefined {
  const fault = webSocketFault(req);
  if (fault !== undefined) {
    return createProblem('malformed-request', { detail: fault, headers: { 'Sec-WebSocket-Version': '13' } });
  }
  const { origin, host } = req.headers;
  if (origin === undefined || origins.includes('*') || origins.includes(origin.toLowerCase())) return undefined;
  const own = URL.canParse(origin) ? new URL(origin).host : undefined;
  if (own !== undefined && own === host?.toLowerCase()) return undefined;
  return createProblem('origin-refused', { detail: 'Pages of this origin may not open a WebSocket here' });
}
