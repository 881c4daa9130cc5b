import { setTimeout as sleep } from 'node:timers/promises';
import type { Plan } from '../measure/plan.ts';
import { ratios, rounded, type Summary, summarize } from '../measure/statistics.ts';
import { type Program, programs } from '../program/programs.ts';
import { StartedProgram } from '../program/started-program.ts';
import { LargeReader } from './large-reader.ts';
import { LargeUpstream } from './large-upstream.ts';

/** Large answers, streamed through a gateway. */
export interface StreamResult {
  readonly name: string;
  readonly title: string;
  /** CPU time for an answer of 1 MiB, in microseconds. */
  readonly mebibyteUs: Summary;
  /** To bare undici ("limit") in the same round. */
  readonly ratio: Summary;
  /** Seconds for one answer of 1 GiB. */
  readonly gibibyteSeconds: number;
  /** CPU time for it, in milliseconds. */
  readonly gibibyteCpuMs: number;
  /** By how many MiB resident memory grew at most while it passed. */
  readonly grewMiB: number;
}

const mebibyte = 2 ** 20;
const reference = 'limit';
const measured = [reference, 'by-hand', 'paramap-serve', 'paramap-express', 'by-hand-hpm4'];
const answersInRound = 100;

/** Streams answers of 1 MiB in rounds, all programs in turn, and then one of 1 GiB through each. */
export async function measureStreams({ rounds }: Plan): Promise<StreamResult[]> {
  const upstream = new LargeUpstream();
  const started: StartedProgram[] = [];
  try {
    const origin = await upstream.listen();
    const chosen = measured.flatMap((name) => programs.filter((program) => program.name === name));
    for (const program of chosen) started.push(await StartedProgram.start(program, { upstream: origin }));
    upstream.contentBytes = mebibyte;
    const taken = await mebibytes(started, rounds);
    upstream.contentBytes = 2 ** 30;
    const references = taken[measured.indexOf(reference)] ?? [];
    const results: StreamResult[] = [];
    for (const [index, one] of started.entries()) {
      const own = taken[index] ?? [];
      const parts = { mebibyteUs: summarize(own), ratio: summarize(ratios(own, references)) };
      results.push({ ...nameOf(one.program), ...parts, ...(await gibibyte(one)) });
    }
    return results;
  } finally {
    await Promise.all(started.map((one) => one.stop()));
    upstream.close();
  }
}

const nameOf = ({ name, title }: Program) => ({ name, title });

/** Microseconds of CPU time for an answer of 1 MiB, a figure a round, of each program. */
async function mebibytes(started: readonly StartedProgram[], rounds: number): Promise<number[][]> {
  const taken: number[][] = started.map(() => []);
  // The first two rounds warm up.
  for (let round = -2; round < rounds; round += 1) {
    for (let turn = 0; turn < started.length; turn += 1) {
      const index = (round + 2 + turn) % started.length;
      const one = started[index];
      if (one === undefined) continue;
      const before = await one.usage();
      const reader = new LargeReader(one.port);
      for (let count = 0; count < answersInRound; count += 1) await reader.receive(mebibyte);
      const us = ((await one.usage()).cpuUs - before.cpuUs) / answersInRound;
      reader.close();
      if (round >= 0) taken[index]?.push(us);
    }
  }
  return taken;
}

async function gibibyte(
  one: StartedProgram,
): Promise<Pick<StreamResult, 'gibibyteSeconds' | 'gibibyteCpuMs' | 'grewMiB'>> {
  const before = await one.usage();
  const start = performance.now();
  const reader = new LargeReader(one.port);
  let seconds: number | undefined;
  const received = reader.receive(2 ** 30).finally(() => {
    seconds = (performance.now() - start) / 1000;
  });
  let { rssBytes: mostBytes } = before;
  while (seconds === undefined) {
    await sleep(50);
    mostBytes = Math.max(mostBytes, (await one.usage()).rssBytes);
  }
  await received;
  reader.close();
  const gibibyteCpuMs = rounded(((await one.usage()).cpuUs - before.cpuUs) / 1000);
  return {
    gibibyteSeconds: rounded(seconds),
    gibibyteCpuMs,
    grewMiB: rounded((mostBytes - before.rssBytes) / mebibyte),
  };
}
