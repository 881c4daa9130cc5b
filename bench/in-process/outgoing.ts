import { parse } from 'node:querystring';
import { endToEndFields } from '../by-hand/fields.ts';
import { type Fault, invalidRequest } from '../by-hand/problem.ts';
import type { IncomingBytes } from './work.ts';

/** The request that is sent to the upstream, ready for the socket. */
export interface OutgoingBytes {
  readonly method: string;
  /** Path and query. */
  readonly path: string;
  /** Name, value, name, value, ... */
  readonly headers: readonly string[];
  readonly body: Uint8Array | string | undefined;
}

/** How one library validates and maps the values of both requests. What it is given it may keep, not write to. */
export interface Library {
  /** (b): the path and query to ask for, or every fault. */
  users(userId: string, query: Record<string, string | string[] | undefined>): string | Fault[];
  /** (c): the order in the upstream's terms, or every fault. */
  order(body: unknown): { readonly order: object } | Fault[];
}

/** What stands around a library is the same for all of them. Out: the request to send, or the text of the 400. */
export function requestBy(library: Library, { method, url, rawHeaders, body }: IncomingBytes): OutgoingBytes | string {
  if (method === 'GET') {
    const { userId, query } = usersValues(url);
    const target = library.users(userId, query);
    return typeof target === 'string' ? usersRequest(target, rawHeaders) : invalidRequest(target);
  }
  const mapped = library.order(orderValue(body));
  return 'order' in mapped ? orderRequest(mapped.order, rawHeaders) : invalidRequest(mapped);
}

export function usersValues(url: string): { userId: string; query: Record<string, string | string[] | undefined> } {
  const end = url.indexOf('?');
  return { userId: url.slice('/users/'.length, end), query: parse(url.slice(end + 1)) };
}

export function orderValue(body: Uint8Array = new Uint8Array()): unknown {
  return JSON.parse(Buffer.from(body.buffer, body.byteOffset, body.byteLength).toString());
}

export const usersRequest = (path: string, rawHeaders: readonly string[]): OutgoingBytes => ({
  method: 'GET',
  path,
  headers: endToEndFields(rawHeaders, 'keep-alive', false),
  body: undefined,
});

export const orderRequest = (order: object, rawHeaders: readonly string[]): OutgoingBytes => ({
  method: 'POST',
  path: '/api/v1/orders',
  headers: endToEndFields(rawHeaders, 'keep-alive', true),
  body: JSON.stringify(order),
});
