import { readFileSync, statSync } from 'node:fs';

/** How often a file is looked at, at most, in milliseconds. */
const lookEveryMs = 1000;
/** No secret is longer; a larger file is none. In bytes. */
const mostBytes = 65_536;

/** Of a file, what changes when it does: it is replaced, linked elsewhere, or written. */
type Stamp = string;

/**
 * A secret in a file, which is read again when the file has changed, so that it is rotated without a restart.
 *
 * A file that is gone, empty or unusable for a moment changes nothing: the last secret that was good stays, and a process
 * warning (`secret-file`) says so, once for each state of the file. Line ends at the end do not belong to the secret.
 */
export class SecretFile {
  readonly path: string;
  readonly #accept: (text: string) => string | undefined;
  readonly #now: () => number;
  #text: string;
  #stamp: Stamp | undefined;
  #lookedMs: number;

  private constructor(
    path: string,
    start: { text: string; stamp: Stamp },
    parts: Pick<SecretFileParts, 'accept' | 'now'>,
  ) {
    this.path = path;
    this.#accept = parts.accept ?? ((text) => text);
    this.#now = parts.now ?? Date.now;
    this.#text = start.text;
    this.#stamp = start.stamp;
    this.#lookedMs = this.#now();
  }

  /** Reads it for the first time. Out: `undefined` where there is no file, or none that `accept` takes. */
  static open(path: string, parts: SecretFileParts = {}): SecretFile | undefined {
    const stamp = stampOf(path);
    const raw = stamp === undefined ? undefined : readSecret(path);
    const text = raw === undefined ? undefined : (parts.accept ?? ((same: string) => same))(raw);
    return stamp === undefined || text === undefined ? undefined : new SecretFile(path, { text, stamp }, parts);
  }

  /** The secret as it is now. Looks at the file once a second at most. */
  get text(): string {
    const now = this.#now();
    const sinceMs = now - this.#lookedMs;
    // A clock that was set back must not keep a rotated secret out.
    if (sinceMs >= 0 && sinceMs < lookEveryMs) return this.#text;
    this.#lookedMs = now;
    const stamp = stampOf(this.path);
    if (stamp === this.#stamp) return this.#text;
    this.#stamp = stamp;
    const raw = stamp === undefined ? undefined : readSecret(this.path);
    const text = raw === undefined ? undefined : this.#accept(raw);
    if (text === undefined) warn(this.path);
    else this.#text = text;
    return this.#text;
  }
}

/** What is needed beside the path. */
export interface SecretFileParts {
  /** Makes of a file's text what is used; `undefined` for text that cannot be. */
  readonly accept?: (text: string) => string | undefined;
  /** Milliseconds. @default Date.now */
  readonly now?: () => number;
}

function stampOf(path: string): Stamp | undefined {
  try {
    const stats = statSync(path, { bigint: true });
    if (!stats.isFile() || stats.size > mostBytes) return undefined;
    return `${stats.dev}.${stats.ino}.${stats.size}.${stats.mtimeNs}.${stats.ctimeNs}`;
  } catch {
    // It is not there, or nobody lets us look.
    return undefined;
  }
}

function readSecret(path: string): string | undefined {
  try {
    const text = readFileSync(path, 'utf8').replace(/[\r\n]+$/, '');
    return text === '' ? undefined : text;
  } catch {
    return undefined;
  }
}

function warn(path: string): void {
  process.emitWarning(`the secret in ${path} cannot be used as it is now; the one before stays in use`, {
    type: 'ParamapWarning',
    code: 'secret-file',
  });
}
