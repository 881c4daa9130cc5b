import { splitFieldList } from './field-list.ts';

/** What an intermediary says of an answer. */
export interface ProxyStatus {
  /** Our name; an RFC 9651 token where it can be, otherwise a string. */
  readonly name: string;
  /** The error type of RFC 9209, section 2.3: `connection_refused`. Only on answers that we made. */
  readonly error?: string | undefined;
  /** The status that the next hop gave, on an answer that we pass on. */
  readonly receivedStatus?: number | undefined;
}

/**
 * Writes one member of `Proxy-Status`.
 *
 * Out: `paramap; error=connection_refused`. No detail, no address of an upstream: RFC 9209, section 4.
 * Source: RFC 9209, section 2; RFC 9651, sections 4.1.1 to 4.1.7.
 */
export function formatProxyStatus(status: ProxyStatus): string {
  const error = status.error === undefined ? '' : `; error=${status.error}`;
  const received = status.receivedStatus === undefined ? '' : `; received-status=${status.receivedStatus}`;
  return `${formatName(status.name)}${error}${received}`;
}

/**
 * The `Proxy-Status` of an answer that we pass on: the members of others, then ours if we have one to say.
 *
 * In:  the received field, several lines joined with commas. A member in our name cannot be true: it is left out.
 * Out: the new value, or `undefined` when nothing is left to say. A field that does not parse is dropped as a whole.
 * Source: RFC 9209, section 2; RFC 9651, section 4.2.
 */
export function replaceProxyStatus(received: string | undefined, own: ProxyStatus): string | undefined {
  const members = (splitFieldList(received ?? '') ?? []).filter((member) => memberName(member) !== own.name);
  if (own.error !== undefined || own.receivedStatus !== undefined) members.push(formatProxyStatus(own));
  return members.length === 0 ? undefined : members.join(', ');
}

function formatName(name: string): string {
  if (/^[A-Za-z*][\w!#$%&'*+.^`|~:/-]*$/.test(name)) return name;
  // A structured string holds visible ASCII only.
  return `"${name.replaceAll(/[^\x20-\x7e]/gu, '?').replaceAll(/["\\]/g, '\\$&')}"`;
}

function memberName(member: string): string {
  const text = /^"((?:[^"\\]|\\.)*)"/.exec(member)?.[1];
  return text === undefined ? (/^[^;\s]*/.exec(member)?.[0] ?? '') : text.replaceAll(/\\(.)/g, '$1');
}
