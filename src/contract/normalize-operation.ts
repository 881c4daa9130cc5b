import { isObject } from '../codec/json-type.ts';
import type { JsonObject } from '../codec/json-value.ts';
import type { Location } from '../http/location.ts';
import { checkAliases } from './alias-checks.ts';
import type { Visible } from './additions.ts';
import { checkLandings } from './landings.ts';
import type { Operation, RouteSegment, UnknownPolicies } from './contract.ts';
import type { UpstreamRoute } from './upstream-route.ts';
import { operationDeprecation } from './deprecation-checks.ts';
import { normalizeAdditions } from './normalize-additions.ts';
import { checkBodyFormats, declareBody, type DeclaredBody, planBody, planOwnBody } from './normalize-body.ts';
import { normalizeExamples } from './normalize-examples.ts';
import { type DeclaredGroup, declareGroups, planGroups } from './normalize-parameters.ts';
import { normalizeResponses, responseValidation, upstreamAccept } from './normalize-responses.ts';
import type { OperationScope } from './operation-scope.ts';
import { normalizePagination } from './pagination.ts';
import { pointerTo } from './json-pointer.ts';
import { checkPathValues, checkSlots, type SlotFacts } from './slot-checks.ts';
import type { Place } from './place.ts';
import { outgoingSegments, parseRoute, publicSegments } from './route.ts';
import type { SchemaNode } from './schema-node.ts';
import { declareUpstream, type UpstreamDeclaration } from './upstream-declaration.ts';

export interface OperationSettings {
  readonly secrets: Visible['secrets'];
  readonly missingSecret: Visible['missingSecret'];
  /** The policies of the options, below the contract's and the operation's. */
  readonly unknown: UnknownPolicies;
}

/** Normalizes one operation; whatever is wrong with it is reported in the scope, and `undefined` given without a route. */
export function normalizeOperation(
  scope: OperationScope,
  operation: JsonObject,
  settings: OperationSettings,
): Operation | undefined {
  const contract = scope.document.value;
  const declared = declareGroups(scope, operation);
  const declaredBody = declareBody(scope, operation);
  const context = contextSchema(scope, operation);
  const upstream = declareUpstream(contract, scope.name, operation);
  const visible = visibleValues(scope, { declared, declaredBody, context, settings });
  const additions = normalizeAdditions(scope, upstream.additions, visible);
  // A parameter is asked for although a member of that schema is read-only in bodies: `id`, by which users are found.
  const groups = new Set(Object.values(declared).map(({ place }) => place));
  scope.places.forgetRequired(scope.graph, ({ readOnly }, holder) => readOnly && !groups.has(holder));
  const parameters = planGroups(scope, declared);
  const others = { parameters, additions: additions.body };
  const body = planBody(scope, declaredBody, others);
  scope.planner.settle();
  if (body !== undefined) checkBodyFormats(scope, body, others);
  for (const plan of body === undefined ? [undefined] : body.content.map((content) => content.plan)) {
    checkLandings(scope, { groups: parameters, plan, additions: additions.bodyPointers });
  }
  const facts: SlotFacts = { parameters, body, additions: additions.slots, visible };
  checkSlots(scope, facts);
  checkAliases(scope, facts);
  const route = publicRoute(scope, operation, declared.path);
  const target = upstreamRoute(scope, upstream, facts);
  if (route === undefined || target === undefined) return undefined;
  const responses = normalizeResponses(scope, operation);
  return {
    name: scope.name,
    file: scope.document.file,
    summary: text(operation['summary']),
    description: text(operation['description']),
    deprecation: operationDeprecation(scope, operation['deprecated']),
    ...route,
    parameters,
    body,
    context,
    unknown: unknownPolicies(contract, operation, settings.unknown),
    upstream: {
      ...target,
      bodyAdditions: additions.body,
      ownBody: planOwnBody(scope, upstream.bodyType, others),
      accept: writesAccept(target) ? undefined : upstreamAccept(responses),
    },
    responses,
    responseValidation: responseValidation(contract, operation),
    pagination: normalizePagination(scope, operation, { query: parameters.query, responses }),
    examples: normalizeExamples(scope, operation),
  };
}

function contextSchema(scope: OperationScope, operation: JsonObject): SchemaNode | undefined {
  const own = operation['context'];
  if (own !== undefined) return scope.graph.node(scope.document, pointerTo(scope.pointer, 'context'), own);
  const shared = scope.document.value['context'];
  return shared === undefined ? undefined : scope.graph.node(scope.document, '/context', shared);
}

function visibleValues(
  scope: OperationScope,
  known: {
    declared: Record<Exclude<Location, 'body'>, DeclaredGroup>;
    declaredBody: DeclaredBody | undefined;
    context: SchemaNode | undefined;
    settings: OperationSettings;
  },
): Visible {
  const context = known.context === undefined ? undefined : scope.places.place(known.context);
  const find = (location: Location | 'context', name: string): { name: string; places: Place[] } | undefined => {
    if (location === 'body') {
      const places = known.declaredBody?.content.map(({ place }) => place) ?? [];
      return places.length === 0 ? undefined : { name: '', places };
    }
    const members = location === 'context' ? context?.members : known.declared[location].place?.members;
    for (const [declared, place] of members ?? []) {
      const same = location === 'header' ? declared.toLowerCase() === name.toLowerCase() : declared === name;
      if (same) return { name: declared, places: [place] };
    }
    return undefined;
  };
  const { secrets, missingSecret } = known.settings;
  return { secrets, missingSecret, codecs: scope.codecs, context, find };
}

function publicRoute(
  scope: OperationScope,
  operation: JsonObject,
  path: DeclaredGroup,
): { method: string; template: string; segments: RouteSegment[] } | undefined {
  const pointer = pointerTo(scope.pointer, 'route');
  const written = operation['route'];
  if (typeof written !== 'string') return undefined; // The structural check has said so.
  const route = parseRoute(written);
  if ('rule' in route) return void scope.report(pointer, route);
  const segments = publicSegments(route);
  if ('rule' in segments) return void scope.report(pointer, segments);
  const names = segments.flatMap((segment) => (segment.kind === 'parameter' ? [segment.name] : []));
  for (const name of names.filter((candidate) => !path.place?.members.has(candidate))) {
    scope.report(pointer, {
      rule: 'path-undeclared',
      message: `\`{${name}}\` is not declared under \`path\``,
      cure: `add \`"path": { "properties": { "${name}": { "type": "string" } } }\``,
    });
  }
  for (const [name, place] of path.place?.members ?? []) {
    if (names.includes(name)) continue;
    scope.reportAt(place, {
      rule: 'path-unused',
      message: `path parameter \`${name}\` does not stand in the route \`${route.template}\``,
      cure: `write \`{${name}}\` in the route, or take the declaration out`,
    });
  }
  return { method: route.method, template: route.template, segments };
}

/** Completed by `reserveHeaders`, once all operations are known. */
const noHeaders: ReadonlySet<string> = new Set();

function upstreamRoute(
  scope: OperationScope,
  upstream: UpstreamDeclaration,
  facts: SlotFacts,
): Omit<UpstreamRoute, 'bodyAdditions' | 'ownBody' | 'accept'> | undefined {
  if (upstream.name === undefined) {
    scope.report('/upstream', {
      rule: 'upstream-name',
      message: 'the contract does not say which upstream it is for',
      cure: 'add `"upstream": { "name": "users" }` at the root of the contract',
    });
  }
  const route = parseRoute(upstream.route.text);
  if ('rule' in route) {
    if (upstream.route.pointer.endsWith('/upstream/route')) scope.report(upstream.route.pointer, route);
    return undefined;
  }
  const { slots } = scope.slots;
  const slotOf = (name: string): number | undefined =>
    slots.find((slot) => slot.in === 'path' && slot.name === name)?.index;
  const { segments, missing } = outgoingSegments(route, slotOf);
  checkPathValues(scope, { route, pointer: upstream.route.pointer, missing, facts });
  const { method, template } = route;
  return {
    name: upstream.name ?? '',
    method,
    template,
    segments,
    slots,
    reservedHeaders: noHeaders,
    timeouts: upstream.timeouts,
    noTransform: upstream.noTransform,
  };
}

const writesAccept = ({ slots }: Pick<UpstreamRoute, 'slots'>): boolean =>
  slots.some((slot) => slot.in === 'header' && slot.name.toLowerCase() === 'accept');

function unknownPolicies(contract: JsonObject, operation: JsonObject, defaults: UnknownPolicies): UnknownPolicies {
  const layers = [contract['unknown'], operation['unknown']].filter(isObject);
  return Object.assign({}, defaults, ...layers) as UnknownPolicies;
}

const text = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined);
