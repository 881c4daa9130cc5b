import { isObject } from '../../codec/json-type.ts';
import type { JsonValue } from '../../codec/json-value.ts';
import type { NameSteps } from '../../contract/answer-names.ts';
import type { Way } from '../edits.ts';

/** A value that some steps lead to. */
export interface Spot {
  readonly way: Way;
  readonly value: JsonValue;
  /** What each `*` of the steps stands for here. */
  readonly bound: Way;
}

/** Finds all values that steps lead to, in document order. */
export function findAt(root: JsonValue, steps: NameSteps): Spot[] {
  let spots: Spot[] = [{ way: [], value: root, bound: [] }];
  for (const step of steps)
    spots = spots.flatMap((spot) => (step === undefined ? everyBelow(spot) : below(spot, step)));
  return spots;
}

function everyBelow({ way, value, bound }: Spot): Spot[] {
  const entries: [string | number, JsonValue][] = Array.isArray(value)
    ? [...value.entries()]
    : isObject(value)
      ? Object.entries(value)
      : [];
  return entries.map(([step, item]) => ({ way: [...way, step], value: item, bound: [...bound, step] }));
}

function below({ way, value, bound }: Spot, step: string): Spot[] {
  const at = Array.isArray(value) && /^(?:0|[1-9]\d{0,8})$/.test(step) ? Number(step) : step;
  const found = childAt(value, at);
  return found === undefined ? [] : [{ way: [...way, at], value: found, bound }];
}

/** Steps with what each `*` stands for. */
export function bindSteps(steps: NameSteps, bound: Way): Way {
  const values = bound.values();
  return steps.map((step) => step ?? values.next().value ?? '');
}

/** What stands at a way, or `undefined`. */
export function valueAtSteps(root: JsonValue, way: Way): JsonValue | undefined {
  return way.reduce<JsonValue | undefined>(
    (value, step) => (value === undefined ? undefined : childAt(value, step)),
    root,
  );
}

function childAt(value: JsonValue, step: string | number): JsonValue | undefined {
  if (Array.isArray(value)) return typeof step === 'number' ? value[step] : undefined;
  return isObject(value) && Object.hasOwn(value, step) ? value[step] : undefined;
}
