import sonicBoom from 'sonic-boom';

/** Takes lines, and never makes a request wait. */
export interface LogSink {
  /** A line with its line break. */
  write(line: string): void;
  /** How many lines were left out, because what takes them was too slow, or failed. */
  readonly dropped: number;
  /** Opens the file anew, as after it was renamed to make room for another. */
  reopen(): void;
  /** Resolves when everything is written, or cannot be. */
  close(): Promise<void>;
}

/** What may wait to be written, in bytes; beyond it lines are dropped and counted. */
const queueBytes = 1_048_576;
/** Whole lines in each, so that those of several processes stay whole in a pipe. */
const writeBytes = 4096;
/** How long until a file that failed is tried again, in milliseconds. */
const retryMs = 5000;
const closeMs = 2000;

/**
 * Opens what lines are written to.
 *
 * In:  a file, which is made with its folder where it is not there, or a descriptor. `warn` is told in words when it fails for the
 *      first time, and again after it worked in between.
 */
export function openLogSink(
  to: { readonly file: string } | { readonly descriptor: number },
  warn: (words: string) => void,
): LogSink {
  return new FileSink(to, warn);
}

class FileSink implements LogSink {
  dropped = 0;
  readonly #stream: sonicBoom.SonicBoom;
  readonly #file: string | undefined;
  readonly #warn: (words: string) => void;
  #hasFailed = false;
  #retry: NodeJS.Timeout | undefined;
  #closed: Promise<void> | undefined;

  constructor(to: Parameters<typeof openLogSink>[0], warn: (words: string) => void) {
    this.#warn = warn;
    this.#file = 'file' in to ? to.file : undefined;
    this.#stream = new sonicBoom.SonicBoom({
      ...('file' in to ? { dest: to.file, mkdir: true, mode: 0o640 } : { fd: to.descriptor }),
      sync: false,
      maxLength: queueBytes,
      maxWrite: writeBytes,
    });
    this.#stream.on('drop', () => {
      this.dropped += 1;
    });
    this.#stream.on('write', () => {
      this.#hasFailed = false;
    });
    this.#stream.on('error', (error: Error) => this.#failed(error));
  }

  write(line: string): void {
    if (this.#closed === undefined) this.#stream.write(line);
    else this.dropped += 1;
  }

  reopen(): void {
    if (this.#file !== undefined) this.#stream.reopen();
  }

  close(): Promise<void> {
    this.#closed ??= this.#end();
    return this.#closed;
  }

  #end(): Promise<void> {
    clearTimeout(this.#retry);
    return new Promise((resolve) => {
      // What takes no bytes any more would keep the process for ever.
      const patience = setTimeout(() => {
        this.#stream.destroy();
        resolve();
      }, closeMs);
      const end = (): void => {
        clearTimeout(patience);
        resolve();
      };
      this.#stream.once('close', end).once('error', end);
      this.#stream.end();
    });
  }

  #failed(error: Error): void {
    if (!this.#hasFailed) this.#warn(`the call log cannot be written: ${error.message}`);
    this.#hasFailed = true;
    if (this.#file === undefined || this.#retry !== undefined) return;
    this.#retry = setTimeout(() => {
      this.#retry = undefined;
      this.#stream.reopen();
    }, retryMs).unref();
  }
}
