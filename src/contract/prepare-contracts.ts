import type { AuthoredDocument } from './authored-document.ts';
import { checkReferences } from './check-references.ts';
import { checkStructure } from './check-structure.ts';
import type { Contract } from './contract.ts';
import type { DocumentLibrary } from './document-library.ts';
import type { Finding } from './finding.ts';
import { orderFindings } from './format-findings.ts';
import { type JudgeOperation, judgeOperations } from './judge-operations.ts';
import { type ContractSource, loadContracts } from './load-contracts.ts';
import { type NormalizeOptions, normalizeContracts } from './normalize.ts';
import type { OperationSource } from './operation-source.ts';

/** Contracts that are held whole, and what is to be said of them. */
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
 * Out: the contracts with all findings at once. Beside a fault of form, what only follows from it is left out.
 */
export function prepareContracts(
  sources: readonly ContractSource[],
  options: NormalizeOptions & { readonly root: string },
): PreparedContracts {
  const { documents, library, findings, form, broken } = readForm(sources, options);
  const { contracts, findings: meaning } = readMeaning(documents, library, { options, broken });
  return { contracts, library, findings: orderFindings([...findings, ...form, ...meaning]) };
}

/** Operations of which only the heads are held. */
export interface PreparedOperations extends Omit<PreparedContracts, 'contracts'> {
  /** Only to be run where no finding is an error. */
  readonly operations: readonly OperationSource[];
  /** What `judge` found. */
  readonly judged: readonly Finding[];
}

/**
 * The same for who runs the contracts: each operation is judged, forgotten, and read again when it is needed.
 *
 * `judge` sees every operation; beside a fault of form it sees those that can be read.
 */
export function prepareOperations(
  sources: readonly ContractSource[],
  { judge, ...options }: NormalizeOptions & { readonly root: string; readonly judge: JudgeInLibrary },
): PreparedOperations {
  const { documents, library, findings, form, broken } = readForm(sources, options);
  const judgeOne: JudgeOperation = (contract, sound) => judge(contract, { sound, library });
  const ordered = (meaning: readonly Finding[]): Finding[] => orderFindings([...findings, ...form, ...meaning]);
  if (broken.length > 0) {
    const { contracts, findings: meaning } = readMeaning(documents, library, { options, broken });
    const judged = contracts.flatMap((contract) => judgeOne(contract, false));
    return { operations: [], library, findings: ordered(meaning), judged };
  }
  const { operations, findings: meaning, judged } = judgeOperations(documents, library, { options, judge: judgeOne });
  return { operations, library, findings: ordered(meaning), judged };
}

/** Judges a contract with one operation; `library` knows the lines of its files. */
export type JudgeInLibrary = (
  contract: Contract,
  known: { readonly sound: boolean; readonly library: DocumentLibrary },
) => readonly Finding[];

function readForm(sources: readonly ContractSource[], options: { readonly root: string }) {
  const { documents, library, findings } = loadContracts(sources, options);
  const form = documents.flatMap((document) => [...checkStructure(document), ...checkReferences(document, library)]);
  const broken = form.filter(({ severity }) => severity === 'error');
  return { documents, library, findings, form, broken };
}

type Meaning = ReturnType<typeof normalizeContracts>;

/** The meaning of malformed contracts is read as far as it goes: their authors want all findings at once. */
function readMeaning(
  documents: readonly AuthoredDocument[],
  library: DocumentLibrary,
  { options, broken }: { options: NormalizeOptions; broken: readonly Finding[] },
): Meaning {
  if (broken.length === 0) return normalizeContracts(documents, library, options);
  try {
    const { contracts, findings } = normalizeContracts(documents, library, options);
    return { contracts, findings: findings.filter((finding) => !broken.some((fault) => touches(fault, finding))) };
  } catch {
    // What has not the form of a contract may be beyond reading; the faults of form are told, and nothing is run.
    return { contracts: [], findings: [] };
  }
}

/** Whether one stands at, above or below the other. */
function touches(fault: Finding, finding: Finding): boolean {
  if (fault.file !== finding.file) return false;
  return `${finding.pointer}/`.startsWith(`${fault.pointer}/`) || `${fault.pointer}/`.startsWith(`${finding.pointer}/`);
}
