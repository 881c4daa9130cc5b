import type { Server as HttpServer } from 'node:http';
import type { Server } from 'node:net';

/** Listens on a free port of this machine. Out: the origin to send to. Fails: rejects where it cannot. */
export function listenLocally(server: Server): Promise<string> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      resolve(`http://127.0.0.1:${typeof address === 'object' ? address?.port : 0}`);
    });
  });
}

/** Ends a server with all its connections. */
export function closeLocally(server: HttpServer): void {
  server.closeAllConnections();
  server.close();
}
