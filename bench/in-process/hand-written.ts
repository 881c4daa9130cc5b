import { parse } from 'node:querystring';
import { endToEndFields } from '../by-hand/fields.ts';
import { findUsersTarget } from '../by-hand/find-users.ts';
import { upstreamOrder } from '../by-hand/place-order.ts';
import { invalidRequest } from '../by-hand/problem.ts';
import type { WorkId } from '../work/work-item.ts';
import type { IncomingBytes } from './work.ts';

/** What the hand-written programs do with a request between the sockets: the outgoing request, or the text of the 400. */
export function handWritten(id: WorkId, incoming: IncomingBytes): object | string {
  return id === 'b' || id === 'd1' ? findUsers(incoming) : placeOrder(incoming);
}

function findUsers({ url, rawHeaders }: IncomingBytes): object | string {
  const end = url.indexOf('?');
  const target = findUsersTarget(url.slice('/users/'.length, end), parse(url.slice(end + 1)));
  if (typeof target !== 'string') return invalidRequest(target);
  return { method: 'GET', path: target, headers: endToEndFields(rawHeaders, 'keep-alive', false), body: undefined };
}

function placeOrder({ rawHeaders, body = new Uint8Array() }: IncomingBytes): object | string {
  const mapped = upstreamOrder(JSON.parse(Buffer.from(body.buffer, body.byteOffset, body.byteLength).toString()));
  if (!('order' in mapped)) return invalidRequest(mapped);
  const headers = endToEndFields(rawHeaders, 'keep-alive', true);
  return { method: 'POST', path: '/api/v1/orders', headers, body: JSON.stringify(mapped.order) };
}
