/* paramap serve with one operation, of which it declares what the environment asks for. */
import { gatewayVariants } from '../features/gateway-variants.ts';
import { announcePort, upstreamOrigin } from '../program/announce.ts';
import { loadParamap } from '../program/load-paramap.ts';

const variant = gatewayVariants.find(({ name }) => name === process.env['BENCH_VARIANT']);
if (variant === undefined) throw new Error('BENCH_VARIANT names no variant');

const { createGateway } = await loadParamap();

const gateway = createGateway({
  contracts: {
    title: 'Variant',
    version: '1.0.0',
    upstream: { name: 'bench' },
    ...variant.contract,
    operations: {
      latestReport: {
        route: 'GET /reports/latest',
        upstream: { route: 'GET /reports/latest' },
        ...variant.operation,
      },
    },
  },
  upstreams: { bench: { targets: [upstreamOrigin] } },
  listen: { port: 0 },
  ...variant.options,
});

announcePort(Number(new URL((await gateway.listen()).url).port));
