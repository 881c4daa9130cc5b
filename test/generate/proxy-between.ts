import http from 'node:http';
import { type Listening, listen } from '../support/listen.ts';

/**
 * Starts something between a caller and an API that answers in its own way, by the first segment of the path: `/html` with
 * a 502, `/broken` with JSON that ends early, `/cut` by closing the connection, all else never.
 */
export const proxyBetween = (): Promise<Listening> =>
  listen(
    http.createServer((request, response) => {
      request.resume().on('error', () => {});
      const way = request.url?.split('/')[1];
      if (way === 'html') response.writeHead(502, { 'content-type': 'text/html' }).end('<h1>Bad Gateway</h1>');
      if (way === 'broken') response.writeHead(200, { 'content-type': 'application/json' }).end('{"a');
      if (way === 'cut') request.socket.destroy();
    }),
  );
