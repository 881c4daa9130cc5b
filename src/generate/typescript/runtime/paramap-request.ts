/** How requests are written by the clients beside this file; nothing here is for callers. */

/** How one parameter is written. */
export interface ParameterWriting {
  readonly in: 'path' | 'query' | 'header' | 'cookie' | 'body';
  readonly name: string;
  /** The input's member, where it is not called like the parameter. */
  readonly from?: string;
  /** How a list or object is written as text. */
  readonly style?: 'form' | 'simple' | 'spaceDelimited' | 'pipeDelimited' | 'deepObject';
  readonly explode?: boolean;
}

/** How an operation's input is written as a request. */
export interface RequestWriting {
  readonly method: string;
  readonly path: string;
  readonly parameters: readonly ParameterWriting[];
  /** The media type of the body, where there can be one. */
  readonly bodyType?: string;
  /** Writes lists and objects, where there are any among the parameters. */
  readonly writeStyled?: StyledWriter;
  /** Writes the cookies, where there are any. */
  readonly writeCookies?: (cookies: readonly Pair[]) => string;
  /** Writes the body; without it, it is JSON. */
  readonly writeBody?: (value: unknown) => BodyContent;
}

export type BodyContent = NonNullable<RequestInit['body']>;

/** The flat input of a call. */
export interface Input {
  readonly body?: unknown;
  readonly [name: string]: unknown;
}

/** Writes a list or an object in the style of its parameter. */
export type StyledWriter = (parameter: ParameterWriting, value: object, encode: (text: string) => string) => Pair[];
export type Pair = readonly [name: string, value: string];

/** A request, but for what all requests of a client have. */
export interface WrittenRequest {
  readonly path: string;
  readonly headers: readonly Pair[];
  readonly body: BodyContent | undefined;
}

/** A value that has no way into a request; `at` tells which, by the contract's name. */
export class UnsendableError extends TypeError {
  readonly at: Pick<ParameterWriting, 'in' | 'name'>;

  constructor(at: Pick<ParameterWriting, 'in' | 'name'>, predicate: string) {
    super(`\`${at.name}\` in ${at.in} ${predicate}`);
    this.at = at;
  }
}

/** Writes an operation's input as a request. Fails: throws `UnsendableError` for a value that can not be written. */
export function writeRequest(writing: RequestWriting, input: Input): WrittenRequest {
  const { path, parameters, bodyType, writeBody = writeJson } = writing;
  const segments = new Map<string, string>();
  const query: Pair[] = [];
  const headers: Pair[] = [];
  const cookies: Pair[] = [];
  for (const parameter of parameters) {
    const key = parameter.from ?? parameter.name;
    const value = Object.hasOwn(input, key) ? input[key] : undefined;
    if (value === undefined || value === null) continue;
    const encode = parameter.in === 'path' || parameter.in === 'query' ? encodeURIComponent : String;
    const pairs: readonly Pair[] =
      typeof value === 'object' && writing.writeStyled !== undefined
        ? writing.writeStyled(parameter, value, encode)
        : [[parameter.name, encode(scalarText(parameter, value))]];
    if (parameter.in === 'query') query.push(...pairs);
    for (const [name, text] of pairs) {
      if (parameter.in === 'path') segments.set(name, text);
      if (parameter.in === 'header') headers.push([name, text]);
      if (parameter.in === 'cookie') cookies.push([name, text]);
    }
  }
  const cookie = writing.writeCookies?.(cookies);
  if (cookie) headers.push(['cookie', cookie]);
  const value = bodyType === undefined ? undefined : input.body;
  const body = value === undefined ? undefined : writeBody(value);
  // A form with files tells its own boundary, and content of some kind its own type.
  if (body !== undefined && bodyType !== undefined && !/\*|^multipart/.test(bodyType)) {
    headers.push(['content-type', bodyType]);
  }
  const search = query.map(([name, text]) => `${encodeURIComponent(name)}=${text}`).join('&');
  return { path: writePath(path, segments) + (search && `?${search}`), headers, body };
}

function writeJson(value: unknown): string {
  return JSON.stringify(value, exactInteger);
}

/** A `bigint` is written digit for digit, which `JSON.stringify` alone does not know. */
function exactInteger(_name: string, value: unknown): unknown {
  return typeof value === 'bigint' ? (JSON as JSON & { rawJSON(text: string): unknown }).rawJSON(String(value)) : value;
}

function writePath(path: string, segments: ReadonlyMap<string, string>): string {
  return path.replace(/\/\{([^/]*)\}(?=\/|$)/g, (_, name: string) => {
    const text = segments.get(name) ?? '';
    // A URL parser would take such a segment away, and the request would go to another route.
    if (/^\.{0,2}$/.test(text)) throw new UnsendableError({ in: 'path', name }, 'cannot be empty or dots');
    return `/${text}`;
  });
}

/** The text of one value. */
export function scalarText(parameter: ParameterWriting, value: unknown): string {
  if (typeof value === 'string' || typeof value === 'boolean' || typeof value === 'bigint') return String(value);
  if (typeof value === 'number' && Number.isFinite(value)) return plainDigits(value);
  throw new UnsendableError(parameter, 'holds a value that has no text');
}

/** A number without an exponent, which the API would not read: `1e21` is a one and 21 zeros. */
function plainDigits(value: number): string {
  const text = String(value);
  const [, sign, whole = '', fraction = '', exponent] = /^(-?)(\d)\.?(\d*)e(.+)$/.exec(text) ?? [];
  if (sign === undefined) return text;
  const point = Number(exponent);
  const digits = whole + fraction;
  return sign + (point < 0 ? `0.${'0'.repeat(-point - 1)}${digits}` : digits.padEnd(point + 1, '0'));
}
