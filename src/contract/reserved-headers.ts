import { headerSpelling } from '../http/request-fields.ts';
import type { Contract, Operation } from './contract.ts';
import type { Slot } from './upstream-route.ts';

/**
 * The header names that belong to the mapping of an upstream: what some operation writes from anything but the caller's own
 * field of that name. A backend that trusts such a field trusts it everywhere, so a caller must not send it through another
 * operation either.
 */
export class ReservedHeaders {
  readonly #names = new Map<string, Set<string>>();

  /** Adds what an operation writes. */
  add({ upstream }: Operation): void {
    const names = this.#names.get(upstream.name) ?? new Set();
    this.#names.set(upstream.name, names);
    for (const slot of upstream.slots) if (isOurs(slot)) names.add(headerSpelling(slot.name));
  }

  /** Completes an operation, once all of them were added. */
  complete(operation: Operation): Operation {
    const reservedHeaders = this.#names.get(operation.upstream.name) ?? new Set();
    return { ...operation, upstream: { ...operation.upstream, reservedHeaders } };
  }
}

/** Completes the operations of contracts with the names that are reserved among them. */
export function reserveHeaders(contracts: readonly Contract[]): Contract[] {
  const reserved = new ReservedHeaders();
  for (const operation of contracts.flatMap(({ operations }) => operations)) reserved.add(operation);
  const complete = (operation: Operation): Operation => reserved.complete(operation);
  return contracts.map((contract) => ({ ...contract, operations: contract.operations.map(complete) }));
}

function isOurs({ in: location, name, source }: Slot): boolean {
  if (location !== 'header') return false;
  if (source.kind !== 'mapped') return true;
  return source.in !== 'header' || headerSpelling(source.name) !== headerSpelling(name);
}
