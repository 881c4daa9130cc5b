import type { BodyAddition } from './contract.ts';
import { parseAddedValue, referencesOf, type Visible } from './additions.ts';
import type { AddedValue, Reference } from './contract.ts';
import { pointerNames } from './json-pointer.ts';
import type { OperationScope } from './operation-scope.ts';
import type { DeclaredAddition } from './upstream-declaration.ts';

export interface NormalizedAdditions {
  readonly body: readonly BodyAddition[];
  /** Slots filled by additions, with what they refer to. */
  readonly slots: ReadonlyMap<
    number,
    { readonly addition: DeclaredAddition; readonly references: readonly Reference[] }
  >;
  /** All references that an addition makes, for the check of what may be absent. */
  readonly bodyPointers: ReadonlyMap<BodyAddition, string>;
}

/** Turns the declared additions into slots and body additions; those that cannot be read are findings. */
export function normalizeAdditions(
  scope: OperationScope,
  declared: readonly DeclaredAddition[],
  visible: Visible,
): NormalizedAdditions {
  const body: BodyAddition[] = [];
  const bodyPointers = new Map<BodyAddition, string>();
  const slots = new Map<number, { addition: DeclaredAddition; references: Reference[] }>();
  for (const addition of declared) {
    const value = parseAddedValue(addition.written, visible);
    if ('rule' in value) {
      scope.report(addition.pointer, value);
      continue;
    }
    if (addition.in === 'body') {
      const entry: BodyAddition = { path: pointerNames(addition.name), value };
      body.push(entry);
      bodyPointers.set(entry, addition.pointer);
      checkBodyPath(scope, addition, entry);
      continue;
    }
    slots.set(addSlot(scope, addition, value), { addition, references: referencesOf(value) });
  }
  return { body, slots, bodyPointers };
}

function addSlot(scope: OperationScope, addition: DeclaredAddition, value: AddedValue): number {
  return scope.slots.add({
    in: addition.in === 'body' ? 'query' : addition.in,
    name: addition.name,
    source: { kind: 'added', value },
    at: { file: scope.document.file, pointer: addition.pointer },
  });
}

function checkBodyPath(scope: OperationScope, addition: DeclaredAddition, entry: BodyAddition): void {
  if (addition.name.startsWith('/') && entry.path.length > 0 && !entry.path.includes('')) return;
  scope.report(addition.pointer, {
    rule: 'body-pointer',
    message: `\`${addition.name}\` is not a JSON Pointer to a member of the outgoing body`,
    cure: 'begin with `/` and name each member: `/meta/source`',
  });
}
