import { createRequire } from 'node:module';
import http, { type ClientRequest, type IncomingMessage, ServerResponse } from 'node:http';
import https from 'node:https';
import type { Readable } from 'node:stream';
import type { Plugin } from 'http-proxy-middleware';
import { idleConnectionMs } from './limits.ts';
import type { Target } from './target/target.ts';
import { type TlsConnectOptions, tlsConnectOptions, type TlsSettings } from './tls/tls-settings.ts';

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
  readonly target: Target;
  readonly listener: EngineListener;
  /** Streamed as the request's content; `undefined` for none. */
  readonly content: Readable | undefined;
  /** Over a connection of its own, not a kept one. */
  readonly fresh: boolean;
}

/** How an engine sends. */
export interface EngineOptions {
  /** How connections are secured; `undefined`: by what Node trusts. */
  readonly tls: TlsSettings | undefined;
  /** The limit of an answer's header section, in bytes. */
  readonly headerBytes: number;
}

/** Sends requests to the targets of one upstream. */
export interface ProxyEngine {
  /** Gives back how to end the request at once; nothing more is told of it then. */
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
  const trusted = tlsConnectOptions(options.tls);
  const lanes = new Map<Target, Lane>();
  const laneTo = (target: Target): Lane => {
    const lane = lanes.get(target) ?? openLane(target, trusted);
    lanes.set(target, lane);
    return lane;
  };

  const proxy = loadEngine().createProxyMiddleware({
    changeOrigin: true,
    selfHandleResponse: true,
    ejectPlugins: true,
    plugins: [reporting],
    router: (request, _response, perRequest) => {
      const job = sendingOf(request)?.job;
      if (job === undefined) throw new Error('the request was not sent by this engine');
      const lane = laneTo(job.target);
      // A new object for each request: the engine writes the whole outgoing request into it.
      perRequest.ssl = { maxHeaderSize: options.headerBytes, ...trusted };
      perRequest.agent = job.fresh ? lane.freshAgent : lane.agent;
      if (job.content !== undefined) perRequest.buffer = job.content;
      return lane.target;
    },
  });

  return {
    send(request, job) {
      const sending: Sending = { job, isOver: false };
      Object.assign(request, { [sendingKey]: sending });
      // The engine destroys the answer that it is given whenever the upstream's breaks off, and adds a dozen listeners
      // to it. It gets one that leads nowhere; the caller's own is in the hands of the listener.
      const nowhere = new ServerResponse(request);
      nowhere.setMaxListeners(0);
      const fail = (error: unknown): void => tell(request, (listener) => listener.fail(error));
      proxy(request, nowhere, fail).catch(fail);
      return () => {
        sending.isOver = true;
        nowhere.emit('close');
      };
    },
    destroy: () => {
      for (const { agent, freshAgent } of lanes.values()) for (const each of [agent, freshAgent]) each.destroy();
    },
  };
}

/** The way to one target. */
interface Lane {
  /** The engine takes a URL, or what a URL has to say and a socket beside it. */
  readonly target: URL | { protocol: string; host: string; socketPath: string; pathname: string };
  readonly agent: http.Agent;
  /** Keeps no connection. */
  readonly freshAgent: http.Agent;
}

function openLane({ connections: { place } }: Target, trusted: TlsConnectOptions): Lane {
  const { socketPath, origin, basePath } = place.address;
  const url = new URL(origin + basePath);
  const { Agent } = url.protocol === 'https:' ? https : http;
  const options = { ...trusted, ...(place.lookup !== undefined && { lookup: place.lookup, autoSelectFamily: true }) };
  return {
    target: socketPath === undefined ? url : { protocol: url.protocol, host: url.host, socketPath, pathname: basePath },
    agent: new Agent({ ...options, keepAlive: true, timeout: idleConnectionMs, scheduling: 'lifo' }),
    freshAgent: new Agent(options),
  };
}

/** A job that is being done. */
interface Sending {
  readonly job: EngineJob;
  /** Nobody wants to hear of it any more: another attempt may be under way in its place. */
  isOver: boolean;
}

/** It travels with its request: a WeakMap of all of them costs the garbage collector more than the requests do. */
const sendingKey = Symbol('sending');

function sendingOf(request: IncomingMessage & { readonly [sendingKey]?: Sending }): Sending | undefined {
  return request[sendingKey];
}

const reporting: Plugin = (proxy) => {
  proxy.on('proxyReq', (upstreamRequest, request) => {
    // It was ended before the engine had come to it.
    if (sendingOf(request)?.isOver === true) upstreamRequest.destroy();
    tell(request, (listener) => listener.onRequest(upstreamRequest));
  });
  proxy.on('proxyRes', (answer, request) => tell(request, (listener) => listener.onResponse(answer)));
  proxy.on('error', (error, request) => tell(request, (listener) => listener.fail(error)));
};

function tell(request: IncomingMessage | undefined, news: (listener: EngineListener) => void): void {
  const sending = request === undefined ? undefined : sendingOf(request);
  if (sending === undefined || sending.isOver) return;
  const { listener } = sending.job;
  try {
    news(listener);
  } catch (error) {
    listener.fail(error);
  }
}
