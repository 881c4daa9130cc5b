import type { Contract } from '../contract/contract.ts';
import type { DocumentLibrary } from '../contract/document-library.ts';
import type { Finding } from '../contract/finding.ts';
import type { Locate } from '../contract/finding-list.ts';
import type { ContractSource } from '../contract/load-contracts.ts';
import type { NormalizeOptions } from '../contract/normalize.ts';
import type { OperationSource } from '../contract/operation-source.ts';
import { prepareOperations } from '../contract/prepare-contracts.ts';
import { checkFormats } from './check-formats.ts';
import { checkValues } from './check-values.ts';

/** Operations that may be run where no finding is an error. */
export interface VettedOperations {
  readonly operations: readonly OperationSource[];
  /** Knows the lines of every file that was read. */
  readonly library: DocumentLibrary;
  readonly findings: readonly Finding[];
}

/** What contracts are read and judged with. */
export interface VetOptions extends NormalizeOptions {
  readonly root: string;
  /** What else is to be judged of each operation, given as a contract that has it alone. */
  readonly judge?: (contract: Contract, library: DocumentLibrary) => readonly Finding[];
}

/**
 * What `vetContracts` does, for who runs the contracts: operation by operation, none of which is kept.
 *
 * Out: the operations with every finding. Never throws for what an author wrote.
 */
export function vetOperations(
  sources: readonly ContractSource[],
  { judge = () => [], ...options }: VetOptions,
): VettedOperations {
  const ofValues: Finding[] = [];
  const { operations, library, findings, judged } = prepareOperations(sources, {
    ...options,
    judge: (contract, { sound, library }) => {
      const locate: Locate = (file, pointer) => library.locate(file, pointer);
      if (sound) ofValues.push(...checkValues([contract], locate), ...checkFormats([contract], locate));
      return judge(contract, library);
    },
  });
  // Values are judged where all is sound, as `vetContracts` does: what follows from another fault would only confuse.
  const hasErrors = findings.some(({ severity }) => severity === 'error');
  return { operations, library, findings: [...findings, ...distinct([...(hasErrors ? [] : ofValues), ...judged])] };
}

/** Operations that share a schema find the same in it. */
function distinct(findings: readonly Finding[]): Finding[] {
  return [...new Map(findings.map((finding) => [JSON.stringify(finding), finding])).values()];
}
