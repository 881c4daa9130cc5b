import { createRequire } from 'node:module';

/** Packages that are only needed where a contract or option asks for what they do. */
interface Peers {
  jose: typeof import('jose');
  'rate-limiter-flexible': typeof import('rate-limiter-flexible');
  ioredis: typeof import('ioredis');
  'prom-client': typeof import('prom-client');
  '@opentelemetry/api': typeof import('@opentelemetry/api');
}

/** The name of an optional peer of this package. */
export type PeerName = keyof Peers;

const require = createRequire(import.meta.url);
const loaded = new Map<PeerName, unknown>();

/** Loads a package at its first use. Throws where it is not installed. */
export function loadPeer<Name extends PeerName>(name: Name): Peers[Name] {
  if (!loaded.has(name)) loaded.set(name, require(name));
  return loaded.get(name) as Peers[Name];
}

/** Whether a package is installed. */
export type HasPeer = (name: PeerName) => boolean;

/** Looks for a package without loading it. */
export const hasPeer: HasPeer = (name) => {
  try {
    require.resolve(name);
    return true;
  } catch {
    return false;
  }
};
