import type { Server } from 'node:http';
import { isIPv6 } from 'node:net';

/** Where a gateway listens. */
export interface GatewayAddress {
  readonly host: string;
  readonly port: number;
  /** `http://127.0.0.1:8080`, without a slash at the end. */
  readonly url: string;
}

/** Starts to listen. Fails: rejects when the address cannot be taken (`EADDRINUSE`, `EACCES`). */
export function listenOn(
  server: Server,
  { host, port }: Pick<GatewayAddress, 'host' | 'port'>,
): Promise<GatewayAddress> {
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
