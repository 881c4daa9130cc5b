/* paramap serve with one operation, of whose answer it declares what the environment asks for. */
import { answerVariants } from '../features/answer-variants.ts';
import { announcePort, upstreamOrigin } from '../program/announce.ts';
import { loadParamap } from '../program/load-paramap.ts';

const variant = answerVariants.find(({ name }) => name === process.env['BENCH_VARIANT']);
if (variant === undefined) throw new Error('BENCH_VARIANT names no variant');

const { createGateway } = await loadParamap();

const gateway = createGateway({
  contracts: {
    title: 'Answers',
    version: '1.0.0',
    upstream: { name: 'bench' },
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
});

announcePort(Number(new URL((await gateway.listen()).url).port));
