import { isObject } from '../codec/json-type.ts';
import type { JsonObject, JsonValue } from '../codec/json-value.ts';
import { contractMember, textLocations } from '../http/location.ts';
import type { ExpectedSchema, Expectation } from './expectation.ts';
import { pointerTo } from './json-pointer.ts';
import type { OperationScope } from './operation-scope.ts';

const members = [...textLocations.map((location) => contractMember[location]), 'body'];

/**
 * Reads `upstream.expects` of a contract and of its operation: the operation's replaces the contract's, but an `operationId`
 * alone completes it.
 */
export function operationExpectation(
  scope: Pick<OperationScope, 'document' | 'pointer' | 'report'>,
  operation: JsonObject,
): Expectation | undefined {
  const shared = expectsOf(scope.document.value, '/upstream');
  const own = expectsOf(operation, pointerTo(scope.pointer, 'upstream'));
  const holder = own === undefined || isIdAlone(own.value) ? (shared ?? own) : own;
  if (holder === undefined) return undefined;
  const { value, pointer } = holder;
  const [stray] = members.concat('responses').filter((name) => Object.hasOwn(value, name));
  if (typeof value['openapi'] !== 'string') {
    if (stray !== undefined && value['operation'] === undefined) return schemasOf(value, pointer);
    scope.report(pointer, {
      rule: 'expects-form',
      message: '`operation` names an operation of a document that is not there',
      cure: 'write the path of the document as `openapi` beside it',
    });
    return undefined;
  }
  if (stray !== undefined) {
    scope.report(pointerTo(pointer, stray), {
      rule: 'expects-form',
      message: `\`${stray}\` stands beside \`openapi\`, whose document says what the upstream takes`,
      cure: 'keep the document, or the schemas',
    });
  }
  const id = own?.value['operation'];
  return {
    kind: 'openapi',
    path: value['openapi'],
    pointer: pointerTo(pointer, 'openapi'),
    operation:
      typeof id === 'string' && own !== undefined ? { id, pointer: pointerTo(own.pointer, 'operation') } : undefined,
  };
}

const isIdAlone = (value: JsonObject): boolean => Object.keys(value).join() === 'operation';

function expectsOf(holder: JsonObject, pointer: string): { value: JsonObject; pointer: string } | undefined {
  const { upstream } = holder;
  const value = upstream !== undefined && isObject(upstream) ? upstream['expects'] : undefined;
  return value !== undefined && isObject(value) ? { value, pointer: pointerTo(pointer, 'expects') } : undefined;
}

function schemasOf(value: JsonObject, pointer: string): Expectation {
  const written = value['responses'];
  const responses = written !== undefined && isObject(written) ? written : {};
  return {
    kind: 'schemas',
    schemas: placed(
      Object.entries(value).filter(([name]) => members.includes(name)),
      pointer,
    ),
    responses: placed(Object.entries(responses), pointerTo(pointer, 'responses')),
  };
}

const placed = (entries: readonly [string, JsonValue][], pointer: string): Record<string, ExpectedSchema> =>
  Object.fromEntries(entries.map(([name, schema]) => [name, { schema, pointer: pointerTo(pointer, name) }]));
