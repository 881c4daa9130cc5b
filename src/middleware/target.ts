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

/**
 * The target below a prefix of paths, which ends at a segment.
 *
 * In:  `/v1/users?x=1` and `/v1`; the empty prefix is that of every target.
 * Out: `/users?x=1`; `undefined` for a target that does not stand below, such as `/v10`.
 */
export function belowPrefix(target: string, prefix: string): string | undefined {
  if (prefix === '') return target;
  if (!target.startsWith(prefix)) return undefined;
  const rest = target.slice(prefix.length);
  if (rest === '' || rest.startsWith('?')) return `/${rest}`;
  return rest.startsWith('/') ? rest : undefined;
}
