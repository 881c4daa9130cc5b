import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { contractPaths } from '../../contract/load-contracts.ts';
import { isSection } from '../../options/shape.ts';
import type { CheckedContracts } from './find-all.ts';
import { areUnchanged, type FileStates } from './file-state.ts';

/** A whole check, and what it depends on. */
export interface KeptCheck {
  readonly result: CheckedContracts;
  readonly files: FileStates;
  /** The files that each source of contracts meant. */
  readonly contracts: readonly (readonly string[])[];
  /** Environment variables that were asked for, none of which was set: a value of one is never kept. */
  readonly unset: readonly string[];
}

/** What a check is asked with. */
export interface CheckInput {
  /** The options as they are written, with all paths that the command line names. */
  readonly options: Readonly<Record<string, unknown>>;
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** Relative names in findings start here. */
  readonly folder: string;
}

/**
 * The last check of the same options, whole: where no file has changed that it read, nothing is parsed and nothing judged.
 *
 * Kept where everything that a check depends on is known: neither modules, nor files beside contracts and descriptions, nor
 * values of the environment. What cannot be kept is checked again, contract by contract.
 */
export class ReportCache {
  readonly #folder: string | undefined;
  readonly #salt: string;

  /** `salt`: whatever else a check depends on, such as the version of this program. */
  constructor(folder: string | undefined, salt: string) {
    this.#folder = folder;
    this.#salt = salt;
  }

  read(input: CheckInput): CheckedContracts | undefined {
    const path = this.#pathOf(input);
    if (path === undefined) return undefined;
    try {
      const kept: KeptCheck = JSON.parse(readFileSync(path, 'utf8'));
      const isSame =
        JSON.stringify(kept.contracts) === JSON.stringify(contractFiles(input)) &&
        kept.unset.every((name) => input.environment[name] === undefined) &&
        areUnchanged(kept.files);
      return isSame ? kept.result : undefined;
    } catch {
      return undefined;
    }
  }

  /** A folder that cannot be written to only costs time. */
  write(input: CheckInput, kept: Omit<KeptCheck, 'contracts'>): void {
    const path = this.#pathOf(input);
    if (path === undefined || this.#folder === undefined) return;
    if (kept.result.findings.some(({ severity }) => severity === 'error')) return;
    try {
      mkdirSync(this.#folder, { recursive: true });
      writeFileSync(path, JSON.stringify({ ...kept, contracts: contractFiles(input) }));
    } catch {
      // The next check computes it again.
    }
  }

  #pathOf({ options, environment, folder }: CheckInput): string | undefined {
    if (this.#folder === undefined || !isPlain(options)) return undefined;
    const text = JSON.stringify([this.#salt, folder, environment['NODE_ENV'] ?? '', options]);
    if (readsFiles.test(text)) return undefined;
    return join(this.#folder, `${createHash('sha256').update(text).digest('hex').slice(0, 32)}.check.json`);
  }
}

/** Options that name files of their own: certificates, secrets, keys, other contracts. */
const readsFiles = /"(?:candidate|tls|ca|cert|key|passphrase|\w*[fF]ile)":/;

/** Whether a value is what JSON holds: functions and codecs of modules are not. */
function isPlain(value: unknown): boolean {
  if (Array.isArray(value)) return value.every(isPlain);
  if (typeof value === 'object' && value !== null) return isSection(value) && Object.values(value).every(isPlain);
  return typeof value !== 'function';
}

function contractFiles({ options, folder }: CheckInput): string[][] {
  const parts = [options, ...Object.values(isSection(options['mounts']) ? options['mounts'] : {}).filter(isSection)];
  return parts.flatMap(({ contracts, root = options['root'] }) => {
    const from = typeof root === 'string' ? root : folder;
    const sources = Array.isArray(contracts) ? contracts : [contracts];
    return sources.map((source) => (typeof source === 'string' ? contractPaths(source, from) : []));
  });
}

/** An environment that notes what it is asked for. */
export function watchedEnvironment(environment: CheckInput['environment']): {
  readonly environment: CheckInput['environment'];
  /** The names that were asked for; `undefined` once one of them had a value. */
  asked(): readonly string[] | undefined;
} {
  const names = new Set<string>();
  let hasValue = false;
  const watched = new Proxy(environment, {
    get: (target, name) => {
      const value = typeof name === 'string' ? target[name] : undefined;
      if (typeof name === 'string') names.add(name);
      hasValue ||= value !== undefined;
      return value;
    },
  });
  return { environment: watched, asked: () => (hasValue ? undefined : [...names]) };
}
