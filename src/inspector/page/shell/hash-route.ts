/** Where in the page one is, as the address says after `#`. */
export interface HashRoute {
  /** The view's id: `live`. */
  readonly view: string;
  /** What follows, decoded: the id of a request, a contract and an operation, ... */
  readonly rest: readonly string[];
}

/**
 * Reads the address's part after `#`.
 *
 * In:  `#/contracts/users/find%20users`.
 * Out: `{ view: 'contracts', rest: ['users', 'find users'] }`; a broken escape stays as it is; what is empty is left out.
 */
export function parseHash(hash: string): HashRoute {
  const [view = '', ...rest] = hash.replace(/^#?\/?/, '').split('/');
  return { view: decoded(view), rest: rest.filter((segment) => segment !== '').map(decoded) };
}

/** Writes what `parseHash` reads. */
export function formatHash(view: string, ...rest: readonly string[]): string {
  return `#/${[view, ...rest].map(encodeURIComponent).join('/')}`;
}

/** The token that the printed address brings along (`#token=…`), which is no place in the page. */
export function tokenIn(hash: string): string | undefined {
  const token = /^#token=([\w.~-]+)$/.exec(hash)?.[1];
  return token === '' ? undefined : token;
}

function decoded(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}
