import { checkReferences } from './check-references.ts';
import { checkStructure } from './check-structure.ts';
import type { Contract } from './contract.ts';
import type { DocumentLibrary } from './document-library.ts';
import type { Finding } from './finding.ts';
import { orderFindings } from './format-findings.ts';
import { type ContractSource, loadContracts } from './load-contracts.ts';
import { type NormalizeOptions, normalizeContracts } from './normalize.ts';

export interface PreparedContracts {
  /** Only to be run where no finding is an error. */
  readonly contracts: readonly Contract[];
  /** Knows the lines of every file that was read. */
  readonly library: DocumentLibrary;
  readonly findings: readonly Finding[];
}

/**
 * Takes contracts from their sources to the normalized state: read, checked in form, completed and checked in meaning.
 *
 * In:  paths, globs and objects; `root` is where relative paths start.
 * Out: the contracts with all findings. A contract with a member of the wrong kind is not looked at further, for what it
 *      means cannot be known; the others are, also beside members that nobody knows, so that all findings come at once.
 */
export function prepareContracts(
  sources: readonly ContractSource[],
  options: NormalizeOptions & { readonly root: string },
): PreparedContracts {
  const { documents, library, findings } = loadContracts(sources, options);
  const checked = documents.map((document) => ({
    document,
    faults: [...checkStructure(document), ...checkReferences(document, library)],
  }));
  const wellFormed = checked.filter(({ faults }) => faults.every(isReadable));
  const normalized = normalizeContracts(
    wellFormed.map(({ document }) => document),
    library,
    options,
  );
  return {
    contracts: normalized.contracts,
    library,
    findings: orderFindings([...findings, ...checked.flatMap(({ faults }) => faults), ...normalized.findings]),
  };
}

/** Rules whose faults leave the rest of a contract as it is. */
const harmless: ReadonlySet<string> = new Set(['unknown-member', 'extension-near-miss', 'not-built']);

const isReadable = ({ severity, rule }: Finding): boolean => severity !== 'error' || harmless.has(rule);
