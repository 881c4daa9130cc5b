import { ExactNumber } from '../codec/exact-number.ts';
import { isObject } from '../codec/json-type.ts';
import type { JsonObject, JsonValue } from '../codec/json-value.ts';
import { type AuthoredDocument, findingAt } from './authored-document.ts';
import type { Finding } from './finding.ts';
import { childOf, pointerNames } from './json-pointer.ts';
import { describeError, type PlacedFault } from './structure/describe-error.ts';
import { type MetaSchema, metaSchema } from './structure/meta-schema.ts';
import { reduceErrors } from './structure/reduce-errors.ts';

/**
 * Checks the form of a contract against the meta-schema: members, types, names and values, and the form of every JSON
 * Schema inside. What needs more than one member to see is not its business.
 *
 * Out: all faults, in the order of the document. Rules: `unknown-member`, `extension-near-miss`, `not-built`, `type`,
 *      `required`, `enum`, `value`, `text-form`, `member-name`.
 */
export function checkStructure(document: AuthoredDocument): Finding[] {
  const meta = metaSchema();
  meta.contract(plainNumbers(document.value));
  return findings(document, describeAll(meta.contract.errors, meta));
}

/** Checks the form of one schema in a document, and nothing else of it: where a `$ref` leads. */
export function checkSchemaStructure(document: AuthoredDocument, pointer: string): Finding[] {
  const value = pointerNames(pointer).reduce<JsonValue | undefined>(
    (at, name) => (at === undefined ? undefined : childOf(at, name)),
    document.value,
  );
  if (value === undefined) return [];
  const meta = metaSchema();
  meta.schema(plainNumbers(value));
  const faults = describeAll(meta.schema.errors, meta);
  return findings(
    document,
    faults.map((placed) => ({ ...placed, pointer: pointer + placed.pointer })),
  );
}

function describeAll(errors: MetaSchema['contract']['errors'], meta: MetaSchema): PlacedFault[] {
  return reduceErrors(errors ?? []).map((error) => describeError(error, meta));
}

function findings(document: AuthoredDocument, faults: readonly PlacedFault[]): Finding[] {
  const order = new DocumentOrder(document.value);
  const ordered = faults
    .map((placed) => ({ ...placed, order: order.of(placed.pointer) }))
    .sort((left, right) => compareOrders(left.order, right.order));
  return ordered.map(({ pointer, fault }) => findingAt(document, pointer, fault));
}

/** Tells where a pointer stands among its neighbours, level by level, as the author wrote them. */
class DocumentOrder {
  readonly #root: JsonObject;
  readonly #positions = new Map<JsonObject, ReadonlyMap<string, number>>();

  constructor(root: JsonObject) {
    this.#root = root;
  }

  of(pointer: string): number[] {
    const order: number[] = [];
    let value: JsonValue | undefined = this.#root;
    for (const name of pointerNames(pointer)) {
      order.push(isObject(value) ? (this.#positionsIn(value).get(name) ?? 0) : Number(name));
      value = value === undefined ? undefined : childOf(value, name);
    }
    return order;
  }

  #positionsIn(object: JsonObject): ReadonlyMap<string, number> {
    const known = this.#positions.get(object) ?? new Map(Object.keys(object).map((name, index) => [name, index]));
    this.#positions.set(object, known);
    return known;
  }
}

function compareOrders(left: readonly number[], right: readonly number[]): number {
  for (let level = 0; level < Math.min(left.length, right.length); level++) {
    const difference = (left[level] ?? 0) - (right[level] ?? 0);
    if (difference !== 0) return difference;
  }
  return left.length - right.length;
}

/** Ajv knows plain numbers only; for the form of a contract the nearest double tells enough. */
function plainNumbers(value: JsonValue): JsonValue {
  return holdsExact(value) ? withPlainNumbers(value) : value;
}

function holdsExact(value: JsonValue): boolean {
  if (typeof value !== 'object' || value === null) return false;
  return value instanceof ExactNumber || Object.values<JsonValue>(value).some(holdsExact);
}

function withPlainNumbers(value: JsonValue): JsonValue {
  if (value instanceof ExactNumber) return Number(value.text);
  if (Array.isArray(value)) return value.map(withPlainNumbers);
  if (!isObject(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, withPlainNumbers(member)]));
}
