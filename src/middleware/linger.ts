import type { IncomingMessage, ServerResponse } from 'node:http';
import { hasContent } from './take-body.ts';

/** How long a refused caller may go on sending before the connection is closed under it, in milliseconds. */
export const lingerMs = 1000;

/** Whether the caller may still be sending a body that nobody will read. */
export function isStillSending(req: IncomingMessage): boolean {
  return hasContent(req) && !req.complete && !req.destroyed;
}

/**
 * Sends an answer to a caller who is still sending its body, then closes the connection.
 *
 * A socket that is closed with unread bytes in it is reset, and the reset can overtake the answer: the caller would see
 * a broken connection in place of the 413. So the answer goes out whole, what arrives is thrown away for a moment, and the
 * message ends when the caller stops or its time is up. Source: RFC 9112, sections 9.3 and 9.6.
 */
export function endLingering(req: IncomingMessage, res: ServerResponse, content: string): void {
  res.setHeader('Connection', 'close');
  const timer = setTimeout(finish, lingerMs);
  function finish(): void {
    clearTimeout(timer);
    req.off('end', finish).off('close', finish).off('error', finish);
    if (!res.writableEnded) res.end();
  }
  req.on('end', finish).on('close', finish).on('error', finish);
  // Node ignores what is written to the answer of a HEAD, its head included.
  if (req.method === 'HEAD') res.flushHeaders();
  else res.write(content);
  flushCompressed(res);
  req.resume();
}

/** The compression middleware holds back what is written until it is told to flush. */
function flushCompressed(res: ServerResponse & { flush?: unknown }): void {
  if (typeof res.flush === 'function') res.flush();
}
