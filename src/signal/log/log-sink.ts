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
/** How long a line waits for others that are written with it, in milliseconds. */
const batchMs = 50;

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
  #stream: sonicBoom.SonicBoom;
  readonly #to: Parameters<typeof openLogSink>[0];
  readonly #warn: (words: string) => void;
  #hasFailed = false;
  /** Whether there is something to write to, or will be: without it the library would throw. */
  #state: 'opening' | 'open' | 'away' = 'opening';
  /** Lines that came before it was open. */
  #waiting = 0;
  #batch = '';
  #timer: NodeJS.Timeout | undefined;
  #retry: NodeJS.Timeout | undefined;
  #closed: Promise<void> | undefined;

  constructor(to: Parameters<typeof openLogSink>[0], warn: (words: string) => void) {
    this.#warn = warn;
    this.#to = to;
    this.#stream = this.#open();
  }

  #open(): sonicBoom.SonicBoom {
    const to = this.#to;
    this.#state = 'opening';
    this.#waiting = 0;
    const stream = new sonicBoom.SonicBoom({
      ...('file' in to ? { dest: to.file, mkdir: true, mode: 0o640 } : { fd: to.descriptor }),
      sync: false,
      maxLength: queueBytes,
      maxWrite: writeBytes,
    });
    stream.on('drop', (batch: string) => {
      this.dropped += linesIn(batch);
    });
    stream.on('ready', () => {
      this.#state = 'open';
    });
    stream.on('write', () => {
      this.#hasFailed = false;
    });
    stream.on('error', (error: Error) => this.#failed(error));
    return stream;
  }

  write(line: string): void {
    if (this.#closed !== undefined || this.#state === 'away') {
      this.dropped += 1;
      return;
    }
    if (this.#batch.length + line.length > writeBytes) this.#flush();
    this.#batch += line;
    this.#timer ??= setTimeout(() => this.#flush(), batchMs);
  }

  /** Each write is a task for another thread, which costs more than the line. */
  #flush(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    const batch = this.#batch;
    this.#batch = '';
    if (batch === '') return;
    if (this.#state === 'away') this.dropped += linesIn(batch);
    else {
      if (this.#state === 'opening') this.#waiting += linesIn(batch);
      this.#stream.write(batch);
    }
  }

  reopen(): void {
    if (this.#closed !== undefined || !('file' in this.#to)) return;
    this.#flush();
    // One that never had its file cannot be opened again; what waited in it is lost.
    if (this.#state === 'away') this.#stream = this.#open();
    else this.#stream.reopen();
  }

  close(): Promise<void> {
    if (this.#closed === undefined) this.#flush();
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
      if (this.#state === 'away') end();
      else this.#stream.end();
    });
  }

  #failed(error: Error): void {
    if (!this.#hasFailed) this.#warn(`the call log cannot be written: ${error.message}`);
    this.#hasFailed = true;
    if (this.#state === 'opening') {
      this.#state = 'away';
      this.dropped += this.#waiting;
    }
    if (this.#retry !== undefined) return;
    this.#retry = setTimeout(() => {
      this.#retry = undefined;
      this.reopen();
    }, retryMs).unref();
  }
}

const linesIn = (batch: string): number => batch.split('\n').length - 1;
