import type { ResolvedOptions } from '../../options/resolved-options.ts';
import { parseAddress } from '../../upstream/address.ts';
import { tryConnect } from '../doctor/ask-port.ts';

/** One target of an upstream, and whether it took a connection. */
export interface ServedTarget {
  readonly upstream: string;
  /** Its address without a path, or the path of its socket. */
  readonly origin: string;
  /** `open`: it takes connections. `silent`: not within a moment. `closed`: not at all, as `code` says. */
  readonly state: 'open' | 'silent' | 'closed';
  /** Of the system, such as `ECONNREFUSED`. */
  readonly code: string | undefined;
}

/** The start waits no longer for targets; in milliseconds. */
const limitMs = 500;

/** Opens a connection to each target, and closes it at once. Nothing is sent; a target that is down keeps nothing from starting. */
export function askTargets({ upstreams }: Pick<ResolvedOptions, 'upstreams'>): Promise<ServedTarget[]> {
  return Promise.all(
    upstreams.flatMap(({ name, targets }) => targets.map(async ({ url }) => ({ upstream: name, ...(await ask(url)) }))),
  );
}

async function ask(url: string): Promise<Omit<ServedTarget, 'upstream'>> {
  const { origin, socketPath } = parseAddress(url);
  const { protocol, hostname, port } = new URL(origin);
  const numbered = port === '' ? (protocol === 'https:' ? 443 : 80) : Number(port);
  const place =
    socketPath === undefined
      ? { host: hostname.replace(/^\[|\]$/g, ''), port: numbered, autoSelectFamily: true }
      : { path: socketPath };
  const { code } = await tryConnect(place, limitMs);
  const state = code === undefined ? 'open' : code === 'no answer' ? 'silent' : 'closed';
  return { origin: socketPath ?? origin, state, code: state === 'closed' ? code : undefined };
}
