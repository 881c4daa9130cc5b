import { isObject } from '../codec/json-type.ts';
import type { JsonObject, JsonValue } from '../codec/json-value.ts';
import { isJsonMediaType, parseMediaType } from '../http/media-type.ts';
import { normalizeAnswerHeaders } from './answer-headers.ts';
import { headerSources } from './answer-sources.ts';
import type { AnswerBody, ResponseDeclaration, ResponseValidation } from './answer-declaration.ts';
import { pointerTo } from './json-pointer.ts';
import { checkLandings } from './landings.ts';
import { planContent } from './normalize-body.ts';
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
  readonly headers: DeclaredSchema | undefined;
}

/**
 * Reads `responses` of an operation: the same `x-upstream` as in a request, to be run backwards.
 *
 * Out: the answers by status; what cannot be read backwards is a finding.
 */
export function normalizeResponses(scope: OperationScope, operation: JsonObject): Record<string, ResponseDeclaration> {
  const declared = declareResponses(scope, operation);
  scope.answerPlaces.forgetRequired(scope.answers, isWriteOnly);
  return Object.fromEntries(declared.map((response) => [response.status, planResponse(scope, response)]));
}

/** What the operation says of the validation of its answers, else the contract. */
export function responseValidation(contract: JsonObject, operation: JsonObject): ResponseValidation {
  const written = operation['responseValidation'] ?? contract['responseValidation'];
  return written === 'enforce' || written === 'off' ? written : 'report';
}

function declareResponses(scope: OperationScope, operation: JsonObject): DeclaredResponse[] {
  const responses = isObject(operation['responses']) ? operation['responses'] : {};
  return Object.entries(responses).flatMap(([status, response]) => {
    if (!isObject(response)) return [];
    const pointer = pointerTo(scope.pointer, 'responses', status);
    const { description, headers } = response;
    const written = isObject(response['content']) ? response['content'] : {};
    const content = Object.entries(written).map(([mediaType, schema]) => {
      const declared = declareSchema(scope, pointerTo(pointer, 'content', mediaType), schema);
      return [mediaType.toLowerCase(), declared] as const;
    });
    return {
      status,
      description: typeof description === 'string' ? description : undefined,
      content: new Map(content),
      headers: headers === undefined ? undefined : declareSchema(scope, pointerTo(pointer, 'headers'), headers),
    };
  });
}

function declareSchema(scope: OperationScope, pointer: string, written: JsonValue): DeclaredSchema {
  const schema = scope.answers.node(scope.document, pointer, written);
  return { pointer, schema, place: scope.answerPlaces.place(schema) };
}

function planResponse(scope: OperationScope, response: DeclaredResponse): ResponseDeclaration {
  const bodies = new Map<string, AnswerBody>();
  for (const [mediaType, declared] of response.content) {
    const body = planAnswerBody(scope, mediaType, declared);
    const isJson = isJsonMediaType(parseMediaType(mediaType)?.essence ?? '');
    if (isJson) bodies.set(mediaType, body);
    else if (!body.plan.identity) scope.report(declared.pointer, notRead(mediaType));
  }
  const { headers, description } = response;
  return {
    description,
    content: new Map([...response.content].map(([mediaType, { schema }]) => [mediaType, schema])),
    bodies,
    streams: new Map(),
    origins: [],
    headers: headers === undefined ? undefined : normalizeAnswerHeaders(scope, headers),
  };
}

function planAnswerBody(scope: OperationScope, mediaType: string, { schema, place }: DeclaredSchema): AnswerBody {
  const { planner, slots } = scope.answerPlanner();
  const plan = planContent(scope, planner, { mediaType, place });
  planner.settle();
  checkLandings(scope, { groups: {}, plan, additions: new Map() });
  return { schema, place, plan, sources: headerSources(scope, plan, slots.slots) };
}

const notRead = (mediaType: string) => ({
  rule: 'not-built',
  message: `answers of \`${mediaType}\` are passed on untouched by this version, so the mapping in their schema is not applied`,
  cure: 'leave the mapping out, or let the upstream answer with JSON',
});
