import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { FeatureResult } from '../features/feature-result.ts';
import type { InProcessResult } from '../in-process/in-process.ts';
import type { Machine, Versions } from '../measure/machine.ts';
import type { WorkResult } from '../measure/measure-work.ts';
import type { Plan } from '../measure/plan.ts';
import type { SoakResults } from '../soak/soak-results.ts';
import type { SlowResult } from '../slow-upstream/slow-upstream.ts';
import type { StreamResult } from '../streams/streams.ts';
import type { WorkersResult } from '../workers/workers.ts';

/** What one run measured, as it stands in a file of `results/`. Tables and chart are made of it and of nothing else. */
export interface Results {
  readonly format: 1;
  readonly mode: Mode;
  /** ISO 8601, UTC. */
  readonly startedAt: string;
  readonly machine: Machine;
  readonly versions: Versions;
  readonly plan: Plan;
  /** What could not be measured here, and why. */
  leftOut: { readonly what: string; readonly why: string }[];
  parts: PartResults;
}

/** `part`: some programs, work items or parts only. */
export type Mode = 'quick' | 'full' | 'part';

export interface PartResults {
  compare?: readonly WorkResult[];
  inProcess?: readonly InProcessResult[];
  features?: readonly FeatureResult[];
  streams?: readonly StreamResult[];
  slowUpstream?: readonly SlowResult[];
  workers?: readonly WorkersResult[];
}

const folder = join(import.meta.dirname, '..', 'results');

/** Writes the file, again after each part. Only whole runs are kept in the repository. Out: its path in `bench/`. */
export function writeResults(results: Results): string {
  const name = `${results.startedAt.slice(0, 10)}-${results.mode}${results.mode === 'full' ? '' : '.local'}.json`;
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, name), `${JSON.stringify(results, null, 1)}\n`);
  return join('results', name);
}

/** Everything that documents are made of. */
export interface Reported {
  readonly results: Results;
  /** The newest whole soak; `undefined`: there was none. */
  readonly soak: SoakResults | undefined;
}

/** Reads the newest files; of results the one that is named. Fails: throws where there is no full run, or of another format. */
export function readReported(file?: string): Reported {
  const path = file ?? newest('-full.json');
  if (path === undefined) throw new Error('There are no results of a full run yet: npm run bench -- --full');
  const soakPath = newest('-soak.json');
  const soak = soakPath === undefined ? undefined : read<SoakResults>(soakPath);
  return { results: read<Results>(path), soak };
}

function read<T extends { readonly format: 1 }>(file: string): T {
  const parsed: T = JSON.parse(readFileSync(file, 'utf8'));
  if (parsed.format !== 1) throw new Error(`${file} is of another version of the benchmark`);
  return parsed;
}

function newest(ending: string): string | undefined {
  const names = readdirSync(folder).filter((one) => one.endsWith(ending));
  const [name] = names.sort().reverse();
  return name === undefined ? undefined : join(folder, name);
}
