import { createServer } from 'node:http';

/** A backend for trying things out: it knows `username`, asks for a key, and says what it got. */
const server = createServer(async (req, res) => {
  const answer = (status, body) => {
    const text = JSON.stringify(body);
    res.writeHead(status, { 'Content-Type': 'application/json', 'Content-Length': Buffer.byteLength(text) }).end(text);
  };
  if (req.url === '/health') return answer(200, { well: true });
  if (req.headers['x-api-key'] !== process.env.USERS_API_KEY) return answer(401, { error: 'no key' });
  const { pathname, searchParams } = new URL(req.url ?? '/', 'http://backend');
  if (pathname !== '/api/v1/resource') return answer(404, { error: 'no such resource' });
  let body = '';
  for await (const chunk of req) body += chunk;
  const { username } = body === '' ? Object.fromEntries(searchParams) : JSON.parse(body);
  return answer(req.method === 'POST' ? 201 : 200, [{ username }]);
});

// Longer than the gateway keeps its connections, which so is the one to close them.
server.keepAliveTimeout = 70_000;
server.listen(Number(process.env.PORT ?? 4001), process.env.HOST ?? '0.0.0.0');
process.once('SIGTERM', () => server.close(() => process.exit(0)));
