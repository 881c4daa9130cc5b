import { isObject } from '../codec/json-type.ts';
import type { JsonObject, JsonValue } from '../codec/json-value.ts';
import { isValueKind } from '../http/format-kind.ts';
import { normalizeAnswerHeaders } from './answer-headers.ts';
import { headerSources } from './answer-sources.ts';
import { type DeclaredStream, declareStream, planStream, streamKind } from './answer-streams.ts';
import type {
  AnswerContent,
  AnswerOrigin,
  AnswerStream,
  ResponseDeclaration,
  ResponseValidation,
} from './answer-declaration.ts';
import { checkOrigins, readOrigins } from './answer-origins.ts';
import type { NameRule } from './answer-names.ts';
import { answerFormat, callerFormat, upstreamFormat } from './body-formats.ts';
import { formatFaults } from './format-checks.ts';
import { pointerTo } from './json-pointer.ts';
import { checkLandings } from './landings.ts';
import { planContent, readUpstreamTypes } from './normalize-body.ts';
import { normalizeNames } from './normalize-names.ts';
import type { OperationScope } from './operation-scope.ts';
import type { Place } from './place.ts';
import { isWriteOnly } from './schema-keywords.ts';
import type { SchemaNode } from './schema-node.ts';

/** One schema of an answer before its mapping is planned. */
interface DeclaredSchema {
  readonly pointer: string;
  readonly schema: SchemaNode;
  readonly place: Place;
}

/** One answer as it was written. */
interface DeclaredResponse {
  readonly status: string;
  readonly description: string | undefined;
  readonly content: ReadonlyMap<string, DeclaredSchema>;
  /** Those of the content that hold many values, each of which is declared. */
  readonly streams: ReadonlyMap<string, DeclaredStream>;
  readonly origins: readonly AnswerOrigin[];
  /** The upstream's media type of a caller's. */
  upstreamType(mediaType: string): string;
  readonly headers: DeclaredSchema | undefined;
  readonly names: readonly NameRule[];
}

/**
 * Reads `responses` of an operation: the same `x-upstream` as in a request, to be run backwards.
 *
 * Out: the answers by status; what cannot be read backwards is a finding.
 */
export function normalizeResponses(scope: OperationScope, operation: JsonObject): Record<string, ResponseDeclaration> {
  const declared = declareResponses(scope, operation);
  scope.answerPlaces.forgetRequired(scope.answers, isWriteOnly);
  const enforces = responseValidation(scope.document.value, operation) === 'enforce';
  const planned = declared.map((response) => [response.status, planResponse(scope, response, enforces)] as const);
  const responses = Object.fromEntries(planned);
  checkOrigins(scope, operation, responses);
  return responses;
}

/** What the operation says of the validation of its answers, else the contract. */
export function responseValidation(contract: JsonObject, operation: JsonObject): ResponseValidation {
  const written = operation['responseValidation'] ?? contract['responseValidation'];
  return written === 'enforce' || written === 'off' ? written : 'report';
}

/** The `Accept` that asks the upstream for what it is declared to answer, where callers get other media types. */
export function upstreamAccept(responses: Readonly<Record<string, ResponseDeclaration>>): string | undefined {
  const all = Object.values(responses);
  const isRetyped = all.some(({ bodies }) => [...bodies.values()].some(({ retyped }) => retyped));
  return isRetyped ? [...new Set(all.flatMap(({ upstreamTypes }) => upstreamTypes))].join(', ') : undefined;
}

function declareResponses(scope: OperationScope, operation: JsonObject): DeclaredResponse[] {
  const responses = isObject(operation['responses']) ? operation['responses'] : {};
  return Object.entries(responses).flatMap(([status, response]) => {
    if (!isObject(response)) return [];
    const pointer = pointerTo(scope.pointer, 'responses', status);
    const { description, headers, names } = response;
    const written = isObject(response['content']) ? response['content'] : {};
    const content = Object.entries(written).map(([mediaType, schema]) => {
      const declared = declareSchema(scope, pointerTo(pointer, 'content', mediaType), schema);
      return [mediaType.toLowerCase(), declared] as const;
    });
    const streams = Object.entries(written).flatMap(([mediaType, schema]) => {
      const at = { pointer: pointerTo(pointer, 'content', mediaType), written: schema };
      const stream = declareStream(scope, mediaType.toLowerCase(), at);
      return stream === undefined ? [] : [[mediaType.toLowerCase(), stream] as const];
    });
    return {
      status,
      description: typeof description === 'string' ? description : undefined,
      content: new Map(content),
      streams: new Map(streams),
      origins: readOrigins(scope, response, pointer),
      upstreamType: readUpstreamTypes(scope, response, pointer),
      headers: headers === undefined ? undefined : declareSchema(scope, pointerTo(pointer, 'headers'), headers),
      names: normalizeNames(names, (way, fault) => scope.report(pointerTo(pointer, 'names', ...way), fault)),
    };
  });
}

function declareSchema(scope: OperationScope, pointer: string, written: JsonValue): DeclaredSchema {
  const schema = scope.answers.node(scope.document, pointer, written);
  return { pointer, schema, place: scope.answerPlaces.place(schema) };
}

function planResponse(scope: OperationScope, response: DeclaredResponse, enforces: boolean): ResponseDeclaration {
  const bodies = new Map<string, AnswerContent>();
  const streams = new Map<string, AnswerStream>();
  const upstreamTypes = new Set<string>();
  for (const [mediaType, declared] of response.content) {
    const upstreamType = response.upstreamType(mediaType);
    if (upstreamTypes.has(upstreamType)) scope.report(declared.pointer, ambiguous(upstreamType));
    upstreamTypes.add(upstreamType);
    const stream = response.streams.get(mediaType);
    if (stream !== undefined) streams.set(upstreamType, planStream(scope, stream));
    if (streamKind(mediaType) !== undefined) continue;
    const body = planAnswerContent(scope, { mediaType, upstreamType, declared });
    const changes = body.retyped || !body.plan.identity || body.sources.length > 0;
    // A text may be of any size and without end, so that it stays a stream unless somebody wants something of it.
    const isRead = body.format.kind === 'json' || changes || (enforces && isValueKind(body.format.kind));
    if (!isRead) continue;
    bodies.set(upstreamType, body);
    checkAnswerFormats(scope, body, declared);
  }
  const { headers, description, names } = response;
  return {
    description,
    names,
    content: new Map([...response.content].map(([mediaType, { schema }]) => [mediaType, schema])),
    bodies,
    upstreamTypes: [...upstreamTypes],
    streams,
    origins: response.origins,
    headers: headers === undefined ? undefined : normalizeAnswerHeaders(scope, headers),
  };
}

function planAnswerContent(
  scope: OperationScope,
  { mediaType, upstreamType, declared }: { mediaType: string; upstreamType: string; declared: DeclaredSchema },
): AnswerContent {
  const { schema, place } = declared;
  const { planner, slots } = scope.answerPlanner();
  const plan = planContent(scope, planner, { mediaType, place });
  planner.settle();
  checkLandings(scope, { groups: {}, plan, additions: [] });
  return {
    schema,
    place,
    plan,
    sources: headerSources(scope, plan, slots.slots),
    format: upstreamFormat(upstreamType, plan),
    outgoing: answerFormat(mediaType, place),
    retyped: mediaType !== upstreamType,
  };
}

/** What the upstream's format cannot be read as, and the caller's cannot hold. */
function checkAnswerFormats(
  scope: OperationScope,
  { format, outgoing }: AnswerContent,
  declared: DeclaredSchema,
): void {
  if (!isValueKind(format.kind) || !isValueKind(outgoing.kind)) {
    scope.report(declared.pointer, notRead(isValueKind(format.kind) ? outgoing.mediaType : 'this type'));
    return;
  }
  const caller = callerFormat(outgoing.mediaType, declared.place);
  const found = [
    ...formatFaults(format.kind, format.shape, 'arriving'),
    ...formatFaults(outgoing.kind, caller.format.shape, 'leaving'),
  ];
  for (const { shape, fault } of found) scope.reportAt(shape.place ?? declared.place, fault);
  for (const { place, fault } of caller.faults) scope.reportAt(place, fault);
}

const ambiguous = (upstreamType: string) => ({
  rule: 'media-type',
  message: `nobody can tell which of the declared answers one of \`${upstreamType}\` becomes`,
  cure: 'give each its own `upstreamType`: `{ "application/json": "application/xml" }`',
});

const notRead = (mediaType: string) => ({
  rule: 'format',
  message: `answers of \`${mediaType}\` are passed on untouched, so that they cannot be mapped or written in another format`,
  cure: 'leave the mapping and `upstreamType` out, or let the upstream answer with JSON, XML, a form or text',
});
