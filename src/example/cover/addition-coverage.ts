import { isObject } from '../../codec/json-type.ts';
import type { JsonValue } from '../../codec/json-value.ts';
import type { Operation } from '../../contract/contract.ts';
import { pointerTo } from '../../contract/json-pointer.ts';
import type { AddedValue } from '../../contract/upstream-route.ts';
import type { PlacedValues } from '../../pipeline/request.ts';
import { type CoverageItem, itemAt } from './coverage-item.ts';

/** The values that a contract adds to an operation's requests, and which of them accepted requests reach. */
export class AdditionCoverage {
  readonly #slots = new Map<number, CoverageItem>();
  readonly #body: { readonly path: readonly string[]; readonly item: CoverageItem }[] = [];

  constructor(operation: Operation) {
    const { slots, bodyAdditions } = operation.upstream;
    for (const { index, in: location, name, source } of slots) {
      if (source.kind === 'added')
        this.#slots.set(index, itemAt(`upstream ${location} ${name}`, ruleText(source.value)));
    }
    for (const { path, value } of bodyAdditions) {
      const item = itemAt(`upstream body ${pointerTo('', ...path)}`, ruleText(value));
      this.#body.push({ path, item });
    }
  }

  get items(): readonly CoverageItem[] {
    return [...this.#slots.values(), ...this.#body.map(({ item }) => item)];
  }

  /** A value that is made from absent ones is not added; where it is, nothing else can stand. */
  reach({ slots, body }: PlacedValues): void {
    for (const [index, item] of this.#slots) if (slots[index] !== undefined) item.reached = true;
    const root = body.kind === 'value' ? body.value : undefined;
    for (const { path, item } of this.#body) if (path.reduce(memberOf, root) !== undefined) item.reached = true;
  }
}

function memberOf(value: JsonValue | undefined, name: string): JsonValue | undefined {
  return isObject(value) && Object.hasOwn(value, name) ? value[name] : undefined;
}

function ruleText(value: AddedValue): string {
  if (value.kind === 'from') return `from ${value.reference.in}`;
  return value.kind;
}
