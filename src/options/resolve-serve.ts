import { isIP } from 'node:net';
import { availableParallelism } from 'node:os';
import type { OptionReader } from './option-reader.ts';
import type { ResolvedOptions } from './resolved-options.ts';
import { judgeInspector } from './resolve-inspector.ts';
import { milliseconds, type Shape, textLike, wholeNumber } from './shape.ts';

/** Where and how long a server of our own listens. */
export function resolveListen(reader: OptionReader): ResolvedOptions['listen'] {
  const listen = {
    host: reader.read('host', hostName) ?? '127.0.0.1',
    port: reader.read('port', portNumber) ?? 8080,
    headersMs: reader.read('headersMs', milliseconds(1)) ?? 10_000,
    requestMs: reader.read('requestMs', milliseconds(1)) ?? 30_000,
    keepAliveMs: reader.read('keepAliveMs', milliseconds(1)) ?? 65_000,
    drainMs: reader.read('drainMs', milliseconds(0)) ?? 10_000,
    drainNoticeMs: reader.read('drainNoticeMs', milliseconds(0)) ?? 0,
    workers: reader.read('workers', workerCount) ?? 1,
  };
  if (listen.headersMs > listen.requestMs) {
    const message = `\`headersMs\` (${listen.headersMs}) is longer than \`requestMs\` (${listen.requestMs}), which ends the request first`;
    reader.fault('headersMs', { rule: 'option-range', message, cure: 'write a `headersMs` of at most `requestMs`' });
  }
  reader.close();
  return Object.freeze(listen);
}

/** Where the admin address listens; `undefined` where there is none. */
export function resolveAdmin(reader: OptionReader): ResolvedOptions['admin'] {
  const isThere = reader.has('admin');
  const section = reader.section('admin');
  const admin = {
    host: section.read('host', hostName) ?? '127.0.0.1',
    port: section.read('port', portNumber) ?? 9090,
  };
  section.close();
  return isThere ? Object.freeze(admin) : undefined;
}

const hostName = textLike(/^[^\s/]+$/, 'an address or a host name');

/** More processes than any machine has cores are a slip. */
const mostWorkers = 1024;

/** How many processes serve: a number from 1, or `auto`. */
const workerCount: Shape<number> = {
  expected: `a number of processes from 1 to ${mostWorkers}, or \`auto\``,
  parse: (value) => (value === 'auto' ? availableParallelism() : wholeNumber('processes', 1, mostWorkers).parse(value)),
};

const portNumber: Shape<number> = { ...wholeNumber('', 0, 65_535), expected: 'a port number from 0 to 65535' };

/** The proxies whose `X-Forwarded-*` fields are believed. */
export function trustedProxies(reader: OptionReader): ResolvedOptions['trustProxy'] {
  return reader.read('trustProxy', networkList) ?? Object.freeze([]);
}

const networkList: Shape<readonly string[]> = {
  expected: 'a list of addresses and networks such as `10.0.0.0/8`, or `false` for none',
  parse(value) {
    if (value === false) return Object.freeze([]);
    return Array.isArray(value) && value.every(isNetwork) ? Object.freeze([...value]) : undefined;
  },
};

/** An address, or an address and a prefix length that its family allows. */
function isNetwork(value: unknown): value is string {
  if (typeof value !== 'string') return false;
  const [address = '', prefix, ...rest] = value.split('/');
  const family = isIP(address);
  if (family === 0 || rest.length > 0) return false;
  return prefix === undefined || (/^\d{1,3}$/.test(prefix) && Number(prefix) <= (family === 4 ? 32 : 128));
}

/** Says which options the surface at hand cannot honour. */
export function judgeSurface(reader: OptionReader, surface: 'middleware' | 'gateway', options: ResolvedOptions): void {
  if (surface === 'gateway') {
    judgeInspector(reader, options);
    if (options.upgrades.mountPath !== '') {
      const message = '`upgrades.mountPath` belongs to the middleware: a gateway would answer every upgrade with 404';
      reader
        .section('upgrades')
        .fault('mountPath', { rule: 'surface', message, cure: 'leave it out, or use `mounts`' });
    }
    if (options.problems === 'answer') return;
    const message = 'a gateway has no error handler that `next` could hand problems to';
    reader.fault('problems', { rule: 'surface', message, cure: 'leave `problems` out' });
    return;
  }
  if (options.metrics?.registry === 'own') {
    const message = 'a middleware has no address at which its metrics could be asked for';
    const cure = "give the app's registry of prom-client, or a meter of OpenTelemetry";
    reader.section('metrics').fault('registry', { rule: 'option-missing', message, cure });
  }
  const cures = {
    listen: "listen with the app's own server",
    trustProxy: "set Express's `trust proxy`",
    admin: 'answer probes by a route of the app',
    cors: 'use the package `cors` before the middleware',
  };
  for (const [name, cure] of Object.entries(cures)) {
    if (!reader.has(name)) continue;
    const message = `\`${name}\` belongs to \`createGateway\`; the middleware does not use it`;
    reader.fault(name, { rule: 'surface', severity: 'warning', message, cure });
  }
}
