import type { JsonObject } from '../codec/json-value.ts';
import type { Location } from '../http/location.ts';
import type { Visible } from './additions.ts';
import { pointerTo } from './json-pointer.ts';
import type { DeclaredBody } from './normalize-body.ts';
import type { DeclaredGroup } from './normalize-parameters.ts';
import type { OperationScope } from './operation-scope.ts';
import type { Place } from './place.ts';
import type { SchemaNode } from './schema-node.ts';
import type { OperationSecurity } from './security.ts';

/** The schema of what the app gives as `context`: the operation's own, else the contract's. */
export function contextSchema(scope: OperationScope, operation: JsonObject): SchemaNode | undefined {
  const own = operation['context'];
  if (own !== undefined) return scope.graph.node(scope.document, pointerTo(scope.pointer, 'context'), own);
  const shared = scope.document.value['context'];
  return shared === undefined ? undefined : scope.graph.node(scope.document, '/context', shared);
}

/** What the values that an operation adds can be made of: the caller's, those of the app, and secrets. */
export function visibleValues(
  scope: OperationScope,
  known: {
    declared: Record<Exclude<Location, 'body'>, DeclaredGroup>;
    declaredBody: DeclaredBody | undefined;
    context: SchemaNode | undefined;
    security: OperationSecurity | undefined;
    settings: Pick<Visible, 'secrets' | 'missingSecret' | 'secretFiles' | 'root'>;
  },
): Visible {
  const context = known.context === undefined ? undefined : scope.places.place(known.context);
  const find = (
    location: Location | 'context' | 'credential',
    name: string,
  ): { name: string; places: Place[] } | undefined => {
    if (location === 'body') {
      const places = known.declaredBody?.content.map(({ place }) => place) ?? [];
      return places.length === 0 ? undefined : { name: '', places };
    }
    if (location === 'credential') return findClaim(known.security, name);
    const members = location === 'context' ? context?.members : known.declared[location].place?.members;
    for (const [declared, place] of members ?? []) {
      const same = location === 'header' ? declared.toLowerCase() === name.toLowerCase() : declared === name;
      if (same) return { name: declared, places: [place] };
    }
    return undefined;
  };
  const { secrets, missingSecret, secretFiles, root } = known.settings;
  return { secrets, missingSecret, secretFiles, root, codecs: scope.codecs, context, find };
}

/** A claim of any credential of the contract: which one a request has, if any, the request decides. */
function findClaim(
  security: OperationSecurity | undefined,
  name: string,
): { name: string; places: Place[] } | undefined {
  const claims = new Set(security?.schemes.map(({ claimsPlace }) => claimsPlace));
  const places = [...claims].flatMap((place) => place.members.get(name) ?? []);
  return places.length === 0 ? undefined : { name, places };
}
