import type { Operation } from '../contract/contract.ts';
import { fieldPlaces } from '../contract/field-places.ts';
import { distinctNames } from '../http/header-fields.ts';
import { formatProxyStatus } from '../http/proxy-status.ts';
import type { Call } from '../middleware/call.ts';
import type { Instance } from '../middleware/instance.ts';
import type { ResolvedOptions } from '../options/resolved-options.ts';

/** What web pages of other origins are told. */
export interface Cors {
  /** Puts on the answer of a call which page may read it. */
  mark(call: Call): void;
  /**
   * Answers a preflight. Out: `false` for what is none, and for a path that nobody knows.
   *
   * Fails: throws where an operation cannot be compiled, which is a defect of ours.
   */
  preflight(call: Call): boolean;
}

/**
 * Makes what web pages of other origins are told; `undefined` where the options allow none.
 *
 * An origin that is not allowed is told the first one that is, which keeps the browser from handing the answer to the page: what an
 * upstream says of origins never counts beside it. A preflight is answered from the contract, before anybody asks for
 * credentials, for browsers send none with it. Source: Fetch standard, "CORS protocol".
 */
export function createCors({ options, find }: Pick<Instance, 'options' | 'find'>): Cors | undefined {
  const { cors, name, requestId } = options;
  if (cors === undefined) return undefined;
  const [first = '*'] = cors.origins;
  const allowed = new Set<string | undefined>(cors.origins);
  const exposed = cors.exposeHeaders.includes('*')
    ? '*'
    : distinctNames([...ownFields, requestId.header, ...cors.exposeHeaders]).join(', ');
  const proxyStatus = formatProxyStatus({ name, error: 'proxy_internal_response' });
  const offered = offeredFields(options);

  const preflight: Cors['preflight'] = ({ req, res, requestId: { field, value } }) => {
    const method = askedMethod(req);
    const target = req.url ?? '/';
    const found = method === undefined ? nothing : find(method, target);
    if (method === undefined || found.kind === 'none') return false;
    const others = find('', target);
    const methods = others.kind === 'method' ? others.allow : [method];
    const asked = req.headers['access-control-request-headers'];
    const fields = found.kind === 'operation' ? offered(found.operation.operation) : [];
    res.writeHead(204, {
      'Access-Control-Allow-Methods': methods.join(', '),
      // What is passed through undeclared may have any field.
      'Access-Control-Allow-Headers': found.kind === 'passthrough' ? (asked ?? '') : fields.join(', '),
      'Access-Control-Max-Age': Math.floor(cors.maxAgeMs / 1000),
      Allow: methods.join(', '),
      'Cache-Control': 'no-store',
      'Proxy-Status': proxyStatus,
      [field]: value,
    });
    res.end();
    return true;
  };

  const mark: Cors['mark'] = ({ req, res }) => {
    const { origin } = req.headers;
    res.setHeader('Access-Control-Allow-Origin', allowed.has(origin) && first !== '*' ? String(origin) : first);
    if (first !== '*') res.setHeader('Vary', 'Origin');
    if (origin === undefined) return;
    if (cors.credentials) res.setHeader('Access-Control-Allow-Credentials', 'true');
    if (askedMethod(req) === undefined) res.setHeader('Access-Control-Expose-Headers', exposed);
  };
  return { mark, preflight };
}

const nothing = { kind: 'none' } as const;

/** The method that a preflight asks for; `undefined` where the request is none. */
function askedMethod({ method, headers }: Call['req']): string | undefined {
  if (method !== 'OPTIONS' || headers.origin === undefined) return undefined;
  return headers['access-control-request-method'];
}

/** Fields of answers by which programs decide what to do next; scripts see a few simple ones alone. */
const ownFields = [
  'Deprecation',
  'ETag',
  'Link',
  'Location',
  'Proxy-Status',
  'RateLimit',
  'RateLimit-Policy',
  'Retry-After',
  'Sunset',
  'WWW-Authenticate',
];

/** Makes the question which request fields a page may send to an operation; asked once for each. */
function offeredFields({ cors, requestId }: ResolvedOptions): (operation: Operation) => readonly string[] {
  const known = new WeakMap<Operation, readonly string[]>();
  const always = [requestId.header, 'traceparent', 'tracestate', ...(cors?.headers ?? [])];
  return (operation) => {
    let fields = known.get(operation);
    if (fields === undefined) {
      fields = distinctNames([...declaredFields(operation), ...always]);
      known.set(operation, fields);
    }
    return fields;
  };
}

function declaredFields(operation: Operation): string[] {
  const { body, upstream } = operation;
  const { attempts } = upstream;
  const names = fieldPlaces(operation).flatMap((place) => (place.in === 'header' ? place.name : []));
  const own = [attempts?.idempotencyKey, attempts?.deadlineHeader?.name, body && 'Content-Type'];
  return [...names, ...own.filter((name) => name !== undefined)];
}
