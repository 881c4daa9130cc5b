import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import type { Contract } from '../../contract/contract.ts';
import type { Finding } from '../../contract/finding.ts';
import { areUnchanged, contentOf, type FileStates } from './file-state.ts';
import type { ShownNote } from './shown-note.ts';
import type { VerdictReport } from './verdict-report.ts';

/** What a check of one contract gave. */
export interface CachedVerdicts {
  readonly reports: readonly VerdictReport[];
  readonly findings: readonly Finding[];
  readonly notes: readonly ShownNote[];
  /** What the backends say of themselves, in the files that are named and those that these refer to. */
  readonly files: FileStates;
}

/** What the verdicts of a contract depend on beside it. */
export interface KeySource {
  readonly root: string;
  /** Absolute paths of all files that are no contracts. */
  readonly referred: readonly string[];
  /** As they are written; functions are not among what is compared. */
  readonly options: Readonly<Record<string, unknown>>;
}

/** Verdicts of earlier checks, by the content of all files that they depend on. Written to `folder`; `undefined`: none. */
export class VerdictCache {
  readonly #folder: string | undefined;
  readonly #salt: string;

  /** `salt`: whatever else a verdict depends on, such as the version of this program. */
  constructor(folder: string | undefined, salt: string) {
    this.#folder = folder;
    this.#salt = salt;
  }

  /** The key of a contract: of its own text, of the files that it may refer to, of what its upstreams say, and of the options. */
  keyOf({ file, operations }: Contract, { root, referred, options }: KeySource): string {
    const hash = createHash('sha256').update(JSON.stringify([this.#salt, file, root, options]));
    const described = operations.flatMap(({ upstream: { expects } }) =>
      expects?.kind === 'openapi' ? [resolve(root, dirname(file), expects.path)] : [],
    );
    const paths = [resolve(root, file), ...referred, ...new Set(described)];
    for (const path of paths) hash.update(`\0${path}\0`).update(contentOf(path));
    return hash.digest('hex').slice(0, 32);
  }

  read(key: string): CachedVerdicts | undefined {
    if (this.#folder === undefined) return undefined;
    try {
      const value: unknown = JSON.parse(readFileSync(join(this.#folder, `${key}.json`), 'utf8'));
      return isCached(value) && areUnchanged(value.files) ? value : undefined;
    } catch {
      return undefined;
    }
  }

  /** A folder that cannot be written to only costs time. */
  write(key: string, verdicts: CachedVerdicts): void {
    if (this.#folder === undefined) return;
    try {
      mkdirSync(this.#folder, { recursive: true });
      writeFileSync(join(this.#folder, `${key}.json`), JSON.stringify(verdicts));
    } catch {
      // The next check computes them again.
    }
  }
}

const isCached = (value: unknown): value is CachedVerdicts =>
  typeof value === 'object' &&
  value !== null &&
  'reports' in value &&
  Array.isArray(value.reports) &&
  'findings' in value &&
  'notes' in value &&
  'files' in value;
