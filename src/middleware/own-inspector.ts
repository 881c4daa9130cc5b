import http, { type IncomingMessage, type ServerResponse } from 'node:http';
import { isIPv6 } from 'node:net';
import type { Inspector } from '../inspector/inspector.ts';

/** The inspector of a middleware, which is never reached through the app's own routes unless the app says so. */
export interface OwnInspector {
  /**
   * Listens on an address of its own. Out: the link that opens the page; it holds the token, so that it belongs to no log.
   *
   * Fails: rejects where the address cannot be taken, or it listens already.
   * @example
   * const { link } = await api.inspector.listen({ port: 9091 });
   */
  listen(options?: InspectorAddress): Promise<{ readonly url: string; readonly link: string }>;
  /**
   * For a server that the app has for its operators: answers what begins with `/inspector`, and leaves all else to `next`. Danger: not for
   * the server that callers reach.
   */
  handle(req: IncomingMessage, res: ServerResponse, next: (error?: unknown) => void): void;
}

/** Where the inspector of a middleware listens. */
export interface InspectorAddress {
  /**
   * Address or name to bind. Danger: any but a loopback address sends what is shown through a network, and not encrypted.
   * @default '127.0.0.1'
   */
  readonly host?: string;
  /**
   * TCP port; 0 takes a free one.
   * @default 9090
   */
  readonly port?: number;
}

/** The same with what ends it. */
export interface ClosableInspector extends OwnInspector {
  close(): Promise<void>;
}

/** Makes an inspector reachable. */
export function ownInspector(inspector: Inspector): ClosableInspector {
  const server = http.createServer((req, res) => {
    if (!inspector.handle(req, res)) res.writeHead(302, { Location: '/inspector/' }).end();
  });
  return {
    listen: ({ host = '127.0.0.1', port = 9090 } = {}) =>
      new Promise((resolve, reject) => {
        server.once('error', reject);
        server.listen(port, host, () => {
          server.off('error', reject);
          // An inspector alone keeps no process running.
          server.unref();
          const address = server.address();
          const taken = typeof address === 'object' && address !== null ? address.port : port;
          const url = `http://${isIPv6(host) ? `[${host}]` : host}:${taken}`;
          resolve({ url, link: inspector.link(url) });
        });
      }),
    handle: (req, res, next) => {
      if (!inspector.handle(req, res)) next();
    },
    close: () =>
      new Promise((resolve) => {
        inspector.close();
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
