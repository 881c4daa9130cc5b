/**
 * A reference to one of our own upstreams as a path, which leads to the gateway: callers neither learn nor can use an
 * upstream's address.
 *
 * In:  `http://10.0.0.5:8080/users/7?x=1`, and the origins of the upstream's targets (`http://10.0.0.5:8080`).
 * Out: `/users/7?x=1`; what leads anywhere else stays as it is, to the letter.
 * Source: RFC 9110, sections 8.7 and 10.2.2; nginx's `proxy_redirect default` and Apache's `ProxyPassReverse` do the same.
 */
export function withoutOwnOrigin(reference: string, origins: ReadonlySet<string>): string {
  const url = addressed(reference, origins);
  if (url === undefined) return reference;
  // `//evil.example` would be the name of a host, no path. Source: WHATWG URL, section 4.5, step 3.
  const guard = url.pathname.startsWith('//') ? '/.' : '';
  return guard + url.pathname + url.search + url.hash;
}

/** The same for `Refresh`: `5; url=http://10.0.0.5:8080/login`. Source: HTML, section 4.2.5.3. */
export function refreshWithoutOwnOrigin(value: string, origins: ReadonlySet<string>): string {
  const [, before = '', quote = '', after = ''] = /^([\d.\s]+[;,]\s*(?:url\s*=\s*)?)(["']?)(.*)$/is.exec(value) ?? [];
  if (before === '') return value;
  const end = quote === '' ? -1 : after.indexOf(quote);
  const reference = end < 0 ? after : after.slice(0, end);
  const shortened = withoutOwnOrigin(reference, origins);
  return shortened === reference ? value : before + quote + shortened + after.slice(reference.length);
}

/** The URL where it names one of the origins; `//host` goes by the scheme of each. */
function addressed(reference: string, origins: ReadonlySet<string>): URL | undefined {
  if (/^https?:\/\//i.test(reference)) {
    const url = URL.parse(reference);
    return url !== null && origins.has(url.origin) ? url : undefined;
  }
  if (!reference.startsWith('//')) return undefined;
  for (const origin of origins) {
    const url = URL.parse(reference, origin);
    if (url?.origin === origin) return url;
  }
  return undefined;
}
