/* paramap mounted in Express 5. */
import { createServer } from 'node:http';
import express from 'express';
import { announce, upstreamOrigin } from '../program/announce.ts';
import { benchContract, loadParamap } from '../program/load-paramap.ts';

const { paramap } = await loadParamap();

const app = express();
app.disable('x-powered-by');
app.use(
  paramap({
    contracts: benchContract,
    upstreams: { bench: { targets: [upstreamOrigin] } },
    passthrough: { '/legacy': { upstream: 'bench' } },
  }),
);

announce(createServer(app));
