import { isObject } from '../../codec/json-type.ts';
import type { AuthoredDocument } from '../../contract/authored-document.ts';
import { childOf } from '../../contract/json-pointer.ts';
import type { Reading } from './reading.ts';
import { below, entriesOf, type Spot, textOf } from './spot.ts';

/** Servers that hold at a place, and the path that requests to the first of them begin with. */
export interface Servers {
  readonly urls: readonly string[];
  readonly basePath: string;
}

/** The servers of a whole document: `servers`, or scheme, host and base path of Swagger 2.0. */
export function documentServers(reading: Reading, document: AuthoredDocument): Servers {
  const root: Spot = { document, pointer: '', value: document.value };
  if (reading.dialect(document) !== '2.0') return serversAt(reading, root) ?? { urls: [], basePath: '' };
  const host = textOf(root, 'host');
  const basePath = withoutSlash(textOf(root, 'basePath') ?? '');
  const written = childOf(document.value, 'schemes');
  const schemes = Array.isArray(written) ? written.filter((scheme) => typeof scheme === 'string') : [];
  // Where it says none, the documentation of the API is served by the one that is meant; https is the safe guess.
  const used = schemes.length === 0 ? ['https'] : schemes;
  const urls = host === undefined ? [] : used.map((scheme) => `${scheme}://${host}${basePath}`);
  return { urls, basePath };
}

/** The `servers` that stand at a place; `undefined` where none do. */
export function serversAt(reading: Reading, spot: Spot): Servers | undefined {
  const servers = entriesOf(below(spot, 'servers'));
  const urls = servers.flatMap(([, server]) => urlOf(reading, server) ?? []);
  const [first] = urls;
  if (first === undefined) return undefined;
  const paths = new Set(urls.map(pathOf));
  if (paths.size > 1) reading.note(servers[0]?.[1] ?? spot, pathsFault(pathOf(first)));
  return { urls, basePath: pathOf(first) };
}

function urlOf(reading: Reading, server: Spot): string | undefined {
  const url = textOf(server, 'url');
  if (url === undefined) {
    reading.note(server, urlFault);
    return undefined;
  }
  const variables = childOf(server.value, 'variables');
  const filled = url.replaceAll(/\{([^{}]*)\}/g, (whole, name: string) => {
    const value = childOf(isObject(variables) ? (variables[name] ?? null) : null, 'default');
    if (typeof value === 'string' || typeof value === 'number') return String(value);
    reading.note(server, variableFault(name));
    return whole;
  });
  return withoutSlash(filled);
}

/** The path of an absolute or relative URL: `https://a.example/v1` and `/v1` give `/v1`. */
function pathOf(url: string): string {
  const path = url
    .replace(/^[a-z][a-z0-9+.-]*:/i, '')
    .replace(/^\/\/[^/?#]*/, '')
    .replace(/[?#].*$/s, '');
  return path === '' || path.startsWith('/') ? withoutSlash(path) : withoutSlash(`/${path.replace(/^\.\//, '')}`);
}

const withoutSlash = (text: string): string => text.replace(/\/+$/, '');

const urlFault = {
  rule: 'server-url',
  message: 'this server has no `url`, and is left out',
  cure: 'write `{ "url": "https://api.example.com/v1" }`',
};

const variableFault = (name: string) => ({
  rule: 'server-variable',
  message: `\`{${name}}\` has no \`default\` under \`variables\`, and stays as it is`,
  cure: `write \`"variables": { "${name}": { "default": "..." } }\``,
});

const pathsFault = (path: string) => ({
  rule: 'server-paths',
  message: `the servers have different paths; operations are read with that of the first, \`${path || '/'}\``,
  cure: 'give the servers one path, or describe them in documents of their own',
});
