import { parseAddedValue, referencesOf, type Visible } from './additions.ts';
import type { BodyAddition, Reference } from './upstream-route.ts';
import { pointerNames } from './json-pointer.ts';
import type { OperationScope } from './operation-scope.ts';
import type { DeclaredAddition } from './upstream-declaration.ts';

/** The declared additions, each read. */
export interface NormalizedAdditions {
  readonly body: readonly BodyAddition[];
  /** By slot index: the additions that fill slots, with what they refer to. */
  readonly slots: ReadonlyMap<
    number,
    { readonly addition: DeclaredAddition; readonly references: readonly Reference[] }
  >;
  /** Where each body addition is written, for findings. */
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
    const { in: location, name, pointer } = addition;
    if (location === 'body') {
      const entry: BodyAddition = { path: pointerNames(name), value };
      body.push(entry);
      bodyPointers.set(entry, pointer);
      checkBodyPath(scope, addition, entry);
      continue;
    }
    const at = { file: scope.document.file, pointer };
    const index = scope.slots.add({ in: location, name, source: { kind: 'added', value, pointer }, at });
    slots.set(index, { addition, references: referencesOf(value) });
  }
  return { body, slots, bodyPointers };
}

function checkBodyPath(scope: OperationScope, addition: DeclaredAddition, entry: BodyAddition): void {
  if (addition.name.startsWith('/') && entry.path.length > 0 && !entry.path.includes('')) return;
  scope.report(addition.pointer, {
    rule: 'body-pointer',
    message: `\`${addition.name}\` is not a JSON Pointer to a member of the outgoing body`,
    cure: 'begin with `/` and name each member: `/meta/source`',
  });
}
