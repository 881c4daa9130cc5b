import type { IncomingMessage } from 'node:http';
import { createProblem, type Problem } from './problem.ts';
import { andList } from './type-phrase.ts';

/** A stage, the contract or the app's own code threw. The cause is for the log; the caller learns nothing of it. */
export function contractBroken(cause: unknown, operation?: string): Problem {
  const named = operation === undefined ? { cause } : { cause, operation };
  return createProblem('contract-broken', {
    detail: 'The request could not be processed. Nothing was sent to the service behind.',
    ...named,
  });
}

/** The body is larger than the option `limits.bodyBytes` allows, declared or received. */
export function bodyTooLarge(limitBytes: number): Problem {
  return createProblem('body-too-large', {
    detail: `The body is larger than ${limitBytes} bytes`,
    members: { limitBytes },
  });
}

/** Path and query are longer than the option `limits.urlBytes` allows; both in bytes. */
export function urlTooLong(length: number, limitBytes: number): Problem {
  const detail = `Path and query have ${length} bytes; ${limitBytes} are taken`;
  return createProblem('url-too-long', { detail, members: { limitBytes } });
}

/** The path has operations, for the methods of `allow` alone. */
export function methodNotAllowed(method: string, allow: readonly string[]): Problem {
  return createProblem('method-not-allowed', {
    detail: `The path does not take ${method}, but ${andList(allow)}`,
    headers: { Allow: allow.join(', ') },
  });
}

/**
 * The problem of content in a transfer coding that nobody here takes off: it would be read, or sent on, as what it is not.
 *
 * Source: RFC 9112, section 6.1.
 */
export function codingNotImplemented({ headers }: IncomingMessage): Problem | undefined {
  const coding = headers['transfer-encoding'];
  if (coding === undefined || coding.trim().toLowerCase() === 'chunked') return undefined;
  return createProblem('method-not-implemented', { detail: 'Only the transfer coding `chunked` is understood' });
}

/**
 * Judges the size of a header section that the parser let through.
 *
 * In:  name, value, name, value, ... as received.
 * Out: `headers-too-large` that names the fault, with the largest field; `undefined` where all is within the limits.
 * Source: RFC 6585, section 5.
 */
export function headersTooLarge(
  rawHeaders: readonly string[],
  limits: { readonly headerBytes: number; readonly headerCount: number },
): Problem | undefined {
  const count = rawHeaders.length / 2;
  if (count > limits.headerCount) {
    const detail = `The request has ${count} header fields; ${limits.headerCount} are taken`;
    return createProblem('headers-too-large', { detail, members: { limitCount: limits.headerCount } });
  }
  // Colon, space and line end of each field; Node gives one character for each byte.
  let total = count * 4;
  for (const text of rawHeaders) total += text.length;
  if (total <= limits.headerBytes) return undefined;
  const detail = `The header fields have ${total} bytes; ${limits.headerBytes} are taken. The largest is \`${largestField(rawHeaders)}\``;
  return createProblem('headers-too-large', { detail, members: { limitBytes: limits.headerBytes } });
}

function largestField(rawHeaders: readonly string[]): string {
  let most = 0;
  let largest = '';
  for (let index = 0; index + 1 < rawHeaders.length; index += 2) {
    const name = rawHeaders[index] ?? '';
    const length = name.length + (rawHeaders[index + 1] ?? '').length;
    if (length > most) {
      most = length;
      largest = name;
    }
  }
  return largest;
}
