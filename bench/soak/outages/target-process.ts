import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';

/** A target in a process of its own. */
export class TargetProcess {
  readonly #file: string;
  #process: ChildProcess;
  readonly port: number;

  private constructor(process: ChildProcess, port: number, file: string) {
    this.#process = process;
    this.port = port;
    this.#file = file;
  }

  /** In:  the file to which it adds the names of the POSTs that arrive. */
  static async start(file: string): Promise<TargetProcess> {
    const { process, port } = await started(0, file);
    return new TargetProcess(process, port, file);
  }

  get url(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  /** Ends it without a word, as a crash does. */
  async kill(): Promise<void> {
    const ended = once(this.#process, 'exit');
    this.#process.kill('SIGKILL');
    await ended;
  }

  /** Starts it anew on its port; resolves when it listens. */
  async restart(): Promise<void> {
    this.#process = (await started(this.port, this.#file)).process;
  }
}

async function started(port: number, file: string): Promise<{ process: ChildProcess; port: number }> {
  const process = fork(join(import.meta.dirname, 'target.ts'), [String(port), file], { execArgv: [] });
  const [told] = (await once(process, 'message')) as [number];
  return { process, port: told };
}
