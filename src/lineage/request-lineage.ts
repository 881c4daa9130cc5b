import type { JsonObject, JsonValue } from '../codec/json-value.ts';
import { type ValuePath, valueAt } from '../codec/value-path.ts';
import type { BodyContent } from '../contract/body-declaration.ts';
import type { Operation } from '../contract/contract.ts';
import { pointerTo } from '../contract/json-pointer.ts';
import type { Slot } from '../contract/upstream-route.ts';
import { type Location, textLocations } from '../http/location.ts';
import { createJudge } from '../pipeline/explain/applying.ts';
import type { Incoming, Outgoing, PlacedValues, TypedValues } from '../pipeline/request.ts';
import { addedSource } from './added-source.ts';
import { additionAt } from './addition-at.ts';
import { leavesOf } from './leaves.ts';
import type { LineagePlace, LineageRow, LineageSource } from './lineage.ts';
import { passedOn } from './passed-on.ts';
import { type Landing, type Trace, traceTo, wayBack } from './trace.ts';
import { type Spot, Tracer } from './trace-value.ts';

/** A request that went through the stages, and its values as they may be shown. */
export interface TracedRequest {
  readonly values: TypedValues;
  /** The declared media type of the body. */
  readonly content: BodyContent | undefined;
  readonly placed: PlacedValues;
  /** `placed` with masks for what is sensitive. */
  readonly shown: PlacedValues;
  readonly incoming: Incoming;
  /** Made of `shown`. */
  readonly outgoing: Outgoing;
}

/** The traces of one location, by which an outgoing place is found. */
interface LocatedTrace {
  readonly in: Location;
  readonly traces: readonly Trace[];
}

interface Traced {
  readonly operation: Operation;
  readonly request: TracedRequest;
  readonly located: readonly LocatedTrace[];
}

/**
 * Says of every value of an outgoing request what it was made of.
 *
 * Out: a row for each slot that is filled, a list in one row, one for each scalar of the body, and one for each field and
 *      parameter that goes on as it came.
 */
export function requestLineage(operation: Operation, request: TracedRequest): LineageRow[] {
  const traced: Traced = { operation, request, located: traceLocations(operation, request) };
  const slots = operation.upstream.slots.flatMap((slot) => slotRows(slot, traced));
  return [...slots, ...bodyRows(traced), ...passedOn(operation, request)];
}

function traceLocations({ parameters }: Operation, { values, content }: TracedRequest): LocatedTrace[] {
  const judge = createJudge();
  const texts = textLocations.map((location): LocatedTrace => {
    const tracer = new Tracer(judge);
    const group: JsonObject = values[location];
    for (const parameter of parameters[location].parameters) {
      const value = Object.hasOwn(group, parameter.name) ? group[parameter.name] : undefined;
      tracer.member(parameter, value, rootOf(tracer));
    }
    return { in: location, traces: tracer.traces };
  });
  const tracer = new Tracer(judge);
  if (content !== undefined && values.body !== undefined) tracer.value(content.plan, values.body, rootOf(tracer));
  return [...texts, { in: 'body', traces: tracer.traces }];
}

const rootOf = ({ traces }: Tracer): Spot => ({
  from: [],
  to: { slot: undefined, path: [] },
  rules: [],
  isDefault: false,
  into: traces,
});

function slotRows(slot: Slot, { operation, request, located }: Traced): LineageRow[] {
  const { placed, shown } = request;
  const { index, in: location, name, source } = slot;
  const value = placed.slots[index];
  if (value === undefined) return [];
  const to = (path: ValuePath): LineagePlace => ({ in: location, name, pointer: pointerTo('', ...path) });
  if (source.kind === 'added') {
    const rule = { file: operation.file, pointer: source.pointer, maps: true };
    return [{ to: to([]), value: shown.slots[index], from: [addedSource(source.value)], rules: [rule], codecs: [] }];
  }
  const gathering = source.kind === 'gathered' ? source.gather.codec : undefined;
  const landed = located.flatMap(({ traces }) => traces.filter((trace) => trace.to.slot === index));
  const paths = new Set(landed.map((trace) => JSON.stringify(trace.to.path)));
  // Of a value that came as a whole one row is enough; of one that was gathered each part has its own.
  const parts = paths.size < 2 || paths.has('[]') ? [[]] : [...paths].map((path): ValuePath => JSON.parse(path));
  return parts.map((path) => {
    const row = rowOf({ slot: index, path }, to(path), located);
    const masked = shown.slots[index];
    const codecs = gathering === undefined ? row.codecs : [...row.codecs, gathering.name];
    return { ...row, codecs, value: masked === undefined ? undefined : shownAt(masked, path) };
  });
}

function bodyRows({ operation, request: { placed, shown }, located }: Traced): LineageRow[] {
  const to = (path: ValuePath): LineagePlace => ({ in: 'body', name: '', pointer: pointerTo('', ...path) });
  const { body } = placed;
  if (body.kind === 'none') return [];
  if (body.kind !== 'value') {
    return [{ to: to([]), value: undefined, from: [{ kind: 'undeclared', place: to([]) }], rules: [], codecs: [] }];
  }
  // Not those of the value itself, whose names may be made of secrets.
  const leaves = shown.body.kind === 'value' ? leavesOf(shown.body.value) : [];
  return leaves.map(({ path, value }) => {
    const addition = additionAt(operation.upstream.bodyAdditions, path);
    if (addition !== undefined) {
      const rule = { file: operation.file, pointer: addition.pointer, maps: true };
      return { to: to(path), value, from: [addedSource(addition.value)], rules: [rule], codecs: [] };
    }
    return { ...rowOf({ slot: undefined, path }, to(path), located), value };
  });
}

/** What was masked as a whole has a mask at the end of a shorter way. */
function shownAt(masked: JsonValue, path: ValuePath): JsonValue | undefined {
  const found = valueAt(masked, path);
  return found !== undefined || path.length === 0 ? found : shownAt(masked, path.slice(0, -1));
}

function rowOf(landing: Landing, to: LineagePlace, located: readonly LocatedTrace[]): Omit<LineageRow, 'value'> {
  let best: { in: Location; trace: Trace } | undefined;
  for (const { in: location, traces } of located) {
    const trace = traceTo(traces, landing);
    if (trace === undefined) continue;
    if (best === undefined || trace.to.path.length >= best.trace.to.path.length) best = { in: location, trace };
  }
  if (best === undefined) return { to, from: [], rules: [], codecs: [] };
  const { from, rules, codecs, isDefault } = wayBack(best.trace, landing.path);
  const place = placeOf(best.in, from);
  const source: LineageSource = { kind: isDefault ? 'default' : 'value', place };
  return { to, from: [source], rules, codecs };
}

/** In a body all of the way is a pointer; elsewhere its first step is a name. */
function placeOf(location: Location, path: ValuePath): LineagePlace {
  if (location === 'body') return { in: location, name: '', pointer: pointerTo('', ...path) };
  const [name = '', ...rest] = path;
  return { in: location, name: String(name), pointer: pointerTo('', ...rest) };
}
