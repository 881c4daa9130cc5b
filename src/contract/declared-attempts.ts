import { isObject } from '../codec/json-type.ts';
import type { JsonObject } from '../codec/json-value.ts';

/** What an operation declares of sending its requests once more, and of their deadline. */
export interface DeclaredAttempts {
  /** Each member replaces that of the app's options. `on` names failures (`connect`, ...) and statuses. */
  readonly retry?: { readonly max?: number; readonly on?: readonly (AttemptFaultName | number)[] };
  readonly idempotent?: boolean;
  /** The field of the key by which the upstream knows a repeated request. */
  readonly idempotencyKey?: string;
  readonly deadlineHeader?: { readonly name: string; readonly unit: 'ms' | 'seconds' | 'grpc' };
}

type AttemptFaultName = 'connect' | 'reset' | 'timeout' | 'invalid-response';

/**
 * Merges what the contract's and the operation's `upstream` say, member by member; `undefined` where they say nothing. Their form
 * was checked by the schema of the format.
 */
export function declareAttempts(layers: readonly { readonly value: JsonObject }[]): DeclaredAttempts | undefined {
  const merged: Record<string, unknown> = {};
  let retry: JsonObject | undefined;
  for (const { value } of layers) {
    for (const name of ['idempotent', 'idempotencyKey', 'deadlineHeader'] as const) {
      if (value[name] !== undefined) merged[name] = value[name];
    }
    const own = value['retry'];
    if (own !== undefined && isObject(own)) retry = { ...retry, ...own };
  }
  if (retry !== undefined) merged['retry'] = retry;
  return Object.keys(merged).length === 0 ? undefined : Object.freeze(merged);
}
