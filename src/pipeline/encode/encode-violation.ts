import type { JsonValue } from '../../codec/json-value.ts';
import type { Operation } from '../../contract/contract.ts';
import type { AddedValue, Reference, Slot, SlotSource } from '../../contract/upstream-route.ts';
import { childOf, pointerNames } from '../../contract/json-pointer.ts';
import { type KnownPlace, placeAt } from '../../contract/known-place.ts';
import type { Location } from '../../http/location.ts';
import { requiredViolation, unsendableViolation } from '../../problem/member-violation.ts';
import { violationPlace } from '../../problem/violation-place.ts';
import { createViolation, type Violation } from '../../problem/violation.ts';
import type { TypedValues } from '../request.ts';
import type { SlotFault } from './slot-writer.ts';

/** A value of the caller: its location, and the way to it from the location's values, the parameter's name first. */
interface CallerValue {
  readonly in: Location;
  readonly path: readonly (string | number)[];
}

/**
 * Puts a fault of a slot into the caller's terms: it names the caller's parameter, not the upstream's.
 *
 * Out: `undefined` where the fault follows from another one: what the caller sent did not decode, or a codec refused it.
 * Throws when the value is none of the caller's (a secret, a constant, the app's context): that is a defect.
 */
export function slotViolation(
  { slot, fault }: SlotFault,
  operation: Operation,
  values: TypedValues,
): Violation | undefined {
  const sources = [slot.source, ...(slot.others ?? [])];
  const wanted = sources.flatMap((source) => callerValues(source, fault === 'absent' ? [] : fault.at));
  const sent = wanted.find((value) => valueAt(values, value) !== undefined);
  const whole =
    slot.source.kind === 'added' ? wanted[0] : (sent ?? (slot.source.kind === 'mapped' ? wanted[0] : undefined));
  if (whole === undefined) throw new Error(`${describe(slot)} cannot be sent: ${reasonOf(fault)}`);
  if (fault === 'absent') {
    const empty = wanted.find((value) => valueAt(values, value) === null);
    if (empty !== undefined) return nullViolation(empty, operation);
    return valueAt(values, whole) === undefined ? requiredViolation(violationPlace(whole.in, whole.path)) : undefined;
  }
  const source = callerPart(whole, { at: fault.at, values });
  const at = violationPlace(source.in, source.path);
  if (fault.code === 'collision') {
    return createViolation({ ...at, code: fault.code, predicate: `cannot be sent on: ${fault.reason}` });
  }
  const { place, sensitive } = declaredPlace(operation, source);
  const value = valueAt(values, source);
  return unsendableViolation({ ...at, reason: fault.reason, value: value ?? null, sensitive, hint: place?.hint });
}

/**
 * Puts the fault of a value that the contract adds into the terms of the caller's value that it is made of.
 *
 * Out: `undefined` where it is made of none, but of a secret, a constant or the app's context.
 */
export function addedViolation(
  added: AddedValue,
  reason: string,
  { operation, values }: { readonly operation: Operation; readonly values: TypedValues },
): Violation | undefined {
  const parts = addedParts(added);
  const source = parts.find((value) => valueAt(values, value) !== undefined) ?? parts[0];
  if (source === undefined) return undefined;
  const { place, sensitive } = declaredPlace(operation, source);
  const value = valueAt(values, source) ?? null;
  return unsendableViolation({
    ...violationPlace(source.in, source.path),
    reason,
    value,
    sensitive,
    hint: place?.hint,
  });
}

const reasonOf = (fault: SlotFault['fault']): string => (fault === 'absent' ? 'it is absent' : fault.reason);

const describe = ({ in: location, name, source }: Slot): string =>
  `The upstream's ${location} \`${name}\`${source.kind === 'added' ? originOf(source.value) : ''}`;

/** Of which of the app's values an added value is made. */
export function originOf(added: AddedValue): string {
  const names = referencesOf(added).map(
    ({ in: location, name, path }) => `\`${[`${location}:${name}`, ...path].join('/')}\``,
  );
  return names.length === 0 ? '' : `, made of ${names.join(' and ')},`;
}

/** A template leaves itself out where a part of it is null, which the path of a request cannot do without. */
function nullViolation(source: CallerValue, operation: Operation): Violation {
  const hint = declaredPlace(operation, source).place?.hint;
  const reason = 'it is null, which text cannot say';
  return unsendableViolation({ ...violationPlace(source.in, source.path), reason, value: null, sensitive: true, hint });
}

/** The caller's values that a slot is filled from; none where it is a value of the contract or the app. */
function callerValues(source: SlotSource, at: readonly (string | number)[]): CallerValue[] {
  if (source.kind === 'mapped') return [{ in: source.in, path: pointerNames(source.pointer) }];
  if (source.kind === 'gathered') {
    // The member that is at fault comes first; where all of the object is, any of them stands for it.
    const { members } = source.gather;
    const faulty = members.filter(({ path }) => path.every((step, index) => at[index] === step));
    return [...faulty, ...members].map(({ in: location, pointer }) => ({ in: location, path: pointerNames(pointer) }));
  }
  return addedParts(source.value);
}

function addedParts(value: AddedValue): CallerValue[] {
  return referencesOf(value).flatMap((reference) => referencedValue(reference) ?? []);
}

function referencesOf(value: AddedValue): readonly Reference[] {
  if (value.kind === 'constant' || value.kind === 'secret') return [];
  return value.kind === 'from' ? [value.reference] : value.parts.filter((part) => typeof part !== 'string');
}

function referencedValue({ in: location, name, path }: Reference): CallerValue | undefined {
  if (location === 'context' || location === 'credential') return undefined;
  return { in: location, path: location === 'body' ? path : [name, ...path] };
}

/** The item or member that is at fault, if the caller's value has one of that name: the mapping may have renamed it. */
function callerPart(
  whole: CallerValue,
  { at, values }: { at: readonly (string | number)[]; values: TypedValues },
): CallerValue {
  const part = { in: whole.in, path: [...whole.path, ...at] };
  return valueAt(values, part) === undefined ? whole : part;
}

function valueAt(values: TypedValues, { in: location, path }: CallerValue): JsonValue | undefined {
  let value: JsonValue | undefined = values[location];
  for (const step of path) value = value === undefined ? undefined : childOf(value, String(step));
  return value;
}

/** Which of several media types a body has makes no difference to what is hidden: any of them hides. */
function declaredPlace(operation: Operation, { in: location, path }: CallerValue): KnownPlace {
  const [first, ...rest] = path;
  const known =
    location === 'body'
      ? (operation.body?.content.map(({ place }) => placeAt(place, path)) ?? [])
      : operation.parameters[location].parameters
          .filter(({ name }) => name === first)
          .map(({ place }) => placeAt(place, rest));
  const declared = known.find(({ place }) => place !== undefined) ?? { place: undefined, required: false };
  return { ...declared, sensitive: declared.place === undefined || known.some(({ sensitive }) => sensitive) };
}
