/*
 * The soak: one gateway, many requests of all kinds, and what its process holds between them. Fails where it grows.
 * README.md tells what is sent and which bounds hold.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { describeMachine, readVersions } from '../measure/machine.ts';
import { buildParamap } from '../requirements.ts';
import { runOutages } from './outages/run-outages.ts';
import { type Form, soak, type SoakResult } from './soak.ts';
import type { SoakResults } from './soak-results.ts';

const helpText = `npm run soak                         each form for 2 minutes
  --minutes 10                       for so long
  --requests 1000000                 for so many requests, however long they take
  --form serve                       one form alone: serve, mounted
npm run soak -- --faults             outages under load, in place of the mixture: killed and slow targets, callers that leave
  --seconds 10                       for so long each
  killed-one slowed                  these alone
`;

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    help: { type: 'boolean', short: 'h' },
    minutes: { type: 'string' },
    requests: { type: 'string' },
    form: { type: 'string' },
    faults: { type: 'boolean' },
    seconds: { type: 'string' },
  },
});

if (values.help === true) console.log(helpText);
else if (values.faults === true) {
  buildParamap();
  await runOutages(positionals, Number(values.seconds ?? 10));
} else await run();

async function run(): Promise<void> {
  const requests = Number(values.requests ?? 400_000);
  const minutes = Number(values.minutes ?? (values.requests === undefined ? 2 : Number.POSITIVE_INFINITY));
  const forms: readonly Form[] =
    values.form === 'serve' || values.form === 'mounted' ? [values.form] : ['serve', 'mounted'];
  if (!(requests > 0) || !(minutes > 0)) throw new Error('--requests and --minutes are numbers above 0');
  buildParamap();
  const machine = describeMachine('gateway and load on a core each where that is possible');
  const results: SoakResult[] = [];
  for (const form of forms) {
    console.error(`soaking paramap, ${form} ...`);
    results.push(await soak({ form, requests, minutes }));
  }
  write({ format: 1, startedAt: new Date().toISOString(), machine, versions: readVersions(), results });
  for (const result of results) tell(result);
}

function tell({ form, requests, seconds, growth, surprises, counts }: SoakResult): void {
  console.log(`\n${form}: ${requests} requests in ${seconds} s\n`);
  for (const [what, count] of Object.entries(counts)) console.log(`${String(count).padStart(9)}  ${what}`);
  console.log('\nGrowth for each 100,000 requests after the warm-up (bound):');
  for (const { what, perHundredThousand, bound, holds } of growth) {
    console.log(`${String(perHundredThousand).padStart(9)}  ${what} (${bound})${holds ? '' : '  GREW'}`);
  }
  for (const surprise of surprises) console.log(`not as it must be: ${surprise}`);
  // In a shorter run the slopes are those of the warm-up.
  const isLong = requests >= 50_000;
  if (surprises.length > 0 || (isLong && growth.some(({ holds }) => !holds))) process.exitCode = 1;
}

/** Whole runs are kept in the repository, short ones stay here. */
function write(soaked: SoakResults): void {
  const folder = join(import.meta.dirname, '..', 'results');
  const isWhole = soaked.results.length === 2 && soaked.results.every(({ requests }) => requests >= 1_000_000);
  const name = `${soaked.startedAt.slice(0, 10)}-soak${isWhole ? '' : '.local'}.json`;
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, name), `${JSON.stringify(soaked, null, 1)}\n`);
  console.log(`\nWritten to bench/results/${name}`);
}
