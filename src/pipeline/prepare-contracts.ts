import type { Contract } from '../contract/contract.ts';
import type { DocumentLibrary } from '../contract/document-library.ts';
import type { Finding } from '../contract/finding.ts';
import { type ContractSource, loadContracts } from '../contract/load-contracts.ts';
import { type NormalizeOptions, normalizeContracts } from '../contract/normalize.ts';
import { checkValues } from './check-values.ts';

export interface PreparedContracts {
  /** Only to be run where no finding is an error. */
  readonly contracts: readonly Contract[];
  readonly library: DocumentLibrary;
  /** All of them, in the order of the files and, within a file, of the lines. */
  readonly findings: readonly Finding[];
}

/**
 * Takes contracts from authored to ready: read, their form checked, normalized, and the values that they bring checked.
 *
 * In:  paths, globs or objects; `root` is the folder that relative paths start at.
 * Out: the contracts and every finding. Never throws for what an author wrote.
 */
export function prepareContracts(
  sources: readonly ContractSource[],
  options: NormalizeOptions & { readonly root: string },
): PreparedContracts {
  const { documents, library, findings: loading } = loadContracts(sources, { root: options.root });
  const { contracts, findings: normalizing } = normalizeContracts(documents, library, options);
  const findings = [...loading, ...normalizing];
  const sound = !findings.some(({ severity }) => severity === 'error');
  // Values are judged by running the stages on them, which only sound contracts allow.
  const values = sound ? checkValues(contracts, (file, pointer) => library.locate(file, pointer)) : [];
  return { contracts, library, findings: [...findings, ...values] };
}
