import { connectionOptions, hopByHopFields } from '../http/header-fields.ts';
import {
  connectionFields,
  contentFields,
  headerSpelling,
  isForwardingField,
  overrideFields,
} from '../http/request-fields.ts';
import { addWay, isRequestIdField, type OutgoingWay } from './outgoing-head.ts';

/** These three are rebuilt by us from what trusted proxies said. */
const rebuilt: ReadonlySet<string> = new Set(['forwarded', 'x-forwarded-for', 'x-forwarded-proto', 'x-forwarded-host']);

/** `key` in lower case. */
const isDropped = (key: string): boolean =>
  hopByHopFields.has(key) || connectionFields.has(key) || overrideFields.has(key);

/**
 * The header section of a request that is passed through as it is, framing included: what belongs to the connection is
 * removed, as are overrides of method and URL, and what an untrusted caller says about proxies in front of it.
 *
 * In:  the request as it came; the length of its content in bytes where it is not streamed from there.
 * Out: name, value, name, value, ...
 * Source: RFC 9110, section 7.6.1; RFC 9112, section 6.
 */
export function passthroughFields(way: OutgoingWay, contentBytes: number | undefined): string[] {
  const { request, trust } = way;
  const { rawHeaders } = request;
  // Parsers keep the bytes as they are after decompression: with the coding goes what was said of the coded bytes.
  const isUncoded = contentBytes !== undefined && request.headers['content-encoding'] !== undefined;
  const named = connectionOptions(rawHeaders);
  const { remoteAddress } = request.socket;
  const trusted = remoteAddress !== undefined && trust(remoteAddress, 0);
  const fields: string[] = [];
  for (let index = 0; index + 1 < rawHeaders.length; index += 2) {
    const name = rawHeaders[index] ?? '';
    const key = name.toLowerCase();
    if (isDropped(key) || named.has(key) || isRequestIdField(name, way.requestId)) continue;
    const spelling = headerSpelling(key);
    // `X_Forwarded_For`: no proxy writes it, and CGI, WSGI and PHP take it for the real one.
    if (spelling !== key && (isDropped(spelling) || isForwardingField(spelling))) continue;
    if (isUncoded && contentFields.has(key)) continue;
    if (isForwardingField(key) && (!trusted || rebuilt.has(key))) continue;
    fields.push(name, rawHeaders[index + 1] ?? '');
  }
  const { 'transfer-encoding': coding, 'content-length': length } = request.headers;
  // Node has taken the caller's framing off; the same is put on again for the upstream.
  if (contentBytes !== undefined) fields.push('Content-Length', String(contentBytes));
  else if (coding !== undefined) fields.push('Transfer-Encoding', 'chunked');
  else if (length !== undefined) fields.push('Content-Length', length);
  addWay(fields, way);
  return fields;
}
