import type { JsonObject } from '../codec/json-value.ts';
import type { RouteSegment } from './contract.ts';
import { pointerTo } from './json-pointer.ts';
import type { DeclaredGroup } from './normalize-parameters.ts';
import type { OperationScope } from './operation-scope.ts';
import { outgoingSegments, parseRoute, publicSegments } from './route.ts';
import { checkPathValues, type SlotFacts } from './slot-checks.ts';
import type { UpstreamDeclaration } from './upstream-declaration.ts';
import type { UpstreamRoute } from './upstream-route.ts';

/** Reads the route that callers use; each of its names and each path parameter must have the other. */
export function publicRoute(
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

/** Reads the upstream's route, of which every value has a slot; `undefined` where it cannot be read, which is reported. */
export function upstreamRoute(
  scope: OperationScope,
  upstream: UpstreamDeclaration,
  facts: SlotFacts,
): Omit<UpstreamRoute, 'bodyAdditions' | 'ownBody' | 'accept' | 'hashBy'> | undefined {
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
    attempts: upstream.attempts,
    noTransform: upstream.noTransform,
  };
}
