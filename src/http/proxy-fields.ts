/** What a request says of the way that it came, by field; several lines of a field are joined with commas. */
export interface ProxyFields {
  readonly host: string | undefined;
  readonly via: string | undefined;
  readonly cdnLoop: string | undefined;
  readonly forwarded: string | undefined;
  readonly forwardedFor: string | undefined;
  readonly forwardedProto: string | undefined;
  readonly forwardedHost: string | undefined;
}

const memberOf: Readonly<Record<string, keyof ProxyFields>> = Object.assign(Object.create(null), {
  host: 'host',
  via: 'via',
  'cdn-loop': 'cdnLoop',
  forwarded: 'forwarded',
  'x-forwarded-for': 'forwardedFor',
  'x-forwarded-proto': 'forwardedProto',
  'x-forwarded-host': 'forwardedHost',
});

const lengths: ReadonlySet<number> = new Set(Object.keys(memberOf).map(({ length }) => length));

/**
 * Reads the fields of the way.
 *
 * In:  the header section as received, before anything was removed: a caller must not be able to hide them by naming them
 *      in `Connection` (CVE-2022-31813). Of two Host lines the first counts, as in Node.
 * Out: with the host of an absolute target (`GET http://api.example/users`) in place of the Host field, which does not count
 *      then. Source: RFC 9112, section 3.2.2.
 */
export function readProxyFields({
  url = '',
  rawHeaders,
}: {
  url?: string | undefined;
  rawHeaders: readonly string[];
}): ProxyFields {
  const fields: Record<keyof ProxyFields, string | undefined> = {
    host: undefined,
    via: undefined,
    cdnLoop: undefined,
    forwarded: undefined,
    forwardedFor: undefined,
    forwardedProto: undefined,
    forwardedHost: undefined,
  };
  for (let index = 0; index + 1 < rawHeaders.length; index += 2) {
    const name = rawHeaders[index] ?? '';
    // The length tells most fields apart before anything is written in lower case.
    if (!lengths.has(name.length)) continue;
    const member = memberOf[name.toLowerCase()];
    if (member === undefined) continue;
    const before = fields[member];
    if (before === undefined) fields[member] = rawHeaders[index + 1];
    else if (member !== 'host') fields[member] = `${before}, ${rawHeaders[index + 1]}`;
  }
  const absolute = url.startsWith('/') ? undefined : authority.exec(url)?.[1];
  if (absolute !== undefined) fields.host = absolute;
  return fields;
}

/** Of an absolute target; one with a user in it is no host that anybody could be told. */
const authority = /^https?:\/\/([\w.~!$&'()*+,;=%:[\]-]+)(?:[/?]|$)/i;
