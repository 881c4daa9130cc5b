import { hash } from 'node:crypto';
import { isIPv6 } from 'node:net';
import type { JsonObject, JsonValue } from '../../codec/json-value.ts';
import type { Operation, Parameter } from '../../contract/contract.ts';
import { parameterAliases } from '../../contract/parameter-aliases.ts';
import type { RateKeyPart, RateLimit } from '../../contract/rate-limit.ts';
import { decodePercent } from '../../http/percent.ts';
import type { GuardedRequest } from '../guarded-request.ts';
import { cookieValues, headerValues, queryValues } from '../sent-values.ts';

/** Tells under which key a request is counted. */
export type LimitKey = (request: GuardedRequest, credential: JsonObject | undefined) => string;

/**
 * Compiles the key of a limit.
 *
 * Out: a digest: keys hold what callers send, credentials among it, and are kept in stores that others can read.
 */
export function compileLimitKey(limit: RateLimit, operation: Operation): LimitKey {
  const parts = limit.by.map((part) => compilePart(part, operation));
  if (parts.length === 0) {
    const shared = digest([limit.id]);
    return () => shared;
  }
  return (request, credential) => digest([limit.id, ...parts.map((part) => part(request, credential))]);
}

const digest = (parts: readonly JsonValue[]): string => hash('sha256', JSON.stringify(parts), 'base64url');

function compilePart(
  part: RateKeyPart,
  operation: Operation,
): (request: GuardedRequest, credential: JsonObject | undefined) => JsonValue {
  if (part.kind === 'address') return (request) => addressGroup(request.address());
  const { name } = part;
  if (part.kind === 'credential') {
    return (_, credential) =>
      credential !== undefined && Object.hasOwn(credential, name) ? (credential[name] ?? null) : null;
  }
  if (part.in === 'path') {
    const parameters = operation.segments.filter((segment) => segment.kind === 'parameter');
    const index = parameters.findIndex((segment) => segment.name === name);
    return ({ pathValues }) => {
      const raw = pathValues[index] ?? '';
      return decodePercent(raw) ?? raw;
    };
  }
  const reads = [{ in: part.in, name }, ...olderNames(part, operation)].map(readValues);
  return (request) => reads.flatMap((read) => read(request));
}

/** Whoever sends a value under an older name is counted as who sends it under its own: nobody gets a second quota by that. */
function olderNames(
  { in: location, name }: Extract<RateKeyPart, { kind: 'value' }>,
  { parameters }: Operation,
): readonly SentPlace[] {
  const isMeant = (current: Parameter): boolean =>
    current.in === location && (location === 'header' ? current.name.toLowerCase() : current.name) === name;
  return parameterAliases(parameters).flatMap(({ current, older }) => (isMeant(current) ? [older] : []));
}

type SentPlace = Pick<Parameter, 'in' | 'name'>;

function readValues({ in: location, name }: SentPlace): (request: GuardedRequest) => string[] {
  if (location === 'query') return ({ url }) => queryValues(url, name);
  if (location === 'cookie') return ({ rawHeaders }) => cookieValues(rawHeaders, name);
  const key = name.toLowerCase();
  return ({ rawHeaders }) => headerValues(rawHeaders, key);
}

/**
 * What is counted as one address: of IPv6 the network of 64 bits, for whoever has one address of it has all of them.
 *
 * In:  `2001:db8::1`, `192.0.2.1`.
 * Out: `2001:db8:0:0`, `192.0.2.1`.
 */
export function addressGroup(address: string): string {
  if (!isIPv6(address)) return address;
  const [head = '', tail] = address.replace(/%.*$/, '').split('::');
  const before = head === '' ? [] : head.split(':');
  // An address of IPv4 at the end stands for two groups.
  const after =
    tail === undefined || tail === ''
      ? []
      : tail.split(':').flatMap((group) => (group.includes('.') ? [group, ''] : [group]));
  const zeros = tail === undefined ? 0 : Math.max(0, 8 - before.length - after.length);
  const groups = [...before, ...Array<string>(zeros).fill('0'), ...after].slice(0, 4);
  return groups.map((group) => group.toLowerCase().replace(/^0+(?=.)/, '')).join(':');
}
