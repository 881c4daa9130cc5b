import type { Contract, Operation } from '../contract/contract.ts';
import type { AddedValue, Slot } from '../contract/upstream-route.ts';

/** How the text of a secret is written in an example. */
const secretMask = '***';

/**
 * A copy of a contract that adds a mask wherever it adds a secret: examples then hold on every machine alike, and no
 * difference can show a secret.
 */
export function withoutSecrets(contract: Contract): Contract {
  return { ...contract, operations: contract.operations.map(maskOperation) };
}

function maskOperation(operation: Operation): Operation {
  const { upstream } = operation;
  const bodyAdditions = upstream.bodyAdditions.map((addition) => ({ ...addition, value: maskAdded(addition.value) }));
  return { ...operation, upstream: { ...upstream, slots: upstream.slots.map(maskSlot), bodyAdditions } };
}

function maskSlot(slot: Slot): Slot {
  const { source } = slot;
  return source.kind === 'added' ? { ...slot, source: { ...source, value: maskAdded(source.value) } } : slot;
}

const maskAdded = (value: AddedValue): AddedValue =>
  value.kind === 'secret' ? { ...value, text: secretMask, live: undefined } : value;
