/* The gateway that `paramap serve` runs: paramap on a server of its own, without Express. */
import { announcePort, upstreamOrigin } from '../program/announce.ts';
import { benchContract, loadParamap } from '../program/load-paramap.ts';

const { createGateway } = await loadParamap();

const gateway = createGateway({
  contracts: benchContract,
  upstreams: { bench: { targets: [upstreamOrigin] } },
  passthrough: { '/legacy': { upstream: 'bench' } },
  listen: { port: 0 },
});

announcePort(Number(new URL((await gateway.listen()).url).port));
