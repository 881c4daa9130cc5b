import { isObject } from '../../codec/json-type.ts';
import type { JsonValue } from '../../codec/json-value.ts';
import { childOf, pointerNames } from '../../contract/json-pointer.ts';
import type { PatchStep } from './insight.ts';

/**
 * Applies the steps that suggestions have to a copy of a document.
 *
 * Fails: throws where a step does not fit the document, which has changed since the report was made.
 * Source: RFC 6902, section 4; `move` and `copy` are never suggested.
 */
export function applyPatch(document: JsonValue, steps: readonly PatchStep[]): JsonValue {
  const changed: JsonValue = structuredClone(document);
  for (const step of steps) {
    const names = pointerNames(step.path);
    const name = names.pop() ?? '';
    let target: JsonValue | undefined = changed;
    for (const below of names) target = target === undefined ? undefined : childOf(target, below);
    if (!applyStep(target, name, step))
      throw new Error(`nothing stands at ${step.path} as the report knows it: ${cure}`);
  }
  return changed;
}

const cure = 'the contract has changed, ask for a new report';

function applyStep(target: JsonValue | undefined, name: string, step: PatchStep): boolean {
  if (step.op === 'test') return JSON.stringify(target && childOf(target, name)) === JSON.stringify(step.value);
  if (Array.isArray(target)) {
    const index = name === '-' ? target.length : Number(name);
    if (!Number.isInteger(index) || index > target.length) return false;
    if (step.op === 'remove') target.splice(index, 1);
    else target.splice(index, step.op === 'replace' ? 1 : 0, step.value);
    return true;
  }
  if (!isObject(target) || (step.op !== 'add' && !Object.hasOwn(target, name))) return false;
  if (step.op === 'remove') delete target[name];
  else target[name] = step.value;
  return true;
}
