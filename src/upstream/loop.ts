import type { ProxyFields } from '../http/proxy-fields.ts';
import { passedThrough } from '../http/via.ts';
import { createProblem, type Problem } from '../problem/problem.ts';

/** The problem of a request that has already been through a gateway of our name, or `undefined`. */
export function loopProblem(received: ProxyFields, pseudonym: string): Problem | undefined {
  if (!passedThrough(received, pseudonym)) return undefined;
  return createProblem('loop-detected', { detail: 'The request has already been through this gateway.' });
}
