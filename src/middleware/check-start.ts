import type { Contract } from '../contract/contract.ts';
import type { DocumentLibrary } from '../contract/document-library.ts';
import { judgeExamples } from '../example/judge-examples.ts';
import { refuseErrors } from '../options/refuse-errors.ts';
import { type OptionUse, resolveOptions } from '../options/resolve-options.ts';
import type { ResolvedOptions } from '../options/resolved-options.ts';
import { vetContracts } from '../pipeline/vet-contracts.ts';
import { judgeContext, judgeUpstreams } from './judge-upstreams.ts';

/** Options and contracts without an error, before anything is compiled or opened. */
export interface CheckedStart {
  readonly options: ResolvedOptions;
  readonly contracts: readonly Contract[];
  /** The contracts of the option `candidate`. */
  readonly candidates: readonly Contract[] | undefined;
  /** Absolute paths of all files that were read: contracts, and what their `$ref`s lead to. */
  readonly files: readonly string[];
}

/**
 * Makes every check of the start of `paramap()` and `createGateway()`, and nothing else.
 *
 * Fails: a `ContractError` with the findings of all options, or with those of all contracts. Warnings go to `onWarning`.
 */
export function checkStart(given: unknown, use: OptionUse): CheckedStart {
  const options = resolveOptions(given, use);
  const vetted = vetContracts(options.contracts, vetting(options));
  const { contracts, library } = vetted;
  const findings = [
    ...vetted.findings,
    ...judgeUpstreams(contracts, library, options),
    ...judgeContext(contracts, library, options),
  ];
  refuseErrors('contracts', findings);
  const examples =
    options.examples === 'check'
      ? judgeExamples(contracts, options.limits, (file, pointer) => library.locate(file, pointer))
      : [];
  for (const finding of [...findings, ...examples]) options.onWarning(finding);
  const candidate = checkCandidate(options);
  const files = [...filesOf(library), ...(candidate?.files ?? [])];
  return { options, contracts, candidates: candidate?.contracts, files: [...new Set(files)] };
}

/** Fails: as for the contracts that serve, for whoever tries a candidate wants to know. */
function checkCandidate(options: ResolvedOptions): Pick<CheckedStart, 'contracts' | 'files'> | undefined {
  const { candidate } = options;
  if (candidate === undefined) return undefined;
  const { contracts, library, findings } = vetContracts(candidate.contracts, {
    ...vetting(options),
    unknown: candidate.unknown,
  });
  refuseErrors('contracts', findings);
  for (const finding of findings) options.onWarning(finding);
  return { contracts, files: filesOf(library) };
}

const vetting = ({ root, codecs, unknown }: ResolvedOptions) => ({
  root,
  codecs: new Map(Object.entries(codecs)),
  secrets: process.env,
  missingSecret: 'error' as const,
  unknown,
});

const filesOf = (library: DocumentLibrary): readonly string[] => library.documents.flatMap(({ path }) => path ?? []);
