import type { JsonObject } from '../../codec/json-value.ts';
import type { Finding } from '../../contract/finding.ts';
import { pointerNames } from '../../contract/json-pointer.ts';
import { defaultUnknown } from '../../contract/normalize.ts';
import { vetContracts } from '../../pipeline/vet-contracts.ts';
import type { LossList, Origin } from './loss-list.ts';
import { repairContract } from './repair-contract.ts';

/** Each round takes out what the one before brought to light; documents of a thousand operations need two or three. */
const mostRounds = 12;

/** What a contract is settled with. */
export interface Settling {
  readonly losses: LossList;
  /** Where in the document an operation of the contract stands. */
  originOf(operation: string): Origin | undefined;
  /** Called before each round. */
  onRound?(round: number): void;
}

/**
 * Takes out of an imported contract what the loader refuses, until it starts; each with its reason. The contract is written to.
 *
 * Out: the error findings that are left, which is none unless there is a fault in the import itself.
 */
export function settleContract(contract: JsonObject, { losses, originOf, onRound }: Settling): readonly Finding[] {
  let errors: readonly Finding[] = [];
  for (let round = 1; round <= mostRounds; round++) {
    onRound?.(round);
    const { findings } = vetContracts([contract], loading);
    errors = findings.filter(({ severity }) => severity === 'error');
    let repaired = 0;
    for (const finding of errors) {
      const repair = repairContract(contract, finding);
      if (repair === undefined) continue;
      repaired++;
      const [kind, name = ''] = pointerNames(finding.pointer);
      const origin = (kind === 'operations' ? originOf(name) : undefined) ?? {
        file: finding.file,
        pointer: finding.pointer,
      };
      losses.add(origin, finding.rule, [`${finding.message}; ${repair.words} (${finding.pointer})`, finding.cure]);
    }
    if (repaired === 0) break;
  }
  return errors;
}

const loading = {
  codecs: new Map(),
  secrets: {},
  missingSecret: 'warning',
  secretFiles: 'mask',
  root: process.cwd(),
  unknown: defaultUnknown,
} as const;
