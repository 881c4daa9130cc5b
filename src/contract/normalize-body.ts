import { isObject } from '../codec/json-type.ts';
import type { JsonObject } from '../codec/json-value.ts';
import { isJsonMediaType, parseMediaType } from '../http/media-type.ts';
import type { BodyContent, BodyDeclaration } from './body-declaration.ts';
import type { ValuePlan } from './value-plan.ts';
import { pointerTo } from './json-pointer.ts';
import type { OperationScope } from './operation-scope.ts';
import type { Place } from './place.ts';
import type { SchemaNode } from './schema-node.ts';
import type { ValuePlanner } from './value-planner.ts';

/** One declared body before its mapping is planned. */
export interface DeclaredContent {
  readonly mediaType: string;
  readonly pointer: string;
  readonly schema: SchemaNode;
  readonly place: Place;
  readonly upstreamType: string;
}

export interface DeclaredBody {
  readonly required: boolean;
  readonly content: readonly DeclaredContent[];
}

/** Reads `body` of an operation; a media type that this version does not read is a finding. */
export function declareBody(scope: OperationScope, operation: JsonObject): DeclaredBody | undefined {
  const body = operation['body'];
  if (!isObject(body)) return undefined;
  const pointer = pointerTo(scope.pointer, 'body');
  const content: DeclaredContent[] = [];
  const upstreamType = body['upstreamType'];
  if (typeof upstreamType === 'string') checkMediaType(scope, pointerTo(pointer, 'upstreamType'), upstreamType);
  const declared = isObject(body['content']) ? body['content'] : {};
  for (const [mediaType, written] of Object.entries(declared)) {
    const at = pointerTo(pointer, 'content', mediaType);
    if (!checkMediaType(scope, at, mediaType)) continue;
    const schema = scope.graph.node(scope.document, at, written);
    const sent = typeof upstreamType === 'string' ? upstreamType : mediaType.toLowerCase();
    content.push({
      mediaType: mediaType.toLowerCase(),
      pointer: at,
      schema,
      place: scope.places.place(schema),
      upstreamType: sent,
    });
  }
  return { required: body['required'] !== false, content };
}

function checkMediaType(scope: OperationScope, pointer: string, text: string): boolean {
  const parsed = parseMediaType(text);
  if (parsed !== undefined && parsed.parameters.size === 0 && isJsonMediaType(parsed.essence)) return true;
  scope.report(pointer, {
    rule: parsed === undefined || parsed.parameters.size > 0 ? 'media-type' : 'not-built',
    message:
      parsed === undefined || parsed.parameters.size > 0
        ? `\`${text}\` is not a plain media type`
        : `bodies of \`${text}\` are not read by this version`,
    cure: 'write `application/json` or a type that ends in `+json`, without parameters',
  });
  return false;
}

/** Completes the declared bodies with the plan of their values. */
export function planBody(scope: OperationScope, declared: DeclaredBody | undefined): BodyDeclaration | undefined {
  if (declared === undefined) return undefined;
  const content = declared.content.map(({ mediaType, schema, place, upstreamType }): BodyContent => {
    return { mediaType, schema, place, plan: planContent(scope, scope.planner, { mediaType, place }), upstreamType };
  });
  return { required: declared.required, content };
}

/** The plan of a whole content, of a request or of an answer. */
export function planContent(
  scope: OperationScope,
  planner: ValuePlanner,
  { mediaType, place }: { mediaType: string; place: Place },
): ValuePlan {
  const standing = {
    in: 'body' as const,
    name: '',
    pointer: '',
    repeated: false,
    alternative: mediaType,
    style: undefined,
  };
  const rule = planner.rule(place, standing);
  if (rule.target.kind !== 'member' || rule.target.fromRoot || rule.target.path[0] !== '') {
    scope.reportAt(place, {
      rule: 'mapping-root',
      message: 'the body as a whole cannot be renamed, moved or dropped by this version',
      cure: 'map its members; only a `codec` can stand on the body itself',
    });
  }
  return planner.plan(place, standing);
}
