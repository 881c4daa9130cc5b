import type { JsonValue } from '../../codec/json-value.ts';
import { createProblem } from '../../problem/problem.ts';
import type { ReadBody } from './body-value.ts';

/**
 * Judges the value that another body parser left behind, where it kept no bytes.
 *
 * What that parser may have changed is refused: integers beyond 2^53 have lost digits already. Duplicate keys cannot be
 * seen any more; `keepRawBody` brings them back into sight.
 */
export function checkParsedBody(value: unknown, at: { operation: string; jsonDepth: number }): ReadBody {
  const fault = findFault(value, at.jsonDepth);
  if (fault === undefined) return { ok: true, value: value as JsonValue, exact: false };
  if (fault.kind === 'foreign') {
    return {
      ok: false,
      problem: createProblem('contract-broken', {
        detail: 'The body was read by another parser and is not JSON any more',
        operation: at.operation,
        cause: new Error(
          `req.body holds ${fault.what}; mount paramap before that parser, or keep its bytes with keepRawBody`,
        ),
      }),
    };
  }
  return {
    ok: false,
    problem: createProblem('malformed-body', { detail: fault.what, operation: at.operation }),
  };
}

interface BodyFault {
  readonly kind: 'caller' | 'foreign';
  readonly what: string;
}

function findFault(value: unknown, depth: number): BodyFault | undefined {
  if (value === null || typeof value === 'string' || typeof value === 'boolean') return undefined;
  if (typeof value === 'number') return numberFault(value);
  if (typeof value !== 'object') return { kind: 'foreign', what: `a value of type ${typeof value}` };
  if (depth === 0) return { kind: 'caller', what: 'The body is nested too deeply' };
  const prototype = Object.getPrototypeOf(value);
  if (!Array.isArray(value) && prototype !== Object.prototype && prototype !== null) {
    return { kind: 'foreign', what: 'an object that is no plain one' };
  }
  if (Object.hasOwn(value, '__proto__')) {
    return { kind: 'caller', what: 'A member is named `__proto__`, which is refused' };
  }
  for (const below of Object.values(value)) {
    const fault = findFault(below, depth - 1);
    if (fault !== undefined) return fault;
  }
  return undefined;
}

function numberFault(value: number): BodyFault | undefined {
  if (!Number.isFinite(value)) return { kind: 'foreign', what: `the number ${value}` };
  if (!Number.isInteger(value) || Number.isSafeInteger(value)) return undefined;
  // The number is not shown: its digits are no longer those that were sent, and it may be a secret.
  return {
    kind: 'caller',
    what: 'An integer in the body is beyond 2^53 and cannot be passed on exactly here; send it as a string if the API allows it',
  };
}
