import { headerSpelling } from '../http/request-fields.ts';
import type { Contract, Operation } from './contract.ts';
import type { Slot } from './upstream-route.ts';

/**
 * Completes operations with the header names that belong to the mapping of their upstream: what some operation writes
 * from anything but the caller's own field of that name. A backend that trusts such a field trusts it everywhere, so a
 * caller must not send it through another operation either.
 */
export function reserveHeaders(contracts: readonly Contract[]): Contract[] {
  const reserved = new Map<string, Set<string>>();
  for (const { upstream } of contracts.flatMap((contract) => contract.operations)) {
    const names = reserved.get(upstream.name) ?? new Set();
    reserved.set(upstream.name, names);
    for (const slot of upstream.slots) if (isOurs(slot)) names.add(headerSpelling(slot.name));
  }
  const complete = (operation: Operation): Operation => ({
    ...operation,
    upstream: { ...operation.upstream, reservedHeaders: reserved.get(operation.upstream.name) ?? new Set() },
  });
  return contracts.map((contract) => ({ ...contract, operations: contract.operations.map(complete) }));
}

function isOurs({ in: location, name, source }: Slot): boolean {
  if (location !== 'header') return false;
  if (source.kind !== 'mapped') return true;
  return source.in !== 'header' || headerSpelling(source.name) !== headerSpelling(name);
}
