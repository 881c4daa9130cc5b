import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import express from 'express';
import { type ParamapOptions, paramap } from 'paramap';
import { createEchoClient } from './client/echo.js';

async function listen(server: Server): Promise<string> {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

const upstream = createServer((req, res) => {
  res.setHeader('content-type', 'application/json').end(JSON.stringify({ url: req.url }));
});
const target = await listen(upstream);

const options: ParamapOptions = { contracts: 'echo.contract.json', upstreams: { echo: { targets: [target] } } };
const api = paramap(options);
const app = express();
app.use('/api', api);
const server = createServer(app);
const origin = await listen(server);

const accepted = await fetch(`${origin}/api/echo?name=ada&age=36`);
assert.equal(accepted.status, 200);
assert.deepEqual(await accepted.json(), { url: '/v1/echo?user_name=ada&age=36' });

const refused = await fetch(`${origin}/api/echo?age=None`);
assert.equal(refused.status, 400);
assert.equal(refused.headers.get('content-type'), 'application/problem+json');
const problem = (await refused.json()) as { code: string; errors: { name: string }[] };
assert.equal(problem.code, 'invalid-request');
assert.deepEqual(
  problem.errors.map((violation) => violation.name),
  ['name', 'age'],
);

const client = createEchoClient({ baseUrl: `${origin}/api` });
const answer = await client.echo({ name: 'a&b' });
assert.deepEqual(answer.ok && answer.data, { url: '/v1/echo?user_name=a%26b' });

server.close();
await api.close();
upstream.close();
console.log('the TypeScript app was answered');
