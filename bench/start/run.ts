/*
 * What a large set of contracts costs: until it listens, in memory, at the first request of an operation, and for each request
 * after that. `npm run bench:start`, from the build in `dist`; `-- --operations 3000 --build ../before/dist`.
 */
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import http from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { closeLocally, listenLocally } from '../load/local-server.ts';
import { median } from '../measure/statistics.ts';
import { type ContractSet, generateContracts, writeContracts } from './contract-set/contract-set.ts';
import { Caller, cpuPerRequest } from './requests.ts';
import { type Started, startProgram } from './start-program.ts';

const { values } = parseArgs({
  options: {
    operations: { type: 'string', default: '1000' },
    build: { type: 'string', default: join(import.meta.dirname, '..', '..', 'dist') },
    rounds: { type: 'string', default: '5' },
  },
});
const rounds = Number(values.rounds);
const root = mkdtempSync(join(tmpdir(), 'paramap-start-'));
const upstream = http.createServer((req, res) => {
  req.resume();
  req.on('end', () => res.writeHead(200, { 'content-type': 'text/plain' }).end('done'));
});
const upstreamUrl = await listenLocally(upstream);

const mebibytes = (bytes: number): string => `${(bytes / 2 ** 20).toFixed(0)} MiB`;
const milliseconds = (ms: number): string => `${ms.toFixed(1)} ms`;

try {
  for (const count of [1, Number(values.operations)]) {
    const { folder } = prepare(count);
    for (const [name, words] of programs(folder)) await tellStart(`${name}, ${count} operations`, words, folder);
  }
  await tellFirstRequests(Number(values.operations));
  await tellRatio(Number(values.operations));
} finally {
  closeLocally(upstream);
  rmSync(root, { recursive: true, force: true });
}

function prepare(count: number): { folder: string; set: ContractSet } {
  const folder = join(root, String(count));
  const set = generateContracts(count);
  mkdirSync(folder, { recursive: true });
  writeContracts(set, folder);
  return { folder, set };
}

function programs(folder: string): [name: string, words: string[]][] {
  const contracts = join(folder, '*.contract.json');
  const serve = ['serve', '--contracts', contracts, '--upstream', `backend=${upstreamUrl}`, '--port', '0'];
  const app = join(import.meta.dirname, 'express-app.ts');
  return [
    ['paramap serve', [join(values.build, 'cli', 'bin.js'), ...serve]],
    ['Express app', [app, values.build, contracts, upstreamUrl]],
  ];
}

async function tellStart(title: string, words: readonly string[], folder: string): Promise<void> {
  const runs = [];
  for (let round = 0; round < rounds; round += 1) {
    const program = await startProgram(words, folder);
    const usage = await program.usage(false);
    const collected = await program.usage(true);
    runs.push({ ms: program.listeningMs, usage, collected });
    await program.stop();
  }
  console.log(title);
  console.log(`  listens after        ${milliseconds(median(runs.map(({ ms }) => ms)))}`);
  console.log(`  CPU time until then  ${milliseconds(median(runs.map(({ usage }) => usage.cpu)) / 1000)}`);
  console.log(`  resident             ${mebibytes(median(runs.map(({ usage }) => usage.rss)))}`);
  console.log(`  held on the heap     ${mebibytes(median(runs.map(({ collected }) => collected.heapUsed)))}`);
}

async function started(folder: string): Promise<Started> {
  const [first] = programs(folder);
  if (first === undefined) throw new Error('there is no program');
  return startProgram(first[1], folder);
}

/** Of operations that idle time has not come to: it begins with the first of a set. */
async function tellFirstRequests(count: number): Promise<void> {
  const { folder, set } = prepare(count);
  const program = await started(folder);
  const caller = new Caller(program.url);
  const firsts: number[] = [];
  const seconds: number[] = [];
  for (const { request } of set.operations.slice(-300)) {
    firsts.push(await caller.send(request));
    seconds.push(await caller.send(request));
  }
  const at = (list: readonly number[], share: number): string =>
    milliseconds(list.toSorted((left, right) => left - right)[Math.floor(list.length * share)] ?? 0);
  console.log(`First request of ${firsts.length} operations, from outside`);
  console.log(`  first   median ${at(firsts, 0.5)}, 90 % ${at(firsts, 0.9)}, 99 % ${at(firsts, 0.99)}`);
  console.log(`  second  median ${at(seconds, 0.5)}, 90 % ${at(seconds, 0.9)}, 99 % ${at(seconds, 0.99)}`);
  console.log(`  resident after them ${mebibytes((await program.usage(false)).rss)}`);
  caller.close();
  await program.stop();
}

/** The same operation, alone and as one of many: rounds in turn, the ratio formed in each. */
async function tellRatio(count: number): Promise<void> {
  const one = prepare(1);
  const [operation] = one.set.operations;
  if (operation === undefined) throw new Error('there is no operation');
  const alone = await started(one.folder);
  const among = await started(prepare(count).folder);
  for (const program of [alone, among]) await cpuPerRequest(program, operation.request, 5000);
  const ratios: number[] = [];
  for (let round = 0; round < 2 * rounds; round += 1) {
    const left = await cpuPerRequest(alone, operation.request, 2000);
    const right = await cpuPerRequest(among, operation.request, 2000);
    ratios.push(right / left);
  }
  const [least, most] = [Math.min(...ratios), Math.max(...ratios)];
  console.log(`CPU time of a request among ${count} operations : alone`);
  console.log(`  ${median(ratios).toFixed(2)} (${least.toFixed(2)}-${most.toFixed(2)})`);
  await Promise.all([alone.stop(), among.stop()]);
}
