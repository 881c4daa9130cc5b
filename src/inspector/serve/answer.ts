import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Refusal } from './access.ts';

/** A route's answer: a value as JSON, or JSON text that is there already. */
export type Answer =
  | { readonly status: number; readonly value: unknown }
  | { readonly status: number; readonly json: string }
  | { readonly status: 204; readonly cookie: string };

/** Nothing but its own files may run in the page, and nobody may frame it or read what it is answered. */
const pagePolicy =
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

/** Fields of every answer. */
export const guardFields = {
  'Content-Security-Policy': pagePolicy,
  'X-Content-Type-Options': 'nosniff',
  'Referrer-Policy': 'no-referrer',
  'Cross-Origin-Resource-Policy': 'same-origin',
  'Cross-Origin-Opener-Policy': 'same-origin',
  'X-Frame-Options': 'DENY',
} as const;

/** Sends an answer of a route. */
export function sendAnswer(req: IncomingMessage, res: ServerResponse, answer: Answer): void {
  if (res.headersSent || res.destroyed) return;
  if ('cookie' in answer) {
    res.writeHead(204, { ...guardFields, 'Cache-Control': 'no-store', 'Set-Cookie': answer.cookie }).end();
    return;
  }
  const text = 'json' in answer ? answer.json : JSON.stringify(answer.value);
  res.writeHead(answer.status, {
    ...guardFields,
    'Cache-Control': 'no-store',
    'Content-Type': 'application/json; charset=utf-8',
    'Content-Length': Buffer.byteLength(text),
    ...(answer.status === 405 && { Allow: 'GET, HEAD, POST' }),
  });
  res.end(req.method === 'HEAD' ? undefined : text);
  req.resume();
}

/** A refusal as an answer. */
export const refused = ({ status, code, detail }: Refusal): Answer => ({ status, value: { code, detail } });

/** There is nothing of that name. */
export const notFound = (detail: string): Answer => ({ status: 404, value: { code: 'not-found', detail } });
