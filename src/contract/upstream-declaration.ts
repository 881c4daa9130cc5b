import { isObject } from '../codec/json-type.ts';
import type { JsonObject, JsonValue } from '../codec/json-value.ts';
import { contractMember, type TextLocation, textLocations } from '../http/location.ts';
import { declareAttempts, type DeclaredAttempts } from './declared-attempts.ts';
import { pointerTo } from './json-pointer.ts';
import { spelling } from './slot-list.ts';

/** One value that the contract adds, and where it was written. */
export interface DeclaredAddition {
  readonly in: TextLocation | 'body';
  readonly name: string;
  readonly written: JsonValue;
  readonly pointer: string;
}

/** An operation's `upstream` merged by name over the contract's. */
export interface UpstreamDeclaration {
  readonly name: string | undefined;
  readonly route: { readonly text: string; readonly pointer: string };
  readonly additions: readonly DeclaredAddition[];
  readonly timeouts: Readonly<Record<string, number>>;
  /** `undefined`: as the app's options say. */
  readonly attempts: DeclaredAttempts | undefined;
  readonly noTransform: 'refuse' | 'map';
  /** `query:tenant`; whether it is the operation's own. */
  readonly hashBy: { readonly text: string; readonly isOwn: boolean } | undefined;
  /** Of a body that no caller sends. */
  readonly bodyType: { readonly mediaType: string; readonly pointer: string };
}

/**
 * Merges the contract's `upstream` with the operation's: the operation's wins, name by name.
 *
 * The route is the public one where no other is declared.
 */
export function declareUpstream(
  contract: JsonObject,
  operationName: string,
  operation: JsonObject,
): UpstreamDeclaration {
  const at = pointerTo('/operations', operationName);
  const layers = [
    { value: objectMember(contract, 'upstream'), pointer: '/upstream' },
    { value: objectMember(operation, 'upstream'), pointer: pointerTo(at, 'upstream') },
  ];
  const additions = new Map<string, DeclaredAddition>();
  const timeouts: Record<string, number> = {};
  for (const { value, pointer } of layers) {
    for (const location of [...textLocations, 'body'] as const) {
      const member = contractMember[location];
      for (const [name, written] of Object.entries(objectMember(value, member))) {
        const key = `${location} ${location === 'body' ? name : spelling(location, name)}`;
        additions.set(key, { in: location, name, written, pointer: pointerTo(pointer, member, name) });
      }
    }
    for (const [name, limit] of Object.entries(objectMember(value, 'timeouts'))) {
      if (typeof limit === 'number') timeouts[name] = limit;
    }
  }
  const bodyType = bodyTypeOf(layers);
  return {
    name: upstreamName(layers),
    bodyType,
    route: routeOf(operation, at),
    additions: [...additions.values()],
    timeouts,
    attempts: declareAttempts(layers),
    hashBy: hashByOf(contract, operation),
    noTransform: layers.some(({ value }) => value['noTransform'] === 'map') ? 'map' : 'refuse',
  };
}

function hashByOf(contract: JsonObject, operation: JsonObject): UpstreamDeclaration['hashBy'] {
  const own = objectMember(operation, 'upstream')['hashBy'];
  if (typeof own === 'string') return { text: own, isOwn: true };
  const shared = objectMember(contract, 'upstream')['hashBy'];
  return typeof shared === 'string' ? { text: shared, isOwn: false } : undefined;
}

function bodyTypeOf(layers: readonly { value: JsonObject; pointer: string }[]): UpstreamDeclaration['bodyType'] {
  const written = layers.flatMap(({ value, pointer }) => {
    const mediaType = value['bodyType'];
    return typeof mediaType === 'string' ? [{ mediaType, pointer: pointerTo(pointer, 'bodyType') }] : [];
  });
  return written.at(-1) ?? { mediaType: 'application/json', pointer: '' };
}

function upstreamName(layers: readonly { value: JsonObject }[]): string | undefined {
  return layers
    .map(({ value }) => value['name'])
    .filter((name) => typeof name === 'string')
    .at(-1);
}

function routeOf(operation: JsonObject, at: string): { text: string; pointer: string } {
  const own = objectMember(operation, 'upstream')['route'];
  if (typeof own === 'string') return { text: own, pointer: pointerTo(at, 'upstream', 'route') };
  const shared = operation['route'];
  return { text: typeof shared === 'string' ? shared : '', pointer: pointerTo(at, 'route') };
}

function objectMember(value: JsonObject, name: string): JsonObject {
  const member = value[name];
  return isObject(member) ? member : {};
}
