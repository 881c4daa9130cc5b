import { isObject } from '../codec/json-type.ts';
import type { JsonObject, JsonValue } from '../codec/json-value.ts';
import { headerSources } from './answer-sources.ts';
import type { AnswerBody, AnswerEvent, AnswerStream } from './answer-declaration.ts';
import type { Fault } from './finding.ts';
import { pointerTo } from './json-pointer.ts';
import { checkLandings } from './landings.ts';
import { planContent } from './normalize-body.ts';
import type { OperationScope } from './operation-scope.ts';
import type { Place } from './place.ts';
import { keywordAt } from './schema-keywords.ts';
import type { SchemaNode } from './schema-node.ts';

/** A declared stream before the mapping of its events is planned. */
export interface DeclaredStream extends Pick<AnswerStream, 'kind' | 'otherEvents' | 'dropped'> {
  readonly mediaType: string;
  readonly events: readonly DeclaredEvent[];
}

interface DeclaredEvent {
  /** The caller's name; empty for records. */
  readonly name: string;
  readonly pointer: string;
  readonly schema: SchemaNode;
  readonly place: Place;
}

const kinds: ReadonlyMap<string, AnswerStream['kind']> = new Map([
  ['text/event-stream', 'events'],
  ['application/jsonl', 'lines'],
  ['application/jsonlines', 'lines'],
  ['application/json-lines', 'lines'],
  ['application/ndjson', 'lines'],
  ['application/x-jsonlines', 'lines'],
  ['application/x-ndjson', 'lines'],
  ['application/json-seq', 'sequence'],
]);

/** How a content is made up of many values; `undefined` for one that is one value, or none. Source: RFC 7464; RFC 8142. */
export function streamKind(mediaType: string): AnswerStream['kind'] | undefined {
  return kinds.get(mediaType) ?? (mediaType.endsWith('+json-seq') ? 'sequence' : undefined);
}

/**
 * Reads the declaration of a stream. `undefined` for a content that is none, or of which no event is declared: it passes.
 */
export function declareStream(
  scope: OperationScope,
  mediaType: string,
  { pointer, written }: { readonly pointer: string; readonly written: JsonValue },
): DeclaredStream | undefined {
  const kind = streamKind(mediaType);
  if (kind === undefined) return undefined;
  if (kind !== 'events') {
    const events = [declareEvent(scope, '', { pointer, written })];
    return { kind, mediaType, events, otherEvents: 'pass', dropped: new Map() };
  }
  if (!isObject(written)) return undefined;
  const events = declareEvents(scope, pointer, written);
  const dropped = declareDropped(scope, pointer, written);
  const otherEvents = written['x-other-events'] === 'drop' ? 'drop' : 'pass';
  if (events.length === 0 && dropped.size === 0 && otherEvents === 'pass') return undefined;
  return { kind, mediaType, events, otherEvents, dropped };
}

function declareEvents(scope: OperationScope, pointer: string, stream: JsonObject): DeclaredEvent[] {
  const events = isObject(stream['x-events']) ? stream['x-events'] : {};
  return Object.entries(events).flatMap(([name, written]) => {
    const at = pointerTo(pointer, 'x-events', name);
    if (!Array.isArray(written)) return [declareEvent(scope, name, { pointer: at, written })];
    return written.map((schema, index) =>
      declareEvent(scope, name, { pointer: pointerTo(at, index), written: schema }),
    );
  });
}

function declareEvent(
  scope: OperationScope,
  name: string,
  { pointer, written }: { readonly pointer: string; readonly written: JsonValue },
): DeclaredEvent {
  const schema = scope.answers.node(scope.document, pointer, written);
  return { name, pointer, schema, place: scope.answerPlaces.place(schema) };
}

function declareDropped(scope: OperationScope, pointer: string, stream: JsonObject): Map<string, SchemaNode> {
  const dropped = isObject(stream['x-drop-events']) ? stream['x-drop-events'] : {};
  return new Map(
    Object.entries(dropped).map(([name, written]) => [
      name,
      scope.conditions.node(scope.document, pointerTo(pointer, 'x-drop-events', name), written),
    ]),
  );
}

/** Completes a declared stream with the plans of its events, to be run backwards. */
export function planStream(scope: OperationScope, declared: DeclaredStream): AnswerStream {
  const { kind, otherEvents, dropped } = declared;
  const events = declared.events.map((event): AnswerEvent => {
    const upstreamName = kind === 'events' ? readUpstreamName(scope, event) : '';
    return { name: event.name, upstreamName, body: planEvent(scope, event, declared) };
  });
  return { kind, events, otherEvents, dropped };
}

/** On the root of an event's data `x-upstream` names the event; only a codec can be declared for the data as a whole. */
function readUpstreamName(scope: OperationScope, { name, place, pointer }: DeclaredEvent): string {
  const written = keywordAt(place, 'x-upstream');
  if (written === undefined) return name;
  if (typeof written === 'string' && written !== '') return written;
  if (isObject(written) && Object.keys(written).every((member) => member === 'name' || member === 'codec')) {
    return typeof written['name'] === 'string' ? written['name'] : name;
  }
  scope.report(pointer, eventMapping);
  return name;
}

function planEvent(
  scope: OperationScope,
  { schema, place }: DeclaredEvent,
  { kind, mediaType }: DeclaredStream,
): AnswerBody {
  const { planner, slots } = scope.answerPlanner();
  const plan = kind === 'events' ? planner.plan(place, eventRoot) : planContent(scope, planner, { mediaType, place });
  planner.settle();
  checkLandings(scope, { groups: {}, plan, additions: [] });
  return { schema, place, plan, sources: headerSources(scope, plan, slots.slots) };
}

/** Whether a stream can reach the caller as other bytes than it came in. */
export function changesStream({ events, otherEvents, dropped }: AnswerStream): boolean {
  if (otherEvents === 'drop' || dropped.size > 0) return true;
  return events.some((event) => event.name !== event.upstreamName || !event.body.plan.identity || givesText(event));
}

/** Whether the caller gets the data of an event as a bare text, and not as JSON. */
export function givesText({ body }: AnswerEvent): boolean {
  return keywordAt(body.place, 'contentMediaType') === 'text/plain';
}

const eventRoot = {
  in: 'body',
  name: '',
  pointer: '',
  repeated: false,
  alternative: undefined,
  style: undefined,
} as const;

const eventMapping: Fault = {
  rule: 'event-mapping',
  message: "the `x-upstream` of an event's schema is the upstream's name of the event",
  cure: 'write the name, or `{ "name": ..., "codec": ... }`; events that callers do not get stand under `x-drop-events`',
};
