import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Load } from '../load/load.ts';
import { requestBytes } from '../load/request-text.ts';
import { Upstream } from '../load/upstream.ts';
import { pinLoad } from '../measure/pinning.ts';
import type { Program } from '../program/programs.ts';
import { StartedProgram } from '../program/started-program.ts';
import type { WorkItem } from '../work/work-item.ts';
import { type CpuProfile, selfTimes } from './self-times.ts';

const loadMs = 10_000;
const shownFunctions = 45;

/** Runs one program under load with V8's sampling profiler and prints where its time went. */
export async function profile(program: Program, item: WorkItem): Promise<void> {
  pinLoad();
  const folder = mkdtempSync(join(tmpdir(), 'paramap-profile-'));
  const upstream = new Upstream();
  try {
    const origin = await upstream.listen();
    const flags = ['--cpu-prof', `--cpu-prof-dir=${folder}`, '--cpu-prof-interval=500'];
    const started = await StartedProgram.start(program, { upstream: origin, flags });
    const status = item.expected.kind === 'forwarded' ? 200 : 400;
    const request = requestBytes(item.request, started.port);
    const load = new Load({ port: started.port, request, status, connections: 32 });
    await load.run(loadMs);
    load.close();
    await started.stop();
    print(readProfile(folder));
  } finally {
    upstream.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Worker threads write profiles of their own; the program's is the largest. */
function readProfile(folder: string): CpuProfile {
  const texts = readdirSync(folder).map((name) => readFileSync(join(folder, name), 'utf8'));
  const [largest = '{}'] = texts.sort((left, right) => right.length - left.length);
  return JSON.parse(largest);
}

function print(measured: CpuProfile): void {
  const { byPart, byFunction } = selfTimes(measured);
  console.log('\nShare of the CPU time by part:');
  for (const [name, share] of byPart) console.log(`${percent(share)}  ${name}`);
  console.log('\nBy function, without what it calls:');
  for (const [name, share] of byFunction.slice(0, shownFunctions)) console.log(`${percent(share)}  ${name}`);
}

const percent = (share: number): string => `${(share * 100).toFixed(1).padStart(5)} %`;
