import { type ChildProcess, spawn } from 'node:child_process';
import { join } from 'node:path';
import { pinned } from '../measure/pinning.ts';
import { type Program, programFile } from './programs.ts';
import type { Usage } from './usage.ts';

const preload = join(import.meta.dirname, 'report-usage.ts');

export interface StartOptions {
  /** Origin of the upstream. */
  readonly upstream: string;
  /** Flags for Node, such as those of a profile. */
  readonly flags?: readonly string[];
  /** Whether it is one process on the gateways' core, or several on all that are left. @default 'gateway' */
  readonly role?: 'gateway' | 'gateways';
  /** Further variables of its environment. */
  readonly env?: Readonly<Record<string, string>>;
}

/** A program that runs and listens, on the gateways' core. */
export class StartedProgram {
  readonly program: Program;
  readonly port: number;
  readonly #process: ChildProcess;

  private constructor(program: Program, port: number, process: ChildProcess) {
    this.program = program;
    this.port = port;
    this.#process = process;
  }

  static async start(
    program: Program,
    { upstream, flags = [], role = 'gateway', env = {} }: StartOptions,
  ): Promise<StartedProgram> {
    const command = pinned(role, [process.execPath, ...flags, '--import', preload, programFile(program)]);
    const [file = '', ...words] = command;
    const child = spawn(file, words, {
      stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
      env: {
        ...process.env,
        NODE_ENV: 'production',
        NODE_NO_WARNINGS: '1',
        BENCH_UPSTREAM: upstream,
        ...(program.build !== undefined && { BENCH_PARAMAP: program.build }),
        ...env,
      },
    });
    return new StartedProgram(program, await announcedPort(child, program), child);
  }

  /** What its process has used so far. */
  usage(): Promise<Usage> {
    return this.ask('usage');
  }

  /** Asks what is loaded into the program for this word. One question at a time. */
  ask<T>(question: string): Promise<T> {
    return new Promise((resolve, reject) => {
      this.#process.once('message', (message) => resolve(message as T));
      this.#process.send(question, (error) => {
        if (error !== null) reject(new Error(`${this.program.name} has ended`));
      });
    });
  }

  stop(): Promise<void> {
    return new Promise((resolve) => {
      if (this.#process.exitCode !== null || this.#process.signalCode !== null) return resolve();
      this.#process.once('exit', () => resolve());
      this.#process.send('end');
    });
  }
}

function announcedPort(child: ChildProcess, { name }: Program): Promise<number> {
  return new Promise((resolve, reject) => {
    let text = '';
    child.stdout?.on('data', (chunk: Buffer) => {
      text += chunk.toString();
      const port = /listening on http:\/\/127\.0\.0\.1:(\d+)/.exec(text)?.[1];
      if (port !== undefined) resolve(Number(port));
    });
    child.once('exit', (code) => reject(new Error(`${name} ended with ${code} before it listened`)));
    child.once('error', reject);
  });
}
