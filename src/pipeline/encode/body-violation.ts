import { type ValuePath, valueAt } from '../../codec/value-path.ts';
import type { BodyContent } from '../../contract/body-declaration.ts';
import type { Operation, Parameter } from '../../contract/contract.ts';
import type { Place } from '../../contract/place.ts';
import type { WriteFault } from '../../format/body-format.ts';
import { textLocations } from '../../http/location.ts';
import { unsendableViolation } from '../../problem/member-violation.ts';
import { formatPointer } from '../../problem/pointer.ts';
import type { Violation } from '../../problem/violation.ts';
import type { TypedValues } from '../request.ts';
import { callerPath } from './caller-path.ts';

/** What a value of the outgoing body is told by: the request as the caller sent it. */
export interface BodyOrigin {
  readonly operation: Operation;
  readonly content: BodyContent | undefined;
  readonly values: TypedValues;
}

/**
 * Puts a fault of the outgoing body into the caller's terms.
 *
 * Throws when the value is none of the caller's: a constant or the app's context that the upstream's format cannot hold.
 */
export function bodyViolation({ path, reason }: WriteFault, origin: BodyOrigin): Violation {
  const parameter = parameterAt(origin.operation, path);
  if (parameter !== undefined) return parameterViolation(parameter, reason, origin);
  if (path.length > 0 && isAdded(origin.operation, path)) {
    throw new Error(`The value that the contract adds at /${path.join('/')} of the body cannot be sent: ${reason}`);
  }
  const { content, values } = origin;
  const way = (content === undefined ? undefined : callerPath(content.plan, path)) ?? [];
  const place = content === undefined ? undefined : placeAt(content.place, way);
  return unsendableViolation({
    in: 'body',
    name: String(way.at(-1) ?? ''),
    pointer: formatPointer(way),
    reason,
    value: (values.body === undefined ? undefined : valueAt(values.body, way)) ?? null,
    sensitive: place === undefined || place.sensitive,
    hint: place?.hint,
  });
}

const begins = (path: ValuePath, start: ValuePath): boolean =>
  start.length > 0 && start.length <= path.length && start.every((step, index) => step === path[index]);

function parameterAt({ parameters }: Operation, path: ValuePath): Parameter | undefined {
  const all = textLocations.flatMap((location) => parameters[location].parameters);
  return all.find(({ rule: { target } }) => target.kind === 'member' && begins(path, target.path));
}

const isAdded = ({ upstream }: Operation, path: ValuePath): boolean =>
  upstream.bodyAdditions.some((addition) => begins(path, addition.path));

function parameterViolation(parameter: Parameter, reason: string, { values }: BodyOrigin): Violation {
  const { in: location, name, place } = parameter;
  const value = values[location][name] ?? null;
  const at = { in: location, name, pointer: formatPointer([name]) };
  return unsendableViolation({ ...at, reason, value, sensitive: place.sensitive, hint: place.hint });
}

function placeAt(root: Place, way: ValuePath): Place | undefined {
  let place: Place | undefined = root;
  for (const step of way) {
    if (place?.sensitive === true) return place;
    place =
      typeof step === 'number'
        ? (place?.prefixItems[step] ?? place?.items)
        : (place?.members.get(step) ?? place?.additional);
  }
  return place;
}
