import type { JsonValue } from '../../codec/json-value.ts';
import { formatValuePath, valueAt } from '../../codec/value-path.ts';
import type { Operation } from '../../contract/contract.ts';
import type { AddedValue, BodyAddition } from '../../contract/upstream-route.ts';
import type { PlacedValues } from '../../pipeline/request.ts';
import { type CoverageItem, itemAt } from './coverage-item.ts';

/** The values that a contract adds to an operation's requests, and which of them accepted requests reach. */
export class AdditionCoverage {
  readonly #slots = new Map<number, CoverageItem>();
  readonly #body: { readonly addition: BodyAddition; readonly item: CoverageItem }[] = [];

  constructor(operation: Operation) {
    const { slots, bodyAdditions } = operation.upstream;
    for (const { index, in: location, name, source } of slots) {
      if (source.kind === 'added')
        this.#slots.set(index, itemAt(`upstream ${location} ${name}`, ruleText(source.value)));
    }
    for (const addition of bodyAdditions) {
      const written = [addition.path, ...addition.each].map(formatValuePath).join('/*/');
      this.#body.push({ addition, item: itemAt(`upstream body /${written}`, ruleText(addition.value)) });
    }
  }

  get items(): readonly CoverageItem[] {
    return [...this.#slots.values(), ...this.#body.map(({ item }) => item)];
  }

  /** A value that is made from absent ones is not added; where it is, nothing else can stand. */
  reach({ slots, body }: PlacedValues): void {
    for (const [index, item] of this.#slots) if (slots[index] !== undefined) item.reached = true;
    const root = body.kind === 'value' ? body.value : undefined;
    for (const { addition, item } of this.#body) if (isReached(root, addition)) item.reached = true;
  }
}

function isReached(from: JsonValue | undefined, { path, each }: Pick<BodyAddition, 'path' | 'each'>): boolean {
  const at = from === undefined ? undefined : valueAt(from, path);
  const [next, ...rest] = each;
  if (next === undefined || typeof at !== 'object' || at === null) return at !== undefined && next === undefined;
  return Object.values(at).some((item: JsonValue) => isReached(item, { path: next, each: rest }));
}

function ruleText(value: AddedValue): string {
  if (value.kind === 'from') return `from ${value.reference.in}`;
  return value.kind;
}
