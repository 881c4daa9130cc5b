/** Where the connections to a target go, and what stands before the path of its requests. */
export interface Address {
  /** `http://host:port` or `https://host:port`; of a socket `http://localhost`, which is what `Host` says then. */
  readonly origin: string;
  /** Without a slash at the end; empty for none. */
  readonly basePath: string;
  /** Absolute path of a unix socket, which is connected to in place of the host. */
  readonly socketPath: string | undefined;
}

/** `unix:/run/app.sock`, or with a path before every route `unix:/run/app.sock:/base`. */
const unixSocket = /^unix:(\/[^:?#]+)(?::(\/[^?#]*))?$/;

/**
 * Reads the address of a target.
 *
 * In:  `http://10.0.0.1:8080/base`, or `unix:/run/app.sock:/base`.
 * Out: where to connect, and `/base`.
 * Fails: throws a `TypeError` where it is neither; the options have judged it before.
 */
export function parseAddress(target: string): Address {
  const [, socketPath, path = ''] = unixSocket.exec(target) ?? [];
  if (socketPath !== undefined) {
    const { pathname } = new URL(path, 'http://localhost');
    return { origin: 'http://localhost', basePath: withoutSlash(pathname), socketPath };
  }
  const { origin, pathname } = new URL(target);
  return { origin, basePath: withoutSlash(pathname), socketPath: undefined };
}

const withoutSlash = (path: string): string => path.replace(/\/$/, '');
