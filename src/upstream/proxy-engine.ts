import { createRequire } from 'node:module';
import http, { type ClientRequest, type IncomingMessage, ServerResponse } from 'node:http';
import https from 'node:https';
import type { Readable } from 'node:stream';
import type { Plugin } from 'http-proxy-middleware';
import { parseAddress } from './address.ts';
import { idleConnectionMs } from './limits.ts';
import { tlsConnectOptions, type TlsSettings } from './tls/tls-settings.ts';

const require = createRequire(import.meta.url);

/** Loaded for the first pass-through prefix: instances without one do without some 15 MB and a tenth of a second. */
const loadEngine = (): typeof import('http-proxy-middleware') => require('http-proxy-middleware');

/** Who is told what becomes of a request that the engine sends. */
export interface EngineListener {
  onRequest(upstreamRequest: ClientRequest): void;
  onResponse(answer: IncomingMessage): void;
  fail(error: unknown): void;
}

/** What comes along with a request that the engine sends. */
export interface EngineJob {
  readonly listener: EngineListener;
  /** Streamed as the request's content; `undefined` for none. */
  readonly content: Readable | undefined;
  /** Over a connection of its own, not a kept one. */
  readonly fresh: boolean;
}

/** Where an engine sends to. */
export interface EngineOptions {
  /** Absolute base URL, or a unix socket; its path is put before that of every request. */
  readonly target: string;
  /** How connections are secured; `undefined`: by what Node trusts. */
  readonly tls: TlsSettings | undefined;
  /** The limit of an answer's header section, in bytes. */
  readonly headerBytes: number;
}

/** Sends requests to one target. */
export interface ProxyEngine {
  /** Gives back how to end the request at once. */
  send(request: IncomingMessage, job: EngineJob): () => void;
  /** Breaks every connection. */
  destroy(): void;
}

/**
 * http-proxy-middleware over kept connections, reduced to its engine: it connects, sends and tells what comes back.
 *
 * Left to the listener are answers (`selfHandleResponse`), failures (the default plugin would answer nearly all of them
 * with 504 and the URL, and append that to an answer that was cut) and time limits (`proxyTimeout` cannot be told from
 * a reset, `timeout` adds a listener to the caller's socket for each request). Nothing that a listener throws reaches
 * the engine's events, where it would end the process.
 */
export function createProxyEngine(options: EngineOptions): ProxyEngine {
  const target = engineTarget(options.target);
  const trusted = tlsConnectOptions(options.tls);
  const { Agent } = target.protocol === 'https:' ? https : http;
  const agent = new Agent({ keepAlive: true, timeout: idleConnectionMs, scheduling: 'lifo', ...trusted });

  const proxy = loadEngine().createProxyMiddleware({
    target,
    changeOrigin: true,
    selfHandleResponse: true,
    ejectPlugins: true,
    plugins: [reporting],
    router: (request, _response, perRequest) => {
      const job = jobOf(request);
      // A new object for each request: the engine writes the whole outgoing request into it.
      perRequest.ssl = { maxHeaderSize: options.headerBytes, ...trusted };
      perRequest.agent = job?.fresh === true ? false : agent;
      if (job?.content !== undefined) perRequest.buffer = job.content;
      return target;
    },
  });

  return {
    send(request, job) {
      Object.assign(request, { [jobKey]: job });
      // The engine destroys the answer that it is given whenever the upstream's breaks off, and adds a dozen listeners
      // to it. It gets one that leads nowhere; the caller's own is in the hands of the listener.
      const nowhere = new ServerResponse(request);
      nowhere.setMaxListeners(0);
      proxy(request, nowhere, (error) => job.listener.fail(error)).catch((error: unknown) => job.listener.fail(error));
      return () => void nowhere.emit('close');
    },
    destroy: () => agent.destroy(),
  };
}

/** The engine takes a URL, or what a URL has to say and a socket beside it. */
function engineTarget(target: string): URL | { protocol: string; host: string; socketPath: string; pathname: string } {
  const { socketPath, origin, basePath } = parseAddress(target);
  if (socketPath === undefined) return new URL(target);
  const { protocol, host } = new URL(origin);
  return { protocol, host, socketPath, pathname: basePath };
}

/** The job travels with its request: a WeakMap of all of them costs the garbage collector more than the requests do. */
const jobKey = Symbol('job');

function jobOf(request: IncomingMessage & { readonly [jobKey]?: EngineJob }): EngineJob | undefined {
  return request[jobKey];
}

const reporting: Plugin = (proxy) => {
  proxy.on('proxyReq', (upstreamRequest, request) => tell(request, (listener) => listener.onRequest(upstreamRequest)));
  proxy.on('proxyRes', (answer, request) => tell(request, (listener) => listener.onResponse(answer)));
  proxy.on('error', (error, request) => tell(request, (listener) => listener.fail(error)));
};

function tell(request: IncomingMessage | undefined, news: (listener: EngineListener) => void): void {
  const listener = request === undefined ? undefined : jobOf(request)?.listener;
  if (listener === undefined) return;
  try {
    news(listener);
  } catch (error) {
    listener.fail(error);
  }
}
