import type { JsonObject } from '../../codec/json-value.ts';
import { slugOf } from '../import/name-style.ts';
import type { Exchange } from './exchange.ts';
import { inferOperation, unreadContents } from './infer-operation.ts';
import { groupRoutes, type RouteGroup } from './path-template.ts';

/** A contract that was made of traffic, and how sure it is. */
export interface ImportedTraffic {
  readonly contract: JsonObject;
  /** Where most of the requests went. */
  readonly origin: string;
  /** The exchanges that were used. */
  readonly used: number;
  /** Exchanges of other origins, and of pages, scripts, styles and pictures. */
  readonly left: number;
  readonly operations: readonly {
    readonly name: string;
    readonly route: string;
    readonly times: number;
    readonly uncertain: readonly string[];
  }[];
}

/** How traffic is imported. */
export interface TrafficOptions {
  /** @default a slug of the host */
  readonly name?: string;
  readonly schemaPath?: string;
}

/**
 * Makes a contract of recorded exchanges, in which everything is passed on as it is.
 *
 * Out: types, required members, formats and few values as they were seen, each with counts in `x-seen`. Limits are not made up. Of
 *      credentials, cookies and whatever is called like a secret nothing is taken but the name; of other values only words that
 *      came again and again. `undefined` where no exchange is of an API.
 */
export function importTraffic(
  exchanges: readonly Exchange[],
  options: TrafficOptions = {},
): ImportedTraffic | undefined {
  const calls = exchanges.filter(isCall);
  const origin = mostFrequent(calls.map((exchange) => exchange.origin));
  if (origin === undefined) return undefined;
  const own = calls.filter((exchange) => exchange.origin === origin);
  const groups = groupRoutes(own);
  const names = new Set<string>();
  const told = groups.map((group) => ({ group, name: operationName(group, names) }));
  const operations = Object.fromEntries(told.map(({ group, name }) => [name, inferOperation(group)]));
  const contract: JsonObject = {
    $schema: options.schemaPath ?? '../node_modules/paramap/schemas/contract.schema.json',
    title: `${new URL(origin).hostname}, as seen in ${own.length} requests`,
    upstream: { name: options.name ?? slugOf(new URL(origin).hostname) },
    // An answer that was never seen is no reason to refuse it to a caller.
    responseValidation: 'report',
    operations,
  };
  return {
    contract,
    origin,
    used: own.length,
    left: exchanges.length - own.length,
    operations: told.map(({ group, name }) => ({
      name,
      route: `${group.method} ${group.template}`,
      times: group.exchanges.length,
      uncertain: [
        ...(group.exchanges.length < 3 ? ['seen too rarely'] : []),
        ...group.uncertain,
        ...unreadContents(group.exchanges),
      ],
    })),
  };
}

const ofPages = /^(?:text\/(?:html|css|javascript)|application\/(?:x-)?javascript|image\/|font\/|video\/|audio\/)/;

/** What a page loads for itself, and what a browser asks before it asks, are no calls of an API. */
function isCall({ method, answer, status }: Exchange): boolean {
  if (!/^(?:GET|HEAD|POST|PUT|PATCH|DELETE)$/.test(method) || (status >= 300 && status < 400 && status !== 304))
    return false;
  return method !== 'GET' || answer === undefined || !ofPages.test(answer.mediaType);
}

function mostFrequent(texts: readonly string[]): string | undefined {
  const counts = new Map<string, number>();
  for (const text of texts) counts.set(text, (counts.get(text) ?? 0) + 1);
  return [...counts].sort(([, one], [, other]) => other - one)[0]?.[0];
}

const verbs: Readonly<Record<string, string>> = {
  GET: 'get',
  HEAD: 'head',
  POST: 'post',
  PUT: 'put',
  PATCH: 'patch',
  DELETE: 'delete',
};

/** `getUsersByUserId`; versions and `api` say nothing. */
function operationName({ method, template }: RouteGroup, taken: Set<string>): string {
  const words = template.split('/').filter((segment) => segment !== '' && !/^(?:api|v\d+)$/i.test(segment));
  const parts = words.map((word) => {
    const plain = word.replaceAll(/[^A-Za-z0-9]+(.)?/g, (_, next: string | undefined) => (next ?? '').toUpperCase());
    const capital = `${plain.charAt(0).toUpperCase()}${plain.slice(1)}`;
    return word.startsWith('{') ? `By${capital}` : capital;
  });
  const base = `${verbs[method] ?? 'call'}${parts.join('') || 'Root'}`;
  let name = base;
  for (let number = 2; taken.has(name); number += 1) name = `${base}${number}`;
  taken.add(name);
  return name;
}
