import { createRequire } from 'node:module';
import type { ClientRequest, IncomingMessage } from 'node:http';
import { Socket } from 'node:net';
import type { Plugin } from 'http-proxy-middleware';
import type { TargetPlace } from '../target/target.ts';
import { type TlsSettings, tlsConnectOptions } from '../tls/tls-settings.ts';

const require = createRequire(import.meta.url);

/** Loaded for the first contract that declares an upgrade. */
const loadEngine = (): typeof import('http-proxy-middleware') => require('http-proxy-middleware');

/** Who is told what becomes of a request for an upgrade. */
export interface UpgradeListener {
  onRequest(upstreamRequest: ClientRequest): void;
  fail(error: unknown): void;
}

/** Where the requests of an engine go. */
export interface UpgradeTarget {
  readonly place: TargetPlace;
  /** `undefined`: what Node trusts. */
  readonly tls: TlsSettings | undefined;
  /** The limit of an answer's header section, in bytes. */
  readonly headerBytes: number;
}

/** Sends requests for upgrades, each over a connection of its own. */
export type UpgradeEngine = (request: IncomingMessage, to: UpgradeTarget, listener: UpgradeListener) => void;

/**
 * The upgrade handling of http-proxy-middleware, reduced as that of requests is: it connects and sends. What it would do
 * with the answer is left to the listener: it writes a 101 on as it came, whatever protocol that names, and ends the
 * caller's connection without a word where the upstream cannot be reached. So it gets a socket that leads nowhere.
 */
export function createUpgradeEngine(): UpgradeEngine {
  const proxy = loadEngine().createProxyMiddleware({
    changeOrigin: true,
    ejectPlugins: true,
    plugins: [reporting],
    target: 'http://unused.invalid',
    router: (request, _response, perRequest) => {
      const job = jobOf(request);
      if (job === undefined) throw new Error('a request for an upgrade came from nowhere');
      const { place, tls, headerBytes } = job.to;
      const looking = place.lookup !== undefined && { lookup: place.lookup, autoSelectFamily: true };
      perRequest.ssl = { maxHeaderSize: headerBytes, ...tlsConnectOptions(tls), ...looking };
      return engineTarget(place);
    },
  });
  return (request, to, listener) => {
    Object.assign(request, { [jobKey]: { to, listener } satisfies Job });
    proxy.upgrade(request, new Socket(), Buffer.alloc(0));
  };
}

/** The engine takes a URL, or what a URL has to say and a socket beside it. */
type EngineTarget = URL | { protocol: string; host: string; socketPath: string; pathname: string };

function engineTarget({ address: { socketPath, origin, basePath } }: TargetPlace): EngineTarget {
  const url = new URL(origin + basePath);
  return socketPath === undefined ? url : { protocol: url.protocol, host: url.host, socketPath, pathname: basePath };
}

interface Job {
  readonly to: UpgradeTarget;
  readonly listener: UpgradeListener;
}

const jobKey = Symbol('job');

const jobOf = (request: IncomingMessage & { readonly [jobKey]?: Job }): Job | undefined => request[jobKey];

const reporting: Plugin = (proxy) => {
  proxy.on('proxyReqWs', (upstreamRequest, request) => {
    const listener = jobOf(request)?.listener;
    // It has a socket when the engine has put its own listeners on it; from here on the request is the listener's.
    upstreamRequest.once('socket', () => {
      for (const event of ['upgrade', 'response', 'error']) upstreamRequest.removeAllListeners(event);
      if (listener === undefined) upstreamRequest.destroy();
      else listener.onRequest(upstreamRequest);
    });
  });
  proxy.on('error', (error, request) => void (request && jobOf(request)?.listener.fail(error)));
};
