/** `http://host:port` before the path, as callers of a proxy send it; Express leaves it in `req.url`. */
const origin = /^[a-z][a-z0-9+.-]*:\/\/[^/?#]*/i;

/** The `http://host:port` before a path, or nothing. */
export const originOf = (target: string): string => origin.exec(target)?.[0] ?? '';

/**
 * The path and query of a request target. The origin of an absolute form is dropped: it never chooses an upstream.
 *
 * In:  `/users?x=1`, `http://api.example/users?x=1`, or what Express leaves of them below a mount, such as `?x=1`.
 * Out: `/users?x=1`, always with a leading slash; `*` stays `*`.
 * Source: RFC 9112, section 3.2.
 */
export function pathAndQuery(target: string): string {
  if (target.startsWith('/') || target === '*') return target;
  const rest = target.replace(origin, '');
  return rest.startsWith('/') ? rest : `/${rest}`;
}
