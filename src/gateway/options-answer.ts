import { formatProxyStatus } from '../http/proxy-status.ts';
import type { Call } from '../middleware/call.ts';

/**
 * Makes the answer to OPTIONS, of a path or of the whole server (`*`): the gateway's own, never mapped to a route.
 *
 * Source: RFC 9110, section 9.3.7; `proxy_internal_response` is RFC 9209, section 2.3.29.
 */
export function createOptionsAnswer(name: string): (call: Call, allow: readonly string[]) => void {
  const proxyStatus = formatProxyStatus({ name, error: 'proxy_internal_response' });
  return ({ res, requestId }, allow) => {
    const methods = [...new Set([...allow, 'OPTIONS'])].sort();
    res
      .writeHead(204, {
        Allow: methods.join(', '),
        'Cache-Control': 'no-store',
        'Proxy-Status': proxyStatus,
        [requestId.field]: requestId.value,
      })
      .end();
  };
}
