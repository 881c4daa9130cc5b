import type { JsonObject } from '../codec/json-value.ts';
import type { Problem } from '../problem/problem.ts';
import type { GuardedRequest } from './guarded-request.ts';
import type { Spent } from './limit/limit-fields.ts';

/** One request on its way through the guard. */
export interface GuardRun {
  readonly request: GuardedRequest;
  /** The limits that were asked, in their order. */
  readonly spent: Spent[];
  /** What is known by the verified credential, once it is. */
  credential: JsonObject | undefined;
}

/** Judges one thing; `undefined` lets the request go on. At once where nothing has to be asked of others. */
export type GuardStep = (run: GuardRun) => Problem | undefined | Promise<Problem | undefined>;
