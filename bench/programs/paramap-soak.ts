/* The gateway of the soak, as `paramap serve` runs it or mounted in Express, with short time limits. */
import { createServer } from 'node:http';
import express from 'express';
import { announce, announcePort, upstreamOrigin } from '../program/announce.ts';
import { loadParamap } from '../program/load-paramap.ts';
import { soakContract } from '../soak/soak-contract.ts';

const { createGateway, paramap } = await loadParamap();

const options = {
  contracts: soakContract,
  upstreams: { bench: { targets: [upstreamOrigin], timeouts: { firstByteMs: 2000 } } },
  passthrough: { '/legacy': { upstream: 'bench' } },
};

if (process.env['BENCH_MOUNTED'] === 'yes') {
  const app = express();
  app.disable('x-powered-by');
  app.use(paramap(options));
  // Longer than callers leave a connection idle while the process is counted.
  announce(createServer({ keepAliveTimeout: 65_000 }, app));
} else announcePort(Number(new URL((await createGateway({ ...options, listen: { port: 0 } }).listen()).url).port));
