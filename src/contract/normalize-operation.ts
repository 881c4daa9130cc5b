import { isObject } from '../codec/json-type.ts';
import type { JsonObject } from '../codec/json-value.ts';
import type { Visible } from './additions.ts';
import { checkAliases } from './alias-checks.ts';
import type { Operation, UnknownPolicies } from './contract.ts';
import { operationDeprecation } from './deprecation-checks.ts';
import { operationExpectation } from './operation-expectation.ts';
import { normalizeHashBy } from './hash-by.ts';
import { checkLandings } from './landings.ts';
import { normalizeAdditions } from './normalize-additions.ts';
import { checkBodyFormats, declareBody, planBody, planOwnBody } from './normalize-body.ts';
import { normalizeExamples } from './normalize-examples.ts';
import { declareGroups, planGroups } from './normalize-parameters.ts';
import { normalizePagination } from './normalize-pagination.ts';
import { normalizeRateLimits } from './normalize-rate-limits.ts';
import { normalizeResponses, responseValidation, upstreamAccept } from './normalize-responses.ts';
import { operationSecurity } from './normalize-security.ts';
import { publicRoute, upstreamRoute } from './operation-routes.ts';
import type { OperationScope } from './operation-scope.ts';
import { checkSecurity } from './security-checks.ts';
import { operationUpgrade } from './operation-upgrade.ts';
import { checkSlots, type SlotFacts } from './slot-checks.ts';
import { declareUpstream } from './upstream-declaration.ts';
import type { UpstreamRoute } from './upstream-route.ts';
import { contextSchema, visibleValues } from './visible-values.ts';

/** What the app's options and environment say of every operation. */
export interface OperationSettings {
  readonly secrets: Visible['secrets'];
  readonly missingSecret: Visible['missingSecret'];
  readonly secretFiles?: Visible['secretFiles'];
  readonly root?: Visible['root'];
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
  const request = planRequest(scope, operation, settings);
  if (request === undefined) return undefined;
  const { route, target, ownBody, additions, hashBy, ...declared } = request;
  const responses = normalizeResponses(scope, operation);
  const unknown = unknownPolicies(contract, operation, settings.unknown);
  checkSecurity(scope, { ...declared, unknown });
  return {
    name: scope.name,
    file: scope.document.file,
    summary: text(operation['summary']),
    description: text(operation['description']),
    deprecation: operationDeprecation(scope, operation['deprecated']),
    upgrade: operationUpgrade(scope, operation, { method: route.method, outgoing: target.method, body: declared.body }),
    ...route,
    ...declared,
    unknown,
    rateLimits: normalizeRateLimits(scope, operation, { ...declared, segments: route.segments }),
    upstream: {
      ...target,
      bodyAdditions: additions,
      ownBody,
      hashBy: normalizeHashBy(scope, hashBy, { ...declared, segments: route.segments }),
      expects: operationExpectation(scope, operation),
      accept: writesAccept(target) ? undefined : upstreamAccept(responses),
    },
    responses,
    responseValidation: responseValidation(contract, operation),
    pagination: normalizePagination(scope, operation, { query: declared.parameters.query, responses }),
    examples: normalizeExamples(scope, operation),
  };
}

/** What is declared of an operation's requests, and what becomes of them; `undefined` without a route on either side. */
function planRequest(scope: OperationScope, operation: JsonObject, settings: OperationSettings) {
  const declared = declareGroups(scope, operation);
  const declaredBody = declareBody(scope, operation);
  const context = contextSchema(scope, operation);
  const security = operationSecurity(scope, operation);
  const upstream = declareUpstream(scope.document.value, scope.name, operation);
  const visible = visibleValues(scope, { declared, declaredBody, context, security, settings });
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
    checkLandings(scope, { groups: parameters, plan, additions: additions.body });
  }
  const facts: SlotFacts = { parameters, body, additions: additions.slots, visible };
  checkSlots(scope, facts);
  checkAliases(scope, facts);
  const route = publicRoute(scope, operation, declared.path);
  const target = upstreamRoute(scope, upstream, facts);
  if (route === undefined || target === undefined) return undefined;
  const ownBody = planOwnBody(scope, upstream.bodyType, others);
  const { hashBy } = upstream;
  return { parameters, body, context, security, route, target, ownBody, hashBy, additions: additions.body };
}

const writesAccept = ({ slots }: Pick<UpstreamRoute, 'slots'>): boolean =>
  slots.some((slot) => slot.in === 'header' && slot.name.toLowerCase() === 'accept');

function unknownPolicies(contract: JsonObject, operation: JsonObject, defaults: UnknownPolicies): UnknownPolicies {
  const layers = [contract['unknown'], operation['unknown']].filter(isObject);
  return Object.assign({}, defaults, ...layers) as UnknownPolicies;
}

const text = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined);
