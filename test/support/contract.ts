import { loadContracts } from '../../src/contract/load-contracts.ts';
import { defaultUnknown, type NormalizeOptions, normalizeContracts } from '../../src/contract/normalize.ts';
import type { Contract, Operation } from '../../src/contract/contract.ts';
import type { Finding } from '../../src/contract/finding.ts';

export interface ContractText {
  readonly [member: string]: unknown;
}

/** Normalizes contracts given as objects. */
export function normalize(
  contracts: readonly object[],
  options: Partial<NormalizeOptions> = {},
): { contracts: Contract[]; findings: Finding[] } {
  const root = process.cwd();
  const loaded = loadContracts(contracts, { root });
  const { contracts: normalized, findings } = normalizeContracts(loaded.documents, loaded.library, {
    codecs: new Map(),
    secrets: {},
    missingSecret: 'error',
    unknown: defaultUnknown,
    ...options,
  });
  return { contracts: normalized, findings: [...loaded.findings, ...findings] };
}

/** A contract with one operation, `op`, whose members are given; the upstream is `backend`. */
export function contractOf(operation: ContractText, more: ContractText = {}): ContractText {
  return { title: 'Test', upstream: { name: 'backend' }, operations: { op: operation }, ...more };
}

/** The one operation of a contract that must be free of errors. */
export function operationOf(contract: object, options: Partial<NormalizeOptions> = {}): Operation {
  const { contracts, findings } = normalize([contract], options);
  const errors = findings.filter(({ severity }) => severity === 'error');
  if (errors.length > 0) throw new Error(`findings: ${JSON.stringify(errors, undefined, 2)}`);
  const operation = contracts[0]?.operations[0];
  if (operation === undefined) throw new Error('the contract has no operation');
  return operation;
}
