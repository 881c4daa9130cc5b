import { ExactNumber } from '../../codec/exact-number.ts';
import { isObject } from '../../codec/json-type.ts';
import type { JsonValue } from '../../codec/json-value.ts';
import type { BodyContent } from '../../contract/body-declaration.ts';
import type { Operation } from '../../contract/contract.ts';
import type { ValuePlan } from '../../contract/value-plan.ts';
import type { AddedValue, Reference } from '../../contract/upstream-route.ts';
import type { TypedValues } from '../request.ts';
import { createJudge } from '../explain/applying.ts';
import { isUndecoded } from '../undecoded.ts';
import { settlePlan } from './pick-option.ts';

/**
 * Makes one added value from the typed values of a request and the declared body that they came with; `undefined` where
 * something it needs is absent.
 */
export type AddValue = (values: TypedValues, content: BodyContent | undefined) => JsonValue | undefined;

/** Compiles a value that the contract adds to the outgoing request (docs/contract.md, "Added value"). */
export function compileAddedValue(operation: Operation, added: AddedValue): AddValue {
  if (added.kind === 'constant') return () => added.value;
  if (added.kind === 'secret') {
    const { text, live } = added;
    return live === undefined ? () => text : () => live.text;
  }
  if (added.kind === 'from') return compileReference(operation, added.reference);
  const parts = added.parts.map((part) => (typeof part === 'string' ? () => part : compileReference(operation, part)));
  return (values, content) => {
    let text = '';
    for (const part of parts) {
      const value = part(values, content);
      if (value === undefined || value === null) return undefined;
      text += scalarText(value);
    }
    return text;
  };
}

/** References see the caller's values, completed by their defaults; what the app gives as context is taken as it is. */
function compileReference(operation: Operation, reference: Reference): AddValue {
  const { in: location, name, path } = reference;
  if (location === 'body') return (values, content) => follow(values.body, content?.plan, path);
  if (location === 'context') return (values) => follow(own(values.context, name), undefined, path);
  if (location === 'credential') return (values) => follow(own(values.credential, name), undefined, path);
  const parameter = operation.parameters[location].parameters.find((candidate) => candidate.name === name);
  return (values) => follow(own(values[location], name) ?? parameter?.rule.fallback, parameter?.value, path);
}

function follow(
  value: JsonValue | undefined,
  plan: ValuePlan | undefined,
  path: readonly string[],
): JsonValue | undefined {
  let at = value;
  let known = plan;
  for (const name of path) {
    // The defaults of a branch complete what the branch describes.
    if (known?.choice !== undefined && at !== undefined) known = settlePlan(known, at, createJudge());
    const member = known?.members.get(name);
    // A default completes an object that is there; it never makes an absent one.
    at = isObject(at) && !isUndecoded(at) ? (own(at, name) ?? member?.rule.fallback) : undefined;
    known = member?.value;
  }
  return at === undefined || isUndecoded(at) ? undefined : at;
}

function own(value: JsonValue | undefined, name: string): JsonValue | undefined {
  return isObject(value) && Object.hasOwn(value, name) ? value[name] : undefined;
}

/** The checks of a template let only scalars in; anything else here is a defect, which becomes a 500. */
function scalarText(value: JsonValue): string {
  if (typeof value === 'object') {
    if (value instanceof ExactNumber) return value.text;
    throw new TypeError('a template met a value that is no scalar');
  }
  return String(value);
}
