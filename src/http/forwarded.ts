import { splitFieldList } from './field-list.ts';
import type { ProxyFields } from './proxy-fields.ts';
import { isToken } from './token.ts';

/**
 * Whether what an address says of those behind it is believed. `hop` counts from 0, the peer of our connection.
 * Express's `app.get('trust proxy fn')` is such a function.
 */
export type Trust = (address: string, hop: number) => boolean;

/** The connection on which a request reached us. */
export interface CallerConnection {
  /** The peer's IP address; `undefined` when it has already left. */
  readonly address: string | undefined;
  readonly encrypted: boolean;
}

/**
 * The fields that tell the upstream who called: `X-Forwarded-For`, `-Proto`, `-Host`, and `Forwarded` where one came.
 *
 * In:  what the request says of its way, and the connection that it came on.
 * Out: name, value, name, value, ... The peer's address always stands last. What came is kept only as far as trusted
 *      proxies vouch for it: with an untrusted peer nothing of it, so that no caller can forge an address.
 * Source: RFC 7239; the order of `X-Forwarded-For` is that of common practice.
 */
export function forwardedFields(received: ProxyFields, connection: CallerConnection, trust: Trust): string[] {
  const { address } = connection;
  const trusted = address !== undefined && trust(address, 0);
  const protocol = connection.encrypted ? 'https' : 'http';
  const peer = plainAddress(address ?? 'unknown');
  const chain = trusted ? vouchedFor(received.forwardedFor?.split(','), trust) : [];
  const fields = ['X-Forwarded-For', [...chain, peer].join(', ')];
  fields.push('X-Forwarded-Proto', (trusted && received.forwardedProto) || protocol);
  const host = (trusted && received.forwardedHost) || received.host;
  if (host !== undefined && host !== '') fields.push('X-Forwarded-Host', host);
  if (received.forwarded !== undefined) {
    const elements = trusted ? vouchedFor(splitFieldList(received.forwarded), trust) : [];
    fields.push('Forwarded', [...elements, forwardedElement({ peer, protocol, host: received.host })].join(', '));
  }
  return fields;
}

/**
 * The caller's own address: the farthest that the peer, and the trusted proxies behind it, vouch for.
 *
 * In:  the value of `X-Forwarded-For`, and the peer's address.
 * Out: as it is written there, without a port or brackets; `unknown` for a peer that has left.
 */
export function callerAddress(forwardedFor: string | undefined, peer: string | undefined, trust: Trust): string {
  if (peer === undefined) return 'unknown';
  const [farthest] = trust(peer, 0) ? vouchedFor(forwardedFor?.split(','), trust) : [];
  return plainAddress(farthest === undefined ? peer : addressOf(farthest));
}

/**
 * The end of a chain that was written by trusted proxies: each address vouches for the one before it, so everything up
 * to and including the first address that is not trusted.
 */
function vouchedFor(chain: readonly string[] | undefined, trust: Trust): string[] {
  const members = (chain ?? []).map((member) => member.trim()).filter((member) => member !== '');
  let start = members.length;
  for (let hop = 1; start > 0; hop += 1) {
    start -= 1;
    if (!trust(addressOf(members[start] ?? ''), hop)) break;
  }
  return members.slice(start);
}

/** The address in a member of either form: `10.0.0.1`, `for="[2001:db8::1]:80";proto=http`. */
function addressOf(member: string): string {
  const node = /(?:^|;)\s*for="?([^";]*)"?/i.exec(member)?.[1] ?? member;
  const bracketed = /^\[([^\]]*)\]/.exec(node)?.[1];
  if (bracketed !== undefined) return bracketed;
  return /^[\d.]+:\d+$/.test(node) ? node.slice(0, node.indexOf(':')) : node;
}

/** An IPv4 address that a dual-stack socket shows as IPv6 (`::ffff:10.0.0.1`) is written as what it is. */
function plainAddress(address: string): string {
  return /^::ffff:[\d.]+$/i.test(address) ? address.slice(7) : address;
}

function forwardedElement(hop: { peer: string; protocol: string; host: string | undefined }): string {
  const node = hop.peer.includes(':') ? `"[${hop.peer}]"` : hop.peer;
  const host = hop.host === undefined || hop.host === '' ? '' : `;host=${quoted(hop.host)}`;
  return `for=${node};proto=${hop.protocol}${host}`;
}

/** A token stays as it is; anything else (a port has a colon) must be a quoted string. */
function quoted(text: string): string {
  return isToken(text) ? text : `"${text.replaceAll(/["\\]/g, '\\$&')}"`;
}
