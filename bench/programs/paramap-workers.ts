/* The command `paramap serve --workers N`, the workers included in what is told of its CPU time. */
import cluster from 'node:cluster';
import { upstreamOrigin } from '../program/announce.ts';
import { benchContract, loadCommand } from '../program/load-paramap.ts';
import { usageOfFamily, usageSource } from '../program/usage.ts';

if (cluster.isPrimary) usageSource.read = usageOfFamily;
const workers = process.env['BENCH_WORKERS'] ?? '1';
const words = [
  '--contracts',
  benchContract,
  '--upstream',
  `bench=${upstreamOrigin}`,
  '--port',
  '0',
  '--workers',
  workers,
];
process.argv.splice(2, process.argv.length, 'serve', ...words);
await loadCommand();
