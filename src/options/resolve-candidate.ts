import type { UnknownPolicies } from '../contract/contract.ts';
import type { ContractSource } from '../contract/load-contracts.ts';
import type { OptionReader } from './option-reader.ts';
import { type Shape, wholeNumber } from './shape.ts';

/** The options of a candidate, complete. */
export interface ResolvedCandidate {
  readonly contracts: readonly ContractSource[];
  readonly unknown: UnknownPolicies;
  readonly sample: number;
  readonly maxWaiting: number;
  readonly bodyBytes: number;
}

/** How the members are read that a candidate shares with the options around it. */
export interface SharedReading {
  contracts(reader: OptionReader): readonly ContractSource[];
  unknown(reader: OptionReader): UnknownPolicies;
}

/** Reads the option `candidate`; `undefined` where it is not there. */
export function resolveCandidate(outer: OptionReader, shared: SharedReading): ResolvedCandidate | undefined {
  if (!outer.has('candidate')) return undefined;
  const reader = outer.section('candidate');
  const resolved: ResolvedCandidate = Object.freeze({
    contracts: shared.contracts(reader),
    unknown: shared.unknown(reader.section('unknown')),
    sample: reader.read('sample', share) ?? 0.1,
    maxWaiting: reader.read('maxWaiting', wholeNumber('requests', 1)) ?? 16,
    bodyBytes: reader.read('bodyBytes', wholeNumber('bytes', 1)) ?? 65_536,
  });
  reader.close();
  return resolved;
}

const share: Shape<number> = {
  expected: 'a share from 0 to 1',
  parse: (value) => (typeof value === 'number' && value >= 0 && value <= 1 ? value : undefined),
};
