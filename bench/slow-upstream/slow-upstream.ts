import { setTimeout as sleep } from 'node:timers/promises';
import { connect } from 'node:net';
import { AnswerReader } from '../load/answer-reader.ts';
import { requestBytes } from '../load/request-text.ts';
import { Upstream } from '../load/upstream.ts';
import type { Plan } from '../measure/plan.ts';
import { quantile, rounded } from '../measure/statistics.ts';
import { type Program, programs } from '../program/programs.ts';
import { StartedProgram } from '../program/started-program.ts';
import { workItem } from '../work/work-items.ts';

/** Many connections to an upstream that takes its time. */
export interface SlowResult {
  readonly name: string;
  readonly title: string;
  /** Of the possible `connections / delay`. */
  readonly perSecond: number;
  readonly possible: number;
  /** Answers of another status, and connections that broke. */
  readonly errors: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
  readonly mostMs: number;
  /** CPU time of the gateway for each request, in microseconds. */
  readonly cpuUs: number;
}

const delayMs = 200;
const connections = 256;
const measured = ['by-hand', 'paramap-serve', 'paramap-express', 'by-hand-hpm4'];

/** Holds 256 connections busy with (b) for some seconds each, the upstream answering after 200 ms. */
export async function measureSlowUpstream({ rounds }: Plan): Promise<SlowResult[]> {
  const seconds = Math.max(4, rounds);
  const server = new Upstream();
  server.delayMs = delayMs;
  const upstream = await server.listen();
  const results: SlowResult[] = [];
  try {
    for (const program of programs.filter(({ name }) => measured.includes(name))) {
      results.push(await measureOne(program, { upstream, seconds }));
    }
  } finally {
    server.close();
  }
  return results;
}

async function measureOne(program: Program, at: { upstream: string; seconds: number }): Promise<SlowResult> {
  const started = await StartedProgram.start(program, { upstream: at.upstream });
  try {
    await keepBusy(started.port, 2);
    const before = await started.usage();
    const { timesMs, errors, elapsedMs } = await keepBusy(started.port, at.seconds);
    const usedUs = (await started.usage()).cpuUs - before.cpuUs;
    return {
      name: program.name,
      title: program.title,
      perSecond: rounded((timesMs.length * 1000) / elapsedMs),
      possible: (connections * 1000) / delayMs,
      errors,
      p50Ms: rounded(quantile(timesMs, 0.5)),
      p99Ms: rounded(quantile(timesMs, 0.99)),
      mostMs: rounded(timesMs.reduce((most, ms) => Math.max(most, ms), 0)),
      cpuUs: rounded(usedUs / timesMs.length),
    };
  } finally {
    await started.stop();
  }
}

interface Busy {
  readonly timesMs: number[];
  errors: number;
  readonly elapsedMs: number;
}

/** All connections ask again as soon as they are answered; one that breaks is counted and opened again. */
async function keepBusy(port: number, seconds: number): Promise<Busy> {
  const start = performance.now();
  const end = start + seconds * 1000;
  const busy = { timesMs: [] as number[], errors: 0 };
  const request = requestBytes(workItem('b').request, port);
  // Not all at once: callers come when they come.
  const one = async (_: unknown, index: number): Promise<void> => {
    await sleep((index * delayMs) / connections);
    while (performance.now() < end) await askUntil({ port, request, end }, busy);
  };
  await Promise.all(Array.from({ length: connections }, one));
  return { ...busy, elapsedMs: performance.now() - start };
}

interface Asked {
  readonly port: number;
  readonly request: Buffer;
  readonly end: number;
}

/** One connection for as long as it holds. */
function askUntil({ port, request, end }: Asked, busy: { timesMs: number[]; errors: number }): Promise<void> {
  return new Promise((resolve) => {
    const reader = new AnswerReader();
    const socket = connect({ port, host: '127.0.0.1', noDelay: true });
    let askedAt = 0;
    const ask = (): void => {
      askedAt = performance.now();
      socket.write(request);
    };
    socket.on('connect', ask);
    socket.on('data', (chunk: Buffer) => {
      const answer = reader.read(chunk);
      if (answer === undefined) return;
      if (answer.status === 200) busy.timesMs.push(performance.now() - askedAt);
      else busy.errors += 1;
      askedAt = 0;
      if (performance.now() < end) ask();
      else socket.destroy();
    });
    socket.on('error', () => undefined);
    socket.on('close', () => {
      if (askedAt > 0) busy.errors += 1;
      resolve();
    });
  });
}
