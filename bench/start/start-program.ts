import { type ChildProcess, spawn } from 'node:child_process';
import { join } from 'node:path';

/** What a process uses: bytes, and microseconds of CPU time since it began. */
export interface Usage {
  readonly rss: number;
  readonly heapUsed: number;
  readonly heapTotal: number;
  readonly cpu: number;
}

/** A gateway or an app in a process of its own, from its start. */
export interface Started {
  readonly url: string;
  /** From the start of the process until it listens. */
  readonly listeningMs: number;
  /** With `collect` after a full collection of garbage. */
  usage(collect: boolean): Promise<Usage>;
  stop(): Promise<void>;
}

const probe = join(import.meta.dirname, 'probe.ts');

/** Starts a program that says `listening on <url>`; `words` are those for Node. */
export async function startProgram(words: readonly string[], folder: string): Promise<Started> {
  const began = performance.now();
  const child = spawn(process.execPath, ['--expose-gc', '--import', probe, ...words], {
    cwd: folder,
    stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
    env: { ...process.env, NODE_ENV: 'production', NODE_NO_WARNINGS: '1' },
  });
  const url = await announcedUrl(child);
  return {
    url,
    listeningMs: performance.now() - began,
    usage: (collect) =>
      new Promise((resolve, reject) => {
        child.once('message', (usage: Usage) => resolve(usage));
        child.send(collect ? 'collect' : 'usage', (error) => error !== null && reject(error));
      }),
    stop: () =>
      new Promise((resolve) => {
        child.once('exit', () => resolve());
        child.kill('SIGKILL');
      }),
  };
}

function announcedUrl(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let text = '';
    child.stdout?.on('data', (chunk: Buffer) => {
      text += chunk.toString();
      const url = /listening on (http:\S+)/.exec(text)?.[1];
      if (url !== undefined) resolve(url);
    });
    child.once('exit', (code) => reject(new Error(`the program ended with ${code} before it listened`)));
  });
}
