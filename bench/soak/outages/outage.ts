import { join } from 'node:path';
import { StartedProgram } from '../../program/started-program.ts';
import type { Census } from '../census.ts';

/** What one outage came to. */
export interface OutageResult {
  /** By what is counted or measured, with the unit in the name. */
  readonly figures: Readonly<Record<string, number>>;
  /** Promises that were broken, in words. */
  readonly broken: readonly string[];
}

/** A gateway that is under load. */
export interface LoadedGateway {
  readonly port: number;
  stop(): Promise<unknown>;
  /** What its process holds; absent where it shares that with the load. */
  census?(): Promise<Census>;
}

/** How an outage is run. */
export interface OutageSettings {
  /** How long the load lasts, more or less. */
  readonly seconds: number;
  /** Starts a gateway whose upstream has these options. @default in a process of its own, from `dist` */
  readonly start?: (pool: object) => Promise<LoadedGateway>;
}

/** Something goes wrong under load, and what is promised of it. */
export type Outage = (settings: OutageSettings) => Promise<OutageResult>;

/** Starts a gateway in a process of its own. */
export async function startGateway(pool: object): Promise<LoadedGateway> {
  const program = { name: 'outage', file: 'paramap-outage', title: 'serve' };
  const started = await StartedProgram.start(program, {
    upstream: 'http://127.0.0.1:9',
    flags: ['--expose-gc', '--import', join(import.meta.dirname, '..', 'report-census.ts')],
    env: { BENCH_POOL: JSON.stringify(pool) },
  });
  return { port: started.port, stop: () => started.stop(), census: () => started.ask<Census>('census') };
}

/** The sentences whose condition does not hold. */
export const brokenOf = (promises: readonly (readonly [holds: boolean, otherwise: string])[]): readonly string[] =>
  promises.filter(([holds]) => !holds).map(([, otherwise]) => otherwise);
