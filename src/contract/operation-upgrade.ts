import type { JsonObject } from '../codec/json-value.ts';
import type { Operation } from './contract.ts';
import { pointerTo } from './json-pointer.ts';
import type { OperationScope } from './operation-scope.ts';

/** What the protocol of an upgrade hangs on. */
export interface UpgradeFacts {
  /** Of the public route. */
  readonly method: string;
  /** Of the upstream's route. */
  readonly outgoing: string;
  readonly body: unknown;
}

/**
 * Reads the member `upgrade`, and finds what could never be upgraded.
 *
 * Source: RFC 6455, section 4.1: the handshake is a GET without content.
 */
export function operationUpgrade(
  scope: OperationScope,
  operation: JsonObject,
  { method, outgoing, body }: UpgradeFacts,
): Operation['upgrade'] {
  // Whether it is one of the known words the meta-schema has judged.
  if (operation['upgrade'] !== 'websocket') return undefined;
  const report = (message: string, cure: string): void =>
    scope.report(pointerTo(scope.pointer, 'upgrade'), { rule: 'upgrade', message, cure });
  if (method !== 'GET') report(`a WebSocket begins with GET, not ${method}`, 'write a route with GET');
  if (outgoing !== 'GET') report(`a WebSocket begins with GET, not ${outgoing}`, "write GET in the upstream's route");
  if (body !== undefined) report('a request for a WebSocket has no body', 'leave `body` out');
  return 'websocket';
}
