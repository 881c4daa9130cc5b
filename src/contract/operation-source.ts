import type { Contract, Operation } from './contract.ts';

/** What is known of an operation without reading it: enough to find it by a request, and to speak of it. */
export type OperationHead = Pick<Operation, 'name' | 'file' | 'method' | 'template' | 'segments'>;

/**
 * An operation that was judged at the start, of which only the head is kept: all of a thousand operations would take
 * hundreds of megabytes, and most processes serve few of them.
 */
export interface OperationSource extends OperationHead {
  /**
   * Reads it again, complete.
   *
   * Fails: throws where it cannot be read as it was at the start, which nothing but a defect of ours can bring about.
   */
  read(): Operation;
}

/** The operations of contracts that are held whole, such as those of a command. */
export function heldOperations(contracts: readonly Contract[]): OperationSource[] {
  return contracts.flatMap(({ operations }) =>
    operations.map((operation) => ({ ...headOf(operation), read: () => operation })),
  );
}

/** What is kept of an operation. */
export const headOf = ({ name, file, method, template, segments }: Operation): OperationHead => ({
  name,
  file,
  method,
  template,
  segments,
});
