import { createServer } from 'node:http';
import { text } from 'node:stream/consumers';

/** The service behind the app. It answers every request with what it received. */
export const backend = createServer(async (req, res) => {
  const received = { method: req.method, url: req.url, team: req.headers['x-team'], body: await text(req) };
  res.writeHead(200, { 'content-type': 'application/json' }).end(`${JSON.stringify({ received })}\n`);
});
