import type { ContractView, OperationView } from '../../protocol-contracts.ts';

/** What names an operation among all that are served. */
export interface OperationKey {
  /** The prefix of its mount; empty for the only one. */
  readonly mount: string;
  readonly file: string;
  readonly name: string;
}

/** The operation's place in the address, after `#/contracts/`. */
export function keySegments({ mount, file, name }: OperationKey): readonly string[] {
  return mount === '' ? [file, name] : [mount, file, name];
}

/** Reads what `keySegments` writes; `undefined` where the address names no operation. */
export function keyOf(segments: readonly string[]): OperationKey | undefined {
  const [name, file, mount = ''] = segments.toReversed();
  return name === undefined || file === undefined ? undefined : { mount, file, name };
}

/** Whether both name the same operation. */
export function isSameKey(one: OperationKey | undefined, other: OperationKey | undefined): boolean {
  return one?.name === other?.name && one?.file === other?.file && one?.mount === other?.mount;
}

/** An operation with the contract that it is in. */
export interface ListedOperation {
  readonly key: OperationKey;
  readonly contract: ContractView;
  readonly operation: OperationView;
}

/** All operations of all contracts, in their order. */
export function listOperations(contracts: readonly ContractView[]): readonly ListedOperation[] {
  return contracts.flatMap((contract) =>
    contract.operations.map((operation) => ({
      key: { mount: contract.mount, file: contract.file, name: operation.name },
      contract,
      operation,
    })),
  );
}
