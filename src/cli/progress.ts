import { printable } from '../problem/printable.ts';

/** Where progress is shown: standard error, or what a test gives in place of it. */
export interface ProgressStream {
  readonly isTTY?: boolean;
  readonly columns?: number;
  write(text: string): unknown;
}

/** A count that changes faster than this is not read by anybody; in milliseconds. */
const leastMs = 80;

/** From here on it is told how long the rest may take; in milliseconds. */
const patienceMs = 3000;

/**
 * Shows on one line of a terminal how far long work is, and takes it away before anything else is written. In a pipe, a
 * file and a terminal that cannot erase (`TERM=dumb`) nothing is shown.
 */
export class Progress {
  readonly #stream: ProgressStream;
  readonly #shows: boolean;
  readonly #now: () => number;
  /** What was shown, without its numbers. */
  #words = '';
  #begun = 0;
  #last = 0;
  #isShown = false;

  constructor(stream: ProgressStream, { term, now = () => performance.now() }: ProgressParts = {}) {
    this.#stream = stream;
    this.#shows = stream.isTTY === true && term !== 'dumb';
    this.#now = now;
  }

  /** In: `120 of 2500 rules broken`, in place of what was shown before; `''` takes it away. A count that comes too soon is left out. */
  show(text: string): void {
    if (!this.#shows) return;
    if (text === '') {
      this.clear();
      this.#words = '';
      return;
    }
    const now = this.#now();
    const words = text.replaceAll(/\d+/g, '');
    if (words === this.#words && now - this.#last < leastMs) return;
    // `3 of 40 operations: findUsers` is the same work as the one before it.
    if (words.split(':')[0] !== this.#words.split(':')[0]) this.#begun = now;
    this.#words = words;
    this.#last = now;
    this.#isShown = true;
    // Names come from files, which may be anybody's.
    const line = printable(`${text}${leftText(text, now - this.#begun)}`);
    // A line that is wider than the terminal would be two, of which one stays. One that does not know its width says 0.
    const { columns = 0 } = this.#stream;
    this.#stream.write(`\r\u001b[K${line.slice(0, (columns > 0 ? columns : 80) - 1)}`);
  }

  /** Takes the line away, if there is one. */
  clear(): void {
    if (this.#isShown) this.#stream.write('\r\u001b[K');
    this.#isShown = false;
  }
}

interface ProgressParts {
  /** The variable `TERM`. */
  readonly term?: string | undefined;
  /** A clock in milliseconds, for tests. */
  readonly now?: () => number;
}

/** `, about 40 s left`, where the work counts and has gone on for a while. */
function leftText(text: string, elapsedMs: number): string {
  const [, done, total] = /(\d+) of (\d+)/.exec(text) ?? [];
  if (done === undefined || total === undefined || Number(done) === 0 || elapsedMs < patienceMs) return '';
  const seconds = Math.ceil((elapsedMs / Number(done)) * (Number(total) - Number(done)) * 0.001);
  if (seconds === 0) return '';
  return seconds < 90 ? `, about ${seconds} s left` : `, about ${Math.round(seconds / 60)} min left`;
}
