import type { IncomingMessage, Server } from 'node:http';
import type { Duplex } from 'node:stream';
import type { Trust } from '../http/forwarded.ts';

const trustNobody: Trust = () => false;

/** The app's own `trust proxy`, compiled by Express; without Express nobody is believed. */
export function trustOfApp(req: IncomingMessage & { readonly app?: unknown }): Trust {
  return compiledTrust(req.app) ?? trustNobody;
}

/**
 * The same for an upgrade, which Express never sees: of the app that answers the requests of the server. One that is wrapped
 * in a function of its own can be named by `req.app`.
 */
export function trustOfUpgrade(req: IncomingMessage & { readonly app?: unknown }, socket: Duplex): Trust {
  for (const app of [req.app, ...requestListeners(socket)]) {
    const trust = compiledTrust(app);
    if (trust !== undefined) return trust;
  }
  return trustNobody;
}

/** Node keeps the server on the sockets that it has accepted. */
const requestListeners = ({ server }: Duplex & { readonly server?: Server }): readonly unknown[] =>
  server?.listeners('request') ?? [];

function compiledTrust(app: unknown): Trust | undefined {
  if (typeof app !== 'function' || !('get' in app) || typeof app.get !== 'function') return undefined;
  const trust: unknown = app.get('trust proxy fn');
  return typeof trust === 'function' ? (address, hop) => trust(address, hop) === true : undefined;
}
