import { isObject } from '../codec/json-type.ts';
import type { JsonObject, JsonValue } from '../codec/json-value.ts';
import { nearestName } from '../problem/suggestion.ts';
import type { Fault } from './finding.ts';
import { pointerTo } from './json-pointer.ts';
import type { OperationScope } from './operation-scope.ts';
import {
  type CredentialNeed,
  type CredentialPlace,
  type OperationSecurity,
  type SecurityScheme,
  sharePlace,
} from './security.ts';

/** What is known of every verified credential where its scheme declares no `claims`. */
const defaultClaims: JsonObject = { type: 'object', properties: { sub: { type: 'string' } } };

/**
 * Reads what an operation asks of its callers: its own `security`, else the contract's, over the contract's `securitySchemes`.
 *
 * Out: `undefined` where the contract declares no scheme and nobody asks for one.
 */
export function operationSecurity(scope: OperationScope, operation: JsonObject): OperationSecurity | undefined {
  const contract = scope.document.value;
  const schemes = readSchemes(scope);
  const own = operation['security'];
  const written = own ?? contract['security'];
  const pointer = own === undefined ? '/security' : pointerTo(scope.pointer, 'security');
  if (schemes.size === 0 && written === undefined) return undefined;
  if (written === undefined) scope.report(scope.pointer, openFault(scope.name));
  const alternatives = Array.isArray(written)
    ? written.flatMap((alternative, index) =>
        isObject(alternative)
          ? [readAlternative(scope, alternative, { schemes, pointer: pointerTo(pointer, index) })]
          : [],
      )
    : [];
  const all = [...schemes.values()];
  const forwarded = alternatives.flat().flatMap(({ scheme }) => (scheme.forward ? [scheme] : []));
  const taken = all.filter((scheme) => !scheme.forward && !forwarded.some((other) => sharePlace(scheme, other)));
  return { alternatives, schemes: all, taken };
}

function readSchemes(scope: OperationScope): ReadonlyMap<string, SecurityScheme> {
  const written = scope.document.value['securitySchemes'];
  const schemes = new Map<string, SecurityScheme>();
  for (const [name, scheme] of Object.entries(isObject(written) ? written : {})) {
    const place = isObject(scheme) ? placeOf(scheme) : undefined;
    if (!isObject(scheme) || place === undefined) continue;
    const pointer = pointerTo('/securitySchemes', name);
    const claims = scope.graph.node(scope.document, pointerTo(pointer, 'claims'), scheme['claims'] ?? defaultClaims);
    schemes.set(name, {
      name,
      file: scope.document.file,
      pointer,
      place,
      forward: scheme['forward'] === true,
      isJwt: place.kind === 'bearer' && scheme['bearerFormat'] === 'JWT',
      claims,
      claimsPlace: scope.places.place(claims),
    });
  }
  return schemes;
}

function placeOf({ type, scheme, in: location, name }: JsonObject): CredentialPlace | undefined {
  if (type === 'http') {
    const kind = typeof scheme === 'string' ? scheme.toLowerCase() : undefined;
    return kind === 'bearer' || kind === 'basic' ? { kind } : undefined;
  }
  if (type !== 'apiKey' || typeof name !== 'string') return undefined;
  return location === 'header' || location === 'query' || location === 'cookie'
    ? { kind: 'apiKey', in: location, name }
    : undefined;
}

function readAlternative(
  scope: OperationScope,
  alternative: JsonObject,
  { schemes, pointer }: { schemes: ReadonlyMap<string, SecurityScheme>; pointer: string },
): CredentialNeed[] {
  return Object.entries(alternative).flatMap(([name, scopes]) => {
    const scheme = schemes.get(name);
    const at = pointerTo(pointer, name);
    if (scheme === undefined) {
      scope.report(at, undeclaredFault(name, [...schemes.keys()]));
      return [];
    }
    const asked = textsOf(scopes);
    if (scheme.place.kind === 'basic' && asked.length > 0) scope.report(at, scopesFault(name));
    return [{ scheme, scopes: asked }];
  });
}

const textsOf = (value: JsonValue): string[] =>
  Array.isArray(value) ? value.filter((item) => typeof item === 'string') : [];

const openFault = (operation: string): Fault => ({
  rule: 'security-absent',
  severity: 'warning',
  message: `\`${operation}\` asks for no credential, although the contract declares \`securitySchemes\``,
  cure: 'write `security` at the root of the contract or in the operation; `"security": []` says that everyone may call it',
});

function undeclaredFault(name: string, declared: readonly string[]): Fault {
  const near = nearestName(name, declared);
  const known = declared.map((one) => `\`${one}\``).join(', ');
  return {
    rule: 'security-undeclared',
    message: `\`${name}\` is not declared under \`securitySchemes\``,
    cure:
      near !== undefined
        ? `did you mean \`${near}\`?`
        : declared.length === 0
          ? 'declare it at the root of the contract: `"securitySchemes": { ... }`'
          : `declare it there, or name one of ${known}`,
  };
}

const scopesFault = (name: string): Fault => ({
  rule: 'security-scopes',
  message: `\`${name}\` is a \`basic\` credential, which has no scopes`,
  cure: `write \`"${name}": []\``,
});
