/*
 * A target that can be killed. In:  its port (0: a free one), and a file to which it adds the name of each POST before it
 * answers, for what a process knew is lost with it. Tells its port when it listens.
 */
import { openSync, writeSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

const [, , port = '0', file = ''] = process.argv;
const arrivals = openSync(file, 'a');

const server = createServer((req, res) => {
  if (req.method === 'POST') writeSync(arrivals, `${String(req.headers['x-load-id'])}\n`);
  req.resume().on('end', () => setTimeout(() => res.end('{"done":true}'), 3));
});
server.listen(Number(port), '127.0.0.1', () => process.send?.((server.address() as AddressInfo).port));
process.on('disconnect', () => process.exit());
