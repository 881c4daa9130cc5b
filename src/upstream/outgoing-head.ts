import type { IncomingMessage } from 'node:http';
import { forwardedFields, type Trust } from '../http/forwarded.ts';
import type { ProxyFields } from '../http/proxy-fields.ts';
import { isField, type RequestId } from '../http/request-id.ts';
import { headerSpelling, isGatewayField } from '../http/request-fields.ts';
import { appendCdnLoop, appendVia } from '../http/via.ts';

/** Where a request came from, and who sends it on. */
export interface OutgoingWay {
  readonly request: IncomingMessage;
  readonly received: ProxyFields;
  readonly pseudonym: string;
  readonly trust: Trust;
  /** Sent in place of what the caller wrote; left out where the contract itself writes the field. */
  readonly requestId?: RequestId | undefined;
}

/**
 * The header section of the request that we send, but for Host, Connection and Content-Length, which the HTTP client
 * writes: first everything is removed that is not the caller's to say, then ours is added.
 *
 * In and out: name, value, name, value, ...
 * Source: RFC 9110, sections 7.6.1, 7.6.3 and 10.1.1.
 */
export function outgoingFields(headers: readonly string[], way: OutgoingWay): string[] {
  const fields: string[] = [];
  const { requestId } = way;
  for (let index = 0; index + 1 < headers.length; index += 2) {
    const name = headers[index] ?? '';
    if (!isGatewayField(name) && !isRequestIdField(name, requestId)) fields.push(name, headers[index + 1] ?? '');
  }
  addWay(fields, way);
  return fields;
}

/** Whether a backend could take a field for the one that names the request. */
export function isRequestIdField(name: string, requestId: RequestId | undefined): boolean {
  if (requestId === undefined || name.length !== requestId.field.length) return false;
  return isField(name, requestId.field) || headerSpelling(name) === headerSpelling(requestId.field);
}

/** Adds the fields that say where the request came from and that it went through us. */
export function addWay(fields: string[], way: OutgoingWay): void {
  const { request, received, pseudonym } = way;
  if (way.requestId !== undefined) fields.push(way.requestId.field, way.requestId.value);
  fields.push('Via', appendVia(received.via, { httpVersion: request.httpVersion, name: pseudonym }));
  const cdnLoop = appendCdnLoop(received.cdnLoop, pseudonym);
  if (cdnLoop !== undefined) fields.push('CDN-Loop', cdnLoop);
  const { socket } = request;
  const connection = { address: socket.remoteAddress, encrypted: 'encrypted' in socket && socket.encrypted === true };
  fields.push(...forwardedFields(received, connection, way.trust));
}
