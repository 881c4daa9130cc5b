import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer } from 'node:http';
import express from 'express';
import { paramap } from 'paramap';

async function listen(server) {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return `http://127.0.0.1:${server.address().port}`;
}

const upstream = createServer((req, res) => {
  res.setHeader('content-type', 'application/json').end(JSON.stringify({ url: req.url }));
});
const api = paramap({
  contracts: 'echo.contract.json',
  upstreams: { echo: { targets: [await listen(upstream)] } },
});
const app = express();
app.use(express.json());
app.use('/api', api);
const server = createServer(app);
const origin = await listen(server);

const accepted = await fetch(`${origin}/api/echo?name=ada`);
assert.equal(accepted.status, 200);
assert.deepEqual(await accepted.json(), { url: '/v1/echo?user_name=ada' });

const refused = await fetch(`${origin}/api/echo?username=ada`);
assert.equal(refused.status, 400);
assert.equal((await refused.json()).code, 'invalid-request');

server.close();
await api.close();
upstream.close();
console.log('the plain JavaScript app was answered');
