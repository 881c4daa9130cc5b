import http, { type IncomingMessage, type ServerResponse } from 'node:http';
import type { ResolvedOptions } from '../options/resolved-options.ts';
import type { MetricsText } from '../signal/metrics/metrics-text.ts';
import type { UpstreamSnapshot } from '../upstream/target/target-snapshot.ts';
import type { InsightReport } from '../signal/shape/insight.ts';
import type { GatewayCounts } from './counts.ts';
import type { GatewayHealth, NotReady } from './health.ts';
import { type GatewayAddress, listenOn } from './listen-on.ts';

/** Who answers on the admin address. */
export interface AdminSource {
  /** Why requests should go elsewhere; empty where they should not. */
  notReady(): readonly NotReady[];
  health(): GatewayHealth | Promise<GatewayHealth>;
  counts(): GatewayCounts | Promise<GatewayCounts>;
  /** `undefined` where nothing is measured. */
  metrics(): Promise<MetricsText | undefined>;
  /** Answers what belongs to the inspector. Out: false for what does not, or where there is none. */
  inspect?(req: IncomingMessage, res: ServerResponse): boolean;
  /** Of all processes together; `undefined` without the option `insights`. */
  insights(): InsightReport | undefined | Promise<InsightReport | undefined>;
  /** Of several processes each has a view of its own. */
  upstreams(): readonly UpstreamSnapshot[] | Promise<readonly UpstreamSnapshot[]>;
}

/** The admin address of a gateway. */
export interface Admin {
  /** Fails: rejects where the address cannot be taken. */
  listen(): Promise<GatewayAddress>;
  close(): Promise<void>;
}

/**
 * Makes the server of the admin address: `/health` is 200 as long as the process answers, `/ready` is 200 where requests should
 * be sent here and 503 with the reasons where not, `/counts` is what was counted, `/metrics` the same and more as Prometheus
 * reads it, `/insights` which shapes of requests upstreams fail, `/upstreams` what is known of targets by their public names.
 * Reads only, and knows no secret. Below `/inspector` stands what the option of that name asks for, which wants a token.
 */
export function createAdmin(settings: NonNullable<ResolvedOptions['admin']>, source: AdminSource): Admin {
  const server = http.createServer((req, res) => {
    if (source.inspect?.(req, res) === true) return;
    adminAnswer(source, req)
      .catch(failed)
      .then((answer) => sendAdmin(answer, req, res))
      .catch(() => res.destroy());
  });
  return {
    listen: () => listenOn(server, settings),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function sendAdmin(
  { status, body, type = 'application/json' }: AdminAnswer,
  req: IncomingMessage,
  res: ServerResponse,
) {
  const text = typeof body === 'string' ? body : `${JSON.stringify(body)}\n`;
  if (status === 405) res.setHeader('Allow', 'GET, HEAD');
  res.writeHead(status, {
    'Content-Type': type,
    'Content-Length': Buffer.byteLength(text),
    'Cache-Control': 'no-store',
    // A page of another origin that is opened in a browser on this machine must not make something of it.
    'X-Content-Type-Options': 'nosniff',
  });
  res.end(text);
  req.resume();
}

interface AdminAnswer {
  readonly status: number;
  /** A text as it is, or what is written as JSON. */
  readonly body: object | string;
  readonly type?: string;
}

async function adminAnswer(source: AdminSource, { method, url = '' }: IncomingMessage): Promise<AdminAnswer> {
  if (method !== 'GET' && method !== 'HEAD') return { status: 405, body: { error: 'only GET is answered here' } };
  switch (url.split('?', 1)[0]) {
    case '/health':
      return { status: 200, body: await source.health() };
    case '/ready': {
      const reasons = source.notReady();
      const ready = reasons.length === 0;
      return { status: ready ? 200 : 503, body: { ready, reasons } };
    }
    case '/counts':
      return { status: 200, body: await source.counts() };
    case '/metrics': {
      const metrics = await source.metrics();
      return metrics === undefined ? noMetrics : { status: 200, body: metrics.text, type: metrics.type };
    }
    case '/insights': {
      const body = await source.insights();
      return body === undefined ? noInsights : { status: 200, body };
    }
    case '/upstreams':
      return { status: 200, body: { upstreams: await source.upstreams() } };
    default:
      return { status: 404, body: { error: 'there are /health, /ready, /counts, /metrics, /insights and /upstreams' } };
  }
}

const failed = (error: unknown): AdminAnswer => ({
  status: 500,
  body: { error: `this could not be found out: ${error instanceof Error ? error.message : String(error)}` },
});

const noInsights: AdminAnswer = {
  status: 404,
  body: { error: 'shapes are not counted: the option `insights` is not there' },
};

const noMetrics: AdminAnswer = {
  status: 404,
  body: { error: 'nothing is measured: the option `metrics` is not there' },
};
