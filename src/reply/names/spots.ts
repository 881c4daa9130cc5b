import { isObject } from '../../codec/json-type.ts';
import type { JsonValue } from '../../codec/json-value.ts';
import { valueAt } from '../../codec/value-path.ts';
import type { NameSteps } from '../../contract/answer-names.ts';
import type { Way } from '../edits.ts';
import { indexStep } from './index-step.ts';

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
  const at = Array.isArray(value) ? (indexStep(step) ?? step) : step;
  const found = valueAt(value, [at]);
  return found === undefined ? [] : [{ way: [...way, at], value: found, bound }];
}

/** Steps with what each `*` stands for. */
export function bindSteps(steps: NameSteps, bound: Way): NameSteps {
  const values = bound.values();
  return steps.map((step) => step ?? String(values.next().value ?? ''));
}
