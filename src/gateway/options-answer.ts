import type { ServerResponse } from 'node:http';
import { formatProxyStatus } from '../http/proxy-status.ts';

/**
 * Makes the answer to OPTIONS, of a path or of the whole server (`*`): the gateway's own, never mapped to a route.
 *
 * Source: RFC 9110, section 9.3.7; `proxy_internal_response` is RFC 9209, section 2.3.29.
 */
export function createOptionsAnswer(name: string): (res: ServerResponse, allow: readonly string[]) => void {
  const proxyStatus = formatProxyStatus({ name, error: 'proxy_internal_response' });
  return (res, allow) => {
    const methods = [...new Set([...allow, 'OPTIONS'])].sort();
    res.writeHead(204, { Allow: methods.join(', '), 'Cache-Control': 'no-store', 'Proxy-Status': proxyStatus }).end();
  };
}
