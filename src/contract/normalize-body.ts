import { isObject } from '../codec/json-type.ts';
import type { JsonObject } from '../codec/json-value.ts';
import { formatKind, isValueKind } from '../http/format-kind.ts';
import { parseMediaType } from '../http/media-type.ts';
import type { BodyContent, BodyDeclaration } from './body-declaration.ts';
import type { OutgoingFormat } from './body-format.ts';
import { callerFormat, outgoingFormat } from './body-formats.ts';
import type { Fault } from './finding.ts';
import { formatFaults } from './format-checks.ts';
import { pointerTo } from './json-pointer.ts';
import { nearMediaType } from './near-media-type.ts';
import type { OperationScope } from './operation-scope.ts';
import type { Place } from './place.ts';
import { streamFaults } from './stream-checks.ts';
import { planFiles } from './plan-files.ts';
import type { SchemaNode } from './schema-node.ts';
import { type OutgoingSources, requestShape, upstreamShape } from './upstream-shape.ts';
import { settledRules } from './settled-rules.ts';
import type { ValuePlan } from './value-plan.ts';
import type { ValuePlanner } from './value-planner.ts';

/** One declared body before its mapping is planned. */
export interface DeclaredContent {
  readonly mediaType: string;
  readonly pointer: string;
  readonly schema: SchemaNode;
  readonly place: Place;
  readonly upstreamType: string;
}

/** A body as authored, its schemas read. */
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
  const upstreamTypes = readUpstreamTypes(scope, body, pointer);
  const declared = isObject(body['content']) ? body['content'] : {};
  for (const [mediaType, written] of Object.entries(declared)) {
    const at = pointerTo(pointer, 'content', mediaType);
    if (!checkMediaType(scope, at, mediaType)) continue;
    const schema = scope.graph.node(scope.document, at, written);
    content.push({
      mediaType: mediaType.toLowerCase(),
      pointer: at,
      schema,
      place: scope.places.place(schema),
      upstreamType: upstreamTypes(mediaType),
    });
  }
  return { required: body['required'] !== false, content };
}

/**
 * Reads `upstreamType` beside a `content`: one media type for all, or one for each of the caller's.
 *
 * Out: the upstream's type of a caller's type; the same where nothing else is said.
 */
export function readUpstreamTypes(
  scope: OperationScope,
  holder: JsonObject,
  pointer: string,
): (mediaType: string) => string {
  const written = holder['upstreamType'];
  const at = pointerTo(pointer, 'upstreamType');
  if (typeof written === 'string') {
    checkMediaType(scope, at, written);
    return () => written.toLowerCase();
  }
  const entries = Object.entries(isObject(written) ? written : {});
  const content = isObject(holder['content']) ? holder['content'] : {};
  const types = new Map<string, string>();
  for (const [from, to] of entries) {
    if (typeof to !== 'string') continue;
    checkMediaType(scope, pointerTo(at, from), to);
    types.set(from.toLowerCase(), to.toLowerCase());
    if (Object.hasOwn(content, from)) continue;
    const cure = `name one of ${Object.keys(content).join(', ')}, or declare it under \`content\``;
    scope.report(pointerTo(at, from), { rule: 'media-type', message: `\`${from}\` is not declared here`, cure });
  }
  return (mediaType) => types.get(mediaType.toLowerCase()) ?? mediaType.toLowerCase();
}

/** Reports a media type that is none, or that no format reads; gives whether it can be used. */
function checkMediaType(scope: OperationScope, pointer: string, text: string): boolean {
  const fault = mediaTypeFault(text);
  if (fault !== undefined) scope.report(pointer, fault);
  return fault === undefined;
}

function mediaTypeFault(text: string): Fault | undefined {
  const parsed = parseMediaType(text);
  if (parsed === undefined || parsed.parameters.size > 0) {
    const cure = 'write a type, a slash and a subtype, without parameters: `application/json`';
    return { rule: 'media-type', message: `\`${text}\` is not a plain media type`, cure };
  }
  const near = formatKind(parsed.essence) === 'binary' ? nearMediaType(parsed.essence) : undefined;
  if (near === undefined) return undefined;
  return {
    rule: 'media-type',
    message: `\`${text}\` is no media type that is known`,
    cure: `did you mean \`${near}\`?`,
  };
}

/** Completes the declared bodies with the plan of their values; `others` lands in the outgoing body beside them. */
export function planBody(
  scope: OperationScope,
  declared: DeclaredBody | undefined,
  others: OutgoingSources,
): BodyDeclaration | undefined {
  if (declared === undefined) return undefined;
  const content = declared.content.map((body): BodyContent => {
    const { mediaType, schema, place, upstreamType } = body;
    const plan = planContent(scope, scope.planner, { mediaType, place });
    const { format, faults } = callerFormat(mediaType, place);
    for (const { place: at, fault } of faults) scope.reportAt(at, fault);
    const outgoing = outgoingFormat(upstreamType, () => requestShape(plan, others));
    const files = planFiles(scope, { mediaType, upstreamType, place });
    return { mediaType, schema, place, plan, format, files, outgoing, upstreamType };
  });
  return { required: declared.required, content };
}

/** How a body is written that no caller sends; what its format cannot hold is a finding where all of it is known. */
export function planOwnBody(
  scope: OperationScope,
  { mediaType, pointer }: { readonly mediaType: string; readonly pointer: string },
  others: OutgoingSources,
): OutgoingFormat {
  const outgoing = outgoingFormat(mediaType, () => requestShape(undefined, others));
  if (pointer === '') return outgoing;
  const shape = requestShape(undefined, others);
  if (!isValueKind(outgoing.kind)) {
    const message = `a body of \`${mediaType}\` cannot be made of values`;
    scope.report(pointer, { rule: 'format', message, cure: 'write JSON, a form, XML or a text type' });
  }
  for (const { shape: at, fault } of shape.members.size === 0 ? [] : formatFaults(outgoing.kind, shape, 'leaving')) {
    if (at.place === undefined) scope.report(pointer, fault);
    else scope.reportAt(at.place, fault);
  }
  return outgoing;
}

/** Finds what the formats of a body cannot hold, once it is settled what its plans change. */
export function checkBodyFormats(scope: OperationScope, body: BodyDeclaration, others: OutgoingSources): void {
  for (const content of body.content) {
    const { place, plan, format, outgoing } = content;
    // JSON holds whatever the mapping makes.
    if (format.kind === 'json' && outgoing.kind === 'json') continue;
    const leaving = requestShape(plan, others);
    const landsMore = leaving.members.size > upstreamShape(plan).members.size;
    // The very same text goes on where nothing is changed; else it is written anew.
    const isSame = outgoing.kind === format.kind && plan.identity && !landsMore;
    const found = [
      ...formatFaults(format.kind, format.shape, 'arriving'),
      ...(isSame ? [] : formatFaults(outgoing.kind, leaving, 'leaving')),
    ];
    for (const { shape, fault } of found) scope.reportAt(shape.place ?? place, fault);
    for (const fault of streamFaults(content, landsMore)) scope.reportAt(place, fault);
  }
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
  const plan = planner.plan(place, standing);
  for (const { rule: own, value } of settledRules({ rule, value: plan })) {
    if (own.target.kind === 'member' && !own.target.fromRoot && own.target.path[0] === '') continue;
    scope.reportAt(value.place, {
      rule: 'mapping-root',
      message: 'the body as a whole has no name, and cannot be moved or dropped',
      cure: 'map its members; to put all of it below a name, write `"codec": { "wrap": "data" }`',
    });
  }
  return plan;
}
