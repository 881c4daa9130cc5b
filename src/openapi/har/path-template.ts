import type { Exchange } from './exchange.ts';

/** Exchanges of one route. */
export interface RouteGroup {
  readonly method: string;
  readonly template: string;
  /** The name of each parameter, by the index of its segment. */
  readonly parameters: ReadonlyMap<number, string>;
  readonly exchanges: readonly Exchange[];
  /** Words where it is not sure that a segment is a parameter. */
  readonly uncertain: readonly string[];
}

/** So many siblings that come once each are no words of an API. */
const manySiblings = 8;

/** Groups exchanges by method and path, in which ids become parameters. */
export function groupRoutes(exchanges: readonly Exchange[]): RouteGroup[] {
  const varied = variedSegments(exchanges);
  const groups = new Map<string, { parameters: Map<number, string>; exchanges: Exchange[]; guessed: Set<string> }>();
  for (const exchange of exchanges) {
    const parameters = new Map<number, string>();
    const guessed = new Set<string>();
    const segments = exchange.segments.map((segment, index) => {
      const isGuess = varied.has(keyOf(exchange.segments, index));
      if (!isId(segment) && !isGuess) return segment;
      const name = parameterName(exchange.segments, index, [...parameters.values()]);
      parameters.set(index, name);
      if (!isId(segment)) guessed.add(`{${name}} is taken for a parameter since it has many values`);
      return `{${name}}`;
    });
    const key = `${exchange.method} /${segments.join('/')}`;
    const group = groups.get(key) ?? { parameters, exchanges: [], guessed };
    groups.set(key, group);
    group.exchanges.push(exchange);
    for (const words of guessed) group.guessed.add(words);
  }
  return [...groups].map(([key, { parameters, exchanges: own, guessed }]) => {
    const [method = '', template = ''] = key.split(' ');
    return { method, template, parameters, exchanges: own, uncertain: [...guessed] };
  });
}

/** Numbers, uuids, ULIDs, hexadecimal and other long texts with digits: what no word of an API looks like. */
function isId(segment: string): boolean {
  if (/^v\d+(?:\.\d+)?$/i.test(segment)) return false;
  const isKnown =
    /^\d+$/.test(segment) ||
    /^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/i.test(segment) ||
    /^[0-9A-HJKMNP-TV-Z]{26}$/.test(segment) ||
    /^(?=.*\d)[0-9a-f]{12,}$/i.test(segment) ||
    /^\d{4}-\d{2}-\d{2}$/.test(segment) ||
    /^[a-z]{2,6}[_-](?=[^_-]*\d)[A-Za-z0-9]{3,}$/.test(segment);
  // What has digits and capitals among its letters and is long may be a token: it must never be part of a route.
  return isKnown || (segment.length >= 16 && /\d/.test(segment)) || segment.length > 40 || /[@%]/.test(segment);
}

/** What stands before a segment, with ids made alike. */
const keyOf = (segments: readonly string[], index: number): string =>
  segments
    .slice(0, index)
    .map((segment) => (isId(segment) ? '{}' : segment))
    .join('/');

/** The places in which there are too many different segments for them to be words of the API. */
function variedSegments(exchanges: readonly Exchange[]): Set<string> {
  const seen = new Map<string, Set<string>>();
  for (const { segments } of exchanges) {
    for (const [index, segment] of segments.entries()) {
      if (index === 0 || isId(segment)) continue;
      const key = keyOf(segments, index);
      seen.set(key, (seen.get(key) ?? new Set()).add(segment));
    }
  }
  return new Set([...seen].filter(([, words]) => words.size >= manySiblings).map(([key]) => key));
}

/** `userId` after `users`. */
function parameterName(segments: readonly string[], index: number, taken: readonly string[]): string {
  const before = segments[index - 1] ?? '';
  const word = isId(before)
    ? ''
    : before.replaceAll(/[^A-Za-z0-9]+(.)?/g, (_, next: string | undefined) => (next ?? '').toUpperCase());
  const one = word.replace(/ies$/, 'y').replace(/([^s])s$/, '$1');
  const base = /^[A-Za-z]/.test(one) ? `${one.charAt(0).toLowerCase()}${one.slice(1)}Id` : 'id';
  let name = base;
  for (let number = 2; taken.includes(name); number += 1) name = `${base}${number}`;
  return name;
}
