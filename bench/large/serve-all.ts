import http from 'node:http';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { AddressInfo } from 'node:net';
import { isDeepStrictEqual } from 'node:util';
import { defaultUnknown } from '../../src/contract/normalize.ts';
import { isObject } from '../../src/codec/json-type.ts';
import type { JsonValue } from '../../src/codec/json-value.ts';
import type { Operation } from '../../src/contract/contract.ts';
import { draftRequest, draftValues } from '../../src/example/draft/draft-request.ts';
import { isJsonMediaType } from '../../src/http/media-type.ts';
import { createGateway } from '../../src/gateway/create-gateway.ts';
import type { GatewayOptions } from '../../src/options/gateway-options.ts';
import { vetContracts } from '../../src/pipeline/vet-contracts.ts';

/** What became of one request for each operation. */
export interface Served {
  /** Until the gateway listened. */
  readonly startMs: number;
  /** Requests that reached the backend as they were sent. */
  readonly same: number;
  /** Operations for which no request could be made of their schemas. */
  readonly undrafted: readonly string[];
  /** Operations whose request was refused or arrived otherwise, with what was seen. */
  readonly wrong: readonly string[];
}

interface Arrived {
  readonly method: string;
  readonly url: string;
  readonly body: unknown;
}

/** Starts a gateway on imported contracts and sends a request, made of its schemas, for each operation. */
export async function serveAll(folder: string): Promise<Served> {
  const config = JSON.parse(readFileSync(join(folder, 'paramap.config.json'), 'utf8'));
  const arrived: Arrived[] = [];
  const backend = noting(arrived);
  const target = await listening(backend);
  const begin = performance.now();
  const gateway = createGateway(options(config, folder, target));
  const { port } = await gateway.listen();
  const startMs = performance.now() - begin;
  const undrafted: string[] = [];
  const wrong: string[] = [];
  const operations = operationsIn(config.contracts, folder);
  for (const operation of operations) {
    const requests = drafted(operation);
    const difference = await sendAny(requests, port, arrived);
    if (requests.length === 0) undrafted.push(operation.name);
    else if (difference !== undefined) wrong.push(`${operation.name}: ${difference}`);
  }
  await gateway.close();
  backend.close();
  const same = operations.length - undrafted.length - wrong.length;
  return { startMs, same, undrafted, wrong };
}

/** A backend that takes everything and notes it. */
function noting(arrived: Arrived[]): http.Server {
  return http.createServer(async (request, response) => {
    let text = '';
    for await (const chunk of request) text += chunk;
    const body = text === '' ? undefined : parsed(text);
    arrived.push({ method: request.method ?? '', url: request.url ?? '', body });
    response.writeHead(204).end();
  });
}

function options(config: GatewayOptions, folder: string, target: string): GatewayOptions {
  const upstreams = Object.keys(config.upstreams ?? {}).map((name) => [name, { targets: [target] }]);
  return {
    contracts: config.contracts ?? [],
    root: folder,
    upstreams: Object.fromEntries(upstreams),
    credentials: config.credentials ?? {},
    listen: { host: '127.0.0.1', port: 0 },
    onWarning: () => {},
    onAnswerViolation: () => {},
  };
}

function operationsIn(contracts: readonly string[], folder: string): Operation[] {
  const sources = contracts.map((file) => JSON.parse(readFileSync(join(folder, file), 'utf8')));
  const plain = sources.map((source) => withoutExamples(source)).filter(isObject);
  return vetContracts(plain, { ...vetting, root: folder }).contracts.flatMap((contract) => contract.operations);
}

/** What differs of the last request, where none arrives as it was sent: what is refused with all members at once, as alternatives are, may be taken with few. */
async function sendAny(requests: readonly Drafted[], port: number, arrived: Arrived[]): Promise<string | undefined> {
  let difference: string | undefined = 'no request';
  for (const request of requests) {
    arrived.length = 0;
    const { status, text } = await send(port, request);
    difference = status === 204 ? differs(request, arrived[0]) : `${status} ${text.slice(0, 300)}`;
    if (difference === undefined) break;
  }
  return difference;
}

const vetting = {
  codecs: new Map(),
  secrets: {},
  missingSecret: 'warning',
  secretFiles: 'mask',
  unknown: defaultUnknown,
} as const;

/** Requests are made of the schemas alone: many documents have examples that do not fit them. */
export function withoutExamples(value: JsonValue, isNamed = false): JsonValue {
  if (Array.isArray(value)) return value.map((item) => withoutExamples(item));
  if (!isObject(value)) return value;
  const entries = Object.entries(value).filter(([name]) => isNamed || (name !== 'example' && name !== 'examples'));
  return Object.fromEntries(
    entries.map(([name, member]) => [name, withoutExamples(member, !isNamed && name === 'properties')]),
  );
}

interface Drafted {
  readonly route: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: unknown;
  /** The media type of the body. */
  readonly type?: string | undefined;
}

/** With everything that is declared, and with as little as possible. */
function drafted(operation: Operation): Drafted[] {
  return [true, false].flatMap((full) => {
    const values = draftValues(operation, { full, branch: 0, without: new Map() });
    const request = values === undefined ? undefined : draftRequest(operation, values);
    const type = operation.body?.content.find(({ mediaType }) => isJsonMediaType(mediaType))?.mediaType;
    return request === undefined ? [] : [{ ...JSON.parse(JSON.stringify(request)), type }];
  });
}

async function send(port: number, { route, headers, body, type }: Drafted): Promise<{ status: number; text: string }> {
  const [method = '', path = ''] = route.split(' ');
  const text = body === undefined ? undefined : JSON.stringify(body);
  const length = text === undefined ? {} : { 'content-length': Buffer.byteLength(text) };
  const json = text === undefined ? {} : { 'content-type': type ?? 'application/json', ...length };
  // One credential for whatever is asked for.
  const request = http.request({
    port,
    host: '127.0.0.1',
    method,
    path,
    headers: { authorization: 'Bearer t', ...json, ...headers },
  });
  request.end(text);
  const [response] = (await once(request, 'response')) as [http.IncomingMessage];
  let answer = '';
  for await (const chunk of response) answer += chunk;
  return { status: response.statusCode ?? 0, text: answer };
}

/** The path as it was sent (below the backend's base path), the same parameters and the same body. */
function differs({ route, body }: Drafted, got: Arrived | undefined): string | undefined {
  const [method, sent = ''] = route.split(' ');
  if (got === undefined) return 'nothing arrived';
  const [one, other] = [new URL(sent, 'http://a'), new URL(got.url, 'http://a')];
  const pairs = (url: URL): string[] => [...url.searchParams].map(([name, value]) => `${name}=${value}`).sort();
  const isSame =
    method === got.method &&
    decodeURIComponent(other.pathname).endsWith(decodeURIComponent(one.pathname)) &&
    isDeepStrictEqual(pairs(one), pairs(other)) &&
    isDeepStrictEqual(body, got.body);
  return isSame ? undefined : `sent ${route}, arrived ${got.method} ${got.url}`;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

async function listening(server: http.Server): Promise<string> {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}
