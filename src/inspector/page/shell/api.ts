import { signal } from '@preact/signals';
import type { ApiFault, SessionRequest } from '../../protocol.ts';
import { tokenIn } from './hash-route.ts';

/** Whether the server asks for the token that it printed at its start. */
export const needsToken = signal(false);

/** Why the token of the address was not taken; `undefined` where it had none. */
export const refusedAddress = signal<string | undefined>(undefined);

/** An answer of the server that is not what was asked for. */
export class ApiError extends Error {
  /** 0 where no answer came. */
  readonly status: number;

  constructor(status: number, message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'ApiError';
    this.status = status;
  }
}

/** The address of a route of the inspector's server, from where the page itself was loaded: `addressOf('live')`. */
export function addressOf(path: string): string {
  return new URL(`api/${path}`, document.baseURI).href;
}

/** Asks for what a route says. Fails: rejects with an `ApiError`, or an `AbortError` when `signal` says so. */
export function getJson<T>(path: string, abort?: AbortSignal): Promise<T> {
  return ask<T>(path, { ...(abort !== undefined && { signal: abort }) });
}

/** Sends a value, and gives what comes back; fails as `getJson` does. */
export function postJson<T>(path: string, value: unknown, abort?: AbortSignal): Promise<T> {
  return ask<T>(path, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify(value),
    ...(abort !== undefined && { signal: abort }),
  });
}

async function ask<T>(path: string, init: RequestInit): Promise<T> {
  const response = await fetch(addressOf(path), { credentials: 'same-origin', ...init }).catch((cause: unknown) => {
    if (cause instanceof DOMException && cause.name === 'AbortError') throw cause;
    throw new ApiError(0, 'The gateway does not answer.', { cause });
  });
  if (response.ok) return response.status === 204 ? (undefined as T) : ((await response.json()) as T);
  if (response.status === 401) needsToken.value = true;
  throw new ApiError(response.status, await complaintOf(response));
}

async function complaintOf(response: Response): Promise<string> {
  const body: Partial<ApiFault> | undefined = await response.json().catch(() => undefined);
  return body?.detail ?? `The gateway answered ${response.status}.`;
}

/** Hands the token over; from then on a cookie that no script can read stands for it. Fails as `getJson` does. */
export async function signIn(token: string): Promise<void> {
  const request: SessionRequest = { token };
  await postJson('session', request);
  needsToken.value = false;
}

/** Signs in with the token of the address, if it has one, and takes it out of the address and the history. */
export async function signInByAddress(): Promise<void> {
  const token = tokenIn(location.hash);
  if (token === undefined) return;
  history.replaceState(undefined, '', '#/live');
  dispatchEvent(new HashChangeEvent('hashchange'));
  await signIn(token).catch((error: unknown) => {
    needsToken.value = true;
    refusedAddress.value = error instanceof Error ? error.message : String(error);
  });
}
