import { type ValuePath, valueAt } from '../../codec/value-path.ts';
import type { BodyContent } from '../../contract/body-declaration.ts';
import type { Operation, Parameter } from '../../contract/contract.ts';
import { placeAt } from '../../contract/known-place.ts';
import type { BodyAddition } from '../../contract/upstream-route.ts';
import type { WriteFault } from '../../format/body-format.ts';
import { textLocations } from '../../http/location.ts';
import { unsendableViolation } from '../../problem/member-violation.ts';
import { formatPointer } from '../../problem/pointer.ts';
import { type ViolationPlace, violationPlace } from '../../problem/violation-place.ts';
import type { Violation } from '../../problem/violation.ts';
import type { TypedValues } from '../request.ts';
import { callerPath } from './caller-path.ts';
import { addedViolation, originOf } from './encode-violation.ts';

/** What a value of the outgoing body is told by: the request as the caller sent it. */
export interface BodyOrigin {
  readonly operation: Operation;
  readonly content: BodyContent | undefined;
  readonly values: TypedValues;
}

/**
 * Puts a fault of the outgoing body into the caller's terms.
 *
 * What the contract adds is the caller's where it is made of a value of the request.
 * Throws when the value is none of the caller's: a constant or the app's context that the upstream's format cannot hold.
 */
export function bodyViolation({ path, reason }: WriteFault, origin: BodyOrigin): Violation {
  const parameter = parameterAt(origin.operation, path);
  if (parameter !== undefined) return parameterViolation(parameter, reason, origin);
  const addition = origin.operation.upstream.bodyAdditions.find((each) => standsAt(each, path));
  if (addition !== undefined) {
    const violation = addedViolation(addition.value, reason, origin);
    if (violation !== undefined) return violation;
    const added = `The value that the contract adds at /${path.join('/')} of the body${originOf(addition.value)}`;
    throw new Error(`${added} cannot be sent: ${reason}`);
  }
  const { content, values } = origin;
  const way = wayTo(path, content);
  const { place, sensitive } = placeAt(content?.place, way);
  return unsendableViolation({
    ...placeOf(way),
    reason,
    value: (values.body === undefined ? undefined : valueAt(values.body, way)) ?? null,
    sensitive: place === undefined || sensitive,
    hint: place?.hint,
  });
}

/** Whose value stands at a path of the outgoing body, in the caller's terms. */
export function callerPlace(path: ValuePath, { operation, content }: Omit<BodyOrigin, 'values'>): ViolationPlace {
  const parameter = parameterAt(operation, path);
  if (parameter === undefined) return placeOf(wayTo(path, content));
  return { in: parameter.in, name: parameter.name, pointer: formatPointer([parameter.name]) };
}

/** The way to a value in the caller's body, as far as it can be told; the body as a whole where it cannot. */
const wayTo = (path: ValuePath, content: BodyContent | undefined): ValuePath =>
  (content === undefined ? undefined : callerPath(content.plan, path)) ?? [];

const placeOf = (way: ValuePath): ViolationPlace => violationPlace('body', way);

const begins = (path: ValuePath, start: ValuePath): boolean =>
  start.length > 0 && start.length <= path.length && start.every((step, index) => step === path[index]);

function parameterAt({ parameters }: Operation, path: ValuePath): Parameter | undefined {
  const all = textLocations.flatMap((location) => parameters[location].parameters);
  return all.find(({ rule: { target } }) => target.kind === 'member' && begins(path, target.path));
}

/** Whether a value stands where, or below where, an addition puts its own. */
function standsAt({ path: start, each }: Pick<BodyAddition, 'path' | 'each'>, path: ValuePath): boolean {
  if (start.length > path.length || !start.every((step, index) => step === path[index])) return false;
  const [first, ...others] = each;
  if (first === undefined) return start.length > 0;
  // Behind the list or map, an index or name leads to the item.
  const inItem = path.slice(start.length + 1);
  return standsAt({ path: first, each: others }, inItem);
}

function parameterViolation(parameter: Parameter, reason: string, { values }: BodyOrigin): Violation {
  const { in: location, name, place } = parameter;
  const value = values[location][name] ?? null;
  const at = { in: location, name, pointer: formatPointer([name]) };
  return unsendableViolation({ ...at, reason, value, sensitive: place.sensitive, hint: place.hint });
}
