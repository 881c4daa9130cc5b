import type { Contract } from '../contract/contract.ts';
import type { OperationSource } from '../contract/operation-source.ts';
import type { DocumentLibrary } from '../contract/document-library.ts';
import { judgeExamples } from '../example/judge-examples.ts';
import { guardExample } from '../guard/guard-example.ts';
import { refuseErrors } from '../options/refuse-errors.ts';
import { type OptionUse, resolveOptions } from '../options/resolve-options.ts';
import type { ResolvedOptions } from '../options/resolved-options.ts';
import { vetOperations } from '../pipeline/vet-operations.ts';
import { judgeGuards } from './judge-guards.ts';
import { judgeContext, judgeUpstreams } from './judge-upstreams.ts';

/** Options and contracts without an error, before anything is compiled or opened. */
export interface CheckedStart {
  readonly options: ResolvedOptions;
  /** Of all contracts, each to be read when it is needed. */
  readonly operations: readonly OperationSource[];
  /** Those of the option `candidate`. */
  readonly candidates: readonly OperationSource[] | undefined;
  /** Absolute paths of all files that were read: contracts, and what their `$ref`s lead to. */
  readonly files: readonly string[];
  /** The documents of the contracts. */
  readonly library: DocumentLibrary;
  /** What the contracts ask of callers; `undefined` where they ask nothing. */
  readonly guarded: Guarded | undefined;
}

/** What the contracts ask of callers. */
export interface Guarded {
  /** The names of the credentials. */
  readonly schemes: ReadonlySet<string>;
  readonly hasLimits: boolean;
}

/**
 * Makes every check of the start of `paramap()` and `createGateway()`, and nothing else.
 *
 * Fails: a `ContractError` with the findings of all options, or with those of all contracts. Warnings go to `onWarning`.
 */
export function checkStart(given: unknown, use: OptionUse): CheckedStart {
  const options = resolveOptions(given, use);
  let hasExamples = false;
  const guards = new GuardNeeds();
  const around = { options, environment: process.env, missingSecret: 'error' as const };
  const { operations, library, findings } = vetOperations(options.contracts, {
    ...vetting(options),
    judge: (contract, known) => {
      hasExamples ||= contract.operations.some(({ examples }) => examples.length > 0);
      guards.note(contract);
      return [
        ...judgeUpstreams([contract], known, options),
        ...judgeContext([contract], known, options),
        ...judgeGuards([contract], known, around),
      ];
    },
  });
  refuseErrors('contracts', findings);
  const examples =
    options.examples === 'check' && hasExamples
      ? judgeExamples(wholeContracts(operations), {
          limits: options.limits,
          locate: (file, pointer) => library.locate(file, pointer),
          guard: guardExample,
        })
      : [];
  for (const finding of [...findings, ...examples]) options.onWarning(finding);
  const candidate = checkCandidate(options);
  const tlsFiles = options.upstreams.flatMap((upstream) => upstream.tlsFiles);
  const files = [...filesOf(library), ...(candidate?.files ?? []), ...tlsFiles];
  return {
    options,
    operations,
    candidates: candidate?.operations,
    files: [...new Set(files)],
    library,
    guarded: guards.found,
  };
}

/** Notes what operations ask, as they come by. */
class GuardNeeds {
  readonly #schemes = new Set<string>();
  #hasLimits = false;
  #isAny = false;

  get found(): Guarded | undefined {
    return this.#isAny ? { schemes: this.#schemes, hasLimits: this.#hasLimits } : undefined;
  }

  note({ operations }: Contract): void {
    for (const { security, rateLimits } of operations) {
      this.#hasLimits ||= rateLimits.length > 0;
      this.#isAny ||= rateLimits.length > 0 || security !== undefined;
      for (const { scheme } of security?.alternatives.flat() ?? []) this.#schemes.add(scheme.name);
    }
  }
}

/** Fails: as for the contracts that serve, for whoever tries a candidate wants to know. */
function checkCandidate(options: ResolvedOptions): Pick<CheckedStart, 'operations' | 'files'> | undefined {
  const { candidate } = options;
  if (candidate === undefined) return undefined;
  const { operations, library, findings } = vetOperations(candidate.contracts, {
    ...vetting(options),
    unknown: candidate.unknown,
  });
  refuseErrors('contracts', findings);
  for (const finding of findings) options.onWarning(finding);
  return { operations, files: filesOf(library) };
}

const vetting = ({ root, codecs, unknown }: ResolvedOptions) => ({
  root,
  codecs: new Map(Object.entries(codecs)),
  // A copy: operations are read again later, and must be what they are now.
  secrets: { ...process.env },
  missingSecret: 'error' as const,
  unknown,
});

/** Examples run over whole contracts, which are held as long as that takes. */
function wholeContracts(operations: readonly OperationSource[]): Contract[] {
  const files = Map.groupBy(operations, ({ file }) => file);
  return [...files].map(([file, sources]) => ({
    file,
    title: file,
    version: undefined,
    operations: sources.map((source) => source.read()),
  }));
}

const filesOf = (library: DocumentLibrary): readonly string[] => library.documents.flatMap(({ path }) => path ?? []);
