import { pointerTo } from '../contract/json-pointer.ts';
import type { AddedValue, Reference } from '../contract/upstream-route.ts';
import type { LineageSource } from './lineage.ts';

/** Where a value comes from that the contract adds. */
export function addedSource(added: AddedValue): LineageSource {
  switch (added.kind) {
    case 'constant':
      return { kind: 'constant' };
    case 'secret':
      return { kind: 'secret', environment: added.environment };
    case 'from':
      return referenceSource(added.reference);
    case 'template':
      return {
        kind: 'template',
        parts: added.parts.map((part) => (typeof part === 'string' ? part : referenceSource(part))),
      };
  }
}

function referenceSource({ in: location, name, path }: Reference): LineageSource {
  const pointer = pointerTo('', ...path);
  if (location === 'context' || location === 'credential') return { kind: location, place: `${name}${pointer}` };
  return { kind: 'value', place: { in: location, name, pointer } };
}
