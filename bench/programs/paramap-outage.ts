/* The gateway of the outages: the targets and options of its only upstream are what its parent says. */
import { announcePort } from '../program/announce.ts';
import { loadParamap } from '../program/load-paramap.ts';
import { outageContract } from '../soak/outages/outage-contract.ts';

const { createGateway } = await loadParamap();

const back = JSON.parse(process.env['BENCH_POOL'] ?? '{}');
const gateway = createGateway({
  contracts: outageContract,
  upstreams: { back },
  listen: { port: 0 },
  onWarning: () => {},
});
announcePort(Number(new URL((await gateway.listen()).url).port));
