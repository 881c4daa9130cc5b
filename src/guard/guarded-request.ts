import type { JsonObject } from '../codec/json-value.ts';
import type { Problem } from '../problem/problem.ts';

/** A matched request, before anything of it is judged. */
export interface GuardedRequest {
  /** Path and query, with the mount taken off. */
  readonly url: string;
  /** Name, value, name, value, ... as received. */
  readonly rawHeaders: readonly string[];
  /** The raw segments that the route's parameters match. */
  readonly pathValues: readonly string[];
  /** The caller's IP address, as far as it can be believed. Asked for where it is needed. */
  address(): string;
}

/** What the stages after the guard may see of a request. */
export interface AdmittedRequest {
  readonly url: string;
  readonly rawHeaders: readonly string[];
  /** What is known of the caller by its verified credential; `undefined` without one. */
  readonly credential: JsonObject | undefined;
}

/** What the guard says of a request; `fields` belong on its answer, whoever makes that: name, value. */
export type GuardVerdict =
  | { readonly ok: true; readonly admitted: AdmittedRequest; readonly fields: readonly (readonly [string, string])[] }
  | { readonly ok: false; readonly problem: Problem; readonly fields: readonly (readonly [string, string])[] };

/** Judges the requests of one operation. At once where nothing has to be asked of others. Never throws, never rejects. */
export type Guard = (request: GuardedRequest) => GuardVerdict | Promise<GuardVerdict>;
