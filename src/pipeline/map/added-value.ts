import { ExactNumber } from '../../codec/exact-number.ts';
import { isObject } from '../../codec/json-type.ts';
import type { JsonValue } from '../../codec/json-value.ts';
import type { Operation } from '../../contract/contract.ts';
import type { AddedValue, Reference } from '../../contract/upstream-route.ts';
import type { TypedValues } from '../request.ts';
import { isUndecoded } from '../undecoded.ts';

/** Makes one added value from the typed values of a request; `undefined` where something it needs is absent. */
export type AddValue = (values: TypedValues) => JsonValue | undefined;

/** Compiles a value that the contract adds to the outgoing request (docs/contract.md, "Added value"). */
export function compileAddedValue(operation: Operation, added: AddedValue): AddValue {
  if (added.kind === 'constant') return () => added.value;
  if (added.kind === 'secret') return () => added.text;
  if (added.kind === 'from') return compileReference(operation, added.reference);
  const parts = added.parts.map((part) => (typeof part === 'string' ? () => part : compileReference(operation, part)));
  return (values) => {
    let text = '';
    for (const part of parts) {
      const value = part(values);
      if (value === undefined || value === null) return undefined;
      text += scalarText(value);
    }
    return text;
  };
}

/** References see the caller's value, completed by its default. */
function compileReference(operation: Operation, reference: Reference): AddValue {
  const { in: location, name, path } = reference;
  if (location === 'body') return (values) => follow(values.body, path);
  if (location === 'context') return (values) => follow(own(values.context, name), path);
  const parameter = operation.parameters[location].parameters.find((candidate) => candidate.name === name);
  const fallback = parameter?.rule.fallback;
  return (values) => follow(own(values[location], name) ?? fallback, path);
}

function follow(value: JsonValue | undefined, path: readonly string[]): JsonValue | undefined {
  let at = value;
  for (const name of path) at = own(at, name);
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
