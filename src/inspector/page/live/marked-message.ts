import type { Difference, PlaceView, ShownMessage } from '../../protocol-request.ts';
import { type JsonLine, layJson } from './json-lines.ts';

/** What the mapping did with a value, seen from one side. */
export interface Mark {
  readonly kind: Difference['kind'];
  /** In words: `to query username, through unix-seconds`. */
  readonly text: string;
}

/** A name with its value, and what the mapping did with it. */
export interface MarkedRow {
  readonly name: string;
  readonly value: string;
  readonly mark: Mark | undefined;
}

/** One side of a request, in parts, with what differs from the other side marked. */
export interface MarkedMessage {
  readonly method: string;
  readonly path: string;
  readonly pathMark: Mark | undefined;
  readonly query: readonly MarkedRow[];
  readonly headers: readonly MarkedRow[];
  readonly body: readonly (JsonLine & { readonly mark: Mark | undefined })[];
}

/**
 * Marks what differs in one side of a request.
 *
 * In:  the side's message, which side it is (`from`: the caller's; `to`: the upstream's), and all differences.
 * Out: the message in parts; names and values of the query decoded where that can be done. A body that is no JSON is one line per line.
 */
export function markMessage(message: ShownMessage, side: 'from' | 'to', all: readonly Difference[]): MarkedMessage {
  const [path = '', query = ''] = splitOnce(message.target, '?');
  const find = (wanted: (place: PlaceView) => boolean): Mark | undefined => {
    const found = all.find((difference) => {
      const place = difference[side];
      return place !== undefined && wanted(place);
    });
    return found && { kind: found.kind, text: wordsOf(found, side) };
  };
  return {
    method: message.method,
    path,
    pathMark: find((place) => place.in === 'path'),
    query: queryPairs(query).map(([name, value]) => ({
      name,
      value,
      mark: find((place) => place.in === 'query' && place.name === rootOf(name, place.name)),
    })),
    headers: message.headers.map(({ name, value }) => ({
      name,
      value,
      mark: find(({ in: location, name: other }) =>
        location === 'header'
          ? other.toLowerCase() === name.toLowerCase()
          : location === 'cookie' && name.toLowerCase() === 'cookie',
      ),
    })),
    body: bodyLines(message).map((line) => ({
      ...line,
      mark: find((place) => place.in === 'body' && line.pointer === place.pointer),
    })),
  };
}

/** `filter[age]` belongs to the parameter `filter`. */
function rootOf(written: string, declared: string): string {
  return written.startsWith(`${declared}[`) ? declared : written;
}

function bodyLines({ body }: ShownMessage): readonly JsonLine[] {
  if (body === undefined) return [];
  if (body.kind === 'json') return layJson(body.text);
  return body.text.split('\n').map((text) => ({ text, depth: 0, pointer: undefined }));
}

function queryPairs(query: string): readonly (readonly [string, string])[] {
  return query
    .split('&')
    .filter((pair) => pair !== '')
    .map((pair) => {
      const [name = '', value = ''] = splitOnce(pair, '=');
      return [decoded(name), decoded(value)] as const;
    });
}

function splitOnce(text: string, mark: string): readonly string[] {
  const at = text.indexOf(mark);
  return at < 0 ? [text] : [text.slice(0, at), text.slice(at + 1)];
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text.replaceAll('+', ' '));
  } catch {
    return text;
  }
}

function wordsOf({ kind, from, to, text }: Difference, side: 'from' | 'to'): string {
  if (kind === 'added' || kind === 'dropped') return text;
  const other = side === 'from' ? to : from;
  const where = other === undefined ? '' : `${side === 'from' ? 'to' : 'from'} ${placeText(other)}`;
  return [where, text].filter((part) => part !== '').join(', ');
}

/** A place in words: `query userName`, `body /profile/birth`. */
export function placeText({ in: location, name, pointer }: PlaceView): string {
  return [location, `${name}${pointer}`].filter((part) => part !== '').join(' ');
}
