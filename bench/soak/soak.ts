import { setTimeout as sleep } from 'node:timers/promises';
import type { Program } from '../program/programs.ts';
import { StartedProgram } from '../program/started-program.ts';
import { FaultyUpstream } from './faulty-upstream.ts';
import { type Growth, judgeGrowth, type Sample } from './growth.ts';
import { Mixture } from './mixture.ts';
import type { Census } from './census.ts';
import { join } from 'node:path';

export interface SoakPlan {
  readonly form: Form;
  /** Ends after so many requests, or after so many minutes, whichever is first. */
  readonly requests: number;
  readonly minutes: number;
}

/** How the gateway runs. */
export type Form = 'serve' | 'mounted';

/** What one gateway held over time. */
export interface SoakResult {
  readonly form: Form;
  readonly requests: number;
  readonly seconds: number;
  readonly samples: readonly Sample[];
  readonly growth: readonly Growth[];
  /** Answers by kind and status. */
  readonly counts: Readonly<Record<string, number>>;
  /** Answers that were not as they must be. */
  readonly surprises: readonly string[];
}

const connections = 48;
/** Each stops the gateway for a second or more. */
const mostSamples = 20;

/** Sends the mixture to one gateway and counts, between its parts, what the gateway's process holds. */
export async function soak({ form, requests, minutes }: SoakPlan): Promise<SoakResult> {
  const upstream = new FaultyUpstream();
  const program: Program = { name: `soak ${form}`, file: 'paramap-soak', title: form };
  const started = await StartedProgram.start(program, {
    upstream: await upstream.listen(),
    flags: ['--expose-gc', '--import', join(import.meta.dirname, 'report-census.ts')],
    env: { BENCH_MOUNTED: form === 'mounted' ? 'yes' : 'no' },
  });
  const mixture = new Mixture(started.port, connections);
  const samples: Sample[] = [];
  const start = performance.now();
  const end = start + minutes * 60_000;
  try {
    const step = Math.max(500, Math.ceil(requests / mostSamples));
    for (let sent = 0; sent < requests && performance.now() < end; sent += step) {
      await mixture.run(step);
      samples.push({ requests: sent + step, census: await settledCensus(started) });
      console.error(line(samples.at(-1)));
    }
  } finally {
    mixture.close();
    await started.stop();
    upstream.close();
  }
  return {
    form,
    requests: samples.at(-1)?.requests ?? 0,
    seconds: Math.round((performance.now() - start) / 1000),
    samples,
    growth: judgeGrowth(samples),
    counts: Object.fromEntries([...mixture.counts].sort()),
    surprises: mixture.surprises,
  };
}

/** What callers left is let go when the upstream has answered or run out of time; only then is counted. */
async function settledCensus(started: StartedProgram): Promise<Census> {
  await sleep(500);
  return started.ask<Census>('census');
}

const mebibytes = (bytes: number): string => (bytes / 2 ** 20).toFixed(1).padStart(6);

function line(sample: Sample | undefined): string {
  if (sample === undefined) return '';
  const { heapBytes, externalBytes, rssBytes, sockets, timers, requests, signals, listeners, handles } = sample.census;
  const memory = `heap ${mebibytes(heapBytes)}  buffers ${mebibytes(externalBytes)}  resident ${mebibytes(rssBytes)} MiB`;
  const objects = `sockets ${sockets}  timers ${timers}  requests ${requests}  signals ${signals}`;
  return `${String(sample.requests).padStart(8)}  ${memory}  ${objects}  listeners ${listeners}  handles ${handles}`;
}
