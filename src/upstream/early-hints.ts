import type { ServerResponse } from 'node:http';
import { connectionOptions } from '../http/header-fields.ts';

/**
 * Passes a 103 (Early Hints) on to the caller: its `Link` fields, which are what hints are made of.
 *
 * Nothing is sent to a caller of HTTP/1.0, which knows no interim answers, nor where an answer has begun.
 * Source: RFC 9110, section 15.2; RFC 8297.
 */
export function passEarlyHints(response: ServerResponse, rawHeaders: readonly string[]): void {
  if (response.headersSent || response.req.httpVersion === '1.0' || connectionOptions(rawHeaders).has('link')) return;
  const link = rawHeaders.filter((_, index) => index % 2 === 1 && rawHeaders[index - 1]?.toLowerCase() === 'link');
  if (link.length === 0) return;
  try {
    response.writeEarlyHints({ link });
  } catch {
    // Node takes fewer forms of `Link` than the RFC allows. A hint is optional; the answer itself follows.
  }
}
