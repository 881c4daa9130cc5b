import { createBareObject } from '../../codec/bare-object.ts';
import { isObject } from '../../codec/json-type.ts';
import type { JsonObject, JsonValue } from '../../codec/json-value.ts';
import { putAll } from '../../codec/value-path.ts';
import type { BodyContent } from '../../contract/body-declaration.ts';
import { createViolation } from '../../problem/violation.ts';
import type { IncomingBody, PlacedBody, TypedValues } from '../request.ts';
import { type MapRun, refuse } from './map-run.ts';
import { isEmpty, mapObject, mapValue } from './map-value.ts';
import { settlePlan } from './pick-option.ts';
import { withoutFiles } from './without-files.ts';

/** What `map` is given: the typed values, and the body as it came. */
export interface MapInput {
  readonly values: TypedValues;
  readonly content: BodyContent | undefined;
  readonly body: IncomingBody | undefined;
  /** Maps the body where it is an object; only for one that fits its schema, and without numbers beyond a double. */
  readonly code?: BodyCode | undefined;
}

/** A mapping that is written for one contract; it gives anything but an object where it leaves the body to `mapObject`. */
export type BodyCode = (body: JsonObject, run: MapRun) => JsonValue | symbol;

/** How one body is mapped. */
export interface BodyRun {
  readonly run: MapRun;
  readonly policy: MapRun['unknown'];
  /** Whether values of other locations become a part of the body. */
  readonly landsInBody: boolean;
  /** The contents of which something lands at the root. */
  readonly rooted: ReadonlySet<BodyContent>;
}

/** Maps a body; an object is in `run.root` then. */
export function mapBody(
  { values, content, body, code }: MapInput,
  { run, policy, landsInBody, rooted }: BodyRun,
): PlacedBody {
  if (content === undefined || values.body === undefined || body === undefined) return { kind: 'none' };
  if (body.kind === 'stream') return { kind: 'stream' };
  const isSameFormat = content.format.kind === content.outgoing.kind;
  if (isSameFormat && content.plan.identity && !landsInBody && policy !== 'drop' && body.kind === 'bytes') {
    return { kind: 'same', bytes: body.bytes };
  }
  run.in = 'body';
  run.unknown = policy;
  const value = withoutFiles(values.body, body, content);
  const plan = settlePlan(content.plan, value, run.judge);
  if (plan === undefined) return { kind: 'none' };
  if (isObject(value) && plan.codec === undefined) {
    // The code counts on what the schema requires, and a form is mapped without its files.
    const byCode = code !== undefined && run.root === undefined && body.kind !== 'parts';
    const written = byCode ? mapByCode(code, value, run) : undefined;
    if (written !== undefined) return { kind: 'value', value: written };
    run.root ??= createBareObject();
    mapObject(plan, value, { target: run.root, run });
    // Names that begin at the root leave the object, but not the body.
    if (!plan.leavesNothing || !isEmpty(run.root) || rooted.has(content)) return { kind: 'value', value: run.root };
    run.root = undefined;
    return { kind: 'none' };
  }
  const mapped = mapValue(plan, value, run);
  if (mapped === undefined) return { kind: 'none' };
  if (!isObject(mapped)) {
    if (run.root !== undefined) refuse(run, () => rootCollision);
    return { kind: 'value', value: mapped };
  }
  // A codec made an object of the whole: what landed in the body before stands beside its members.
  run.root ??= createBareObject();
  if (!putAll(run.root, mapped)) refuse(run, () => rootCollision);
  return { kind: 'value', value: run.root };
}

/** Values of a body that is no object, or is one without room, have others to stand beside. */
export const rootCollision = createViolation({
  in: 'body',
  name: '',
  pointer: '#',
  code: 'collision',
  predicate: 'cannot be sent on: there is no place in it for other values that belong into it',
});

function mapByCode(code: BodyCode, value: JsonObject, run: MapRun): JsonObject | undefined {
  const known = run.violations.length;
  const mapped = code(value, run);
  if (typeof mapped !== 'symbol' && isObject(mapped)) {
    run.root = mapped;
    return mapped;
  }
  // The closures begin anew, and say what is wrong in the caller's words.
  run.violations.length = known;
  return undefined;
}
