import type { JsonObject } from '../../codec/json-value.ts';
import type { BackendDescription, DescribedOperation } from '../read/backend-description.ts';
import type { LossList } from './loss-list.ts';
import { slugOf } from './name-style.ts';

/** The upstreams of a description. */
export interface ImportedUpstreams {
  /** The option `upstreams`. */
  readonly targets: JsonObject;
  /** The upstream of an operation whose servers are not those of the document. */
  of(operation: DescribedOperation): string | undefined;
}

/** Where a server is looked for when a description names none. */
const placeholder = 'http://127.0.0.1:8080';

/** The first server is the target; others stand for other installations, and are told. Base paths are part of the routes. */
export function upstreamsOf(description: BackendDescription, name: string, losses: LossList): ImportedUpstreams {
  const { servers, operations } = description;
  const main = originOf(servers[0]);
  const origin = { file: description.file, pointer: '' };
  if (main === undefined) losses.add(origin, 'server', noServerWords(name));
  const others = [...new Set(servers.slice(1).map(originOf))].filter((url) => url !== undefined && url !== main);
  if (others.length > 0) losses.add(origin, 'server', otherServersWords(name, main ?? placeholder, others.join(', ')));
  const targets: JsonObject = { [name]: { targets: [main ?? placeholder] } };
  const upstreamOf = (operation: DescribedOperation): string | undefined => {
    const own = originOf(operation.servers[0]);
    return own === undefined || own === main ? undefined : `${name}-${slugOf(own.replace(/^https?:\/\//, ''))}`;
  };
  for (const operation of operations) {
    const upstream = upstreamOf(operation);
    if (upstream !== undefined) targets[upstream] = { targets: [originOf(operation.servers[0]) ?? placeholder] };
  }
  return { targets, of: upstreamOf };
}

/** Scheme and host of an absolute address; `undefined` for a relative one, and for one with a variable left in its host. */
const originOf = (url: string | undefined): string | undefined =>
  url === undefined ? undefined : /^https?:\/\/[^/?#{}\s]+/i.exec(url)?.[0];

const noServerWords = (name: string) =>
  [
    `the description does not say where the backend is; \`${placeholder}\` stands in the options`,
    `write its address under \`upstreams\`, \`${name}\`, \`targets\``,
  ] as const;

const otherServersWords = (name: string, taken: string, others: string) =>
  [
    `of several servers the first is taken, \`${taken}\`; the others are ${others}`,
    `write those that do the same work under \`upstreams\`, \`${name}\`, \`targets\``,
  ] as const;
