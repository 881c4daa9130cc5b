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
  /** Writes the body; without it, it is JSON. */
  readonly writeBody?: (value: unknown) => BodyContent;
}

export type BodyContent = NonNullable<RequestInit['body']>;

/** The flat input of a call. */
export interface Input {
  readonly body?: unknown;
  readonly [name: string]: unknown;
}

export type Pair = readonly [name: string, value: string];

/** A request, but for what all requests of a client have. */
export interface WrittenRequest {
  readonly path: string;
  readonly headers: readonly Pair[];
  readonly body: BodyContent | undefined;
}

/** A value that has no way into a request. */
export class UnsendableError extends TypeError {
  readonly in: ParameterWriting['in'];
  /** The parameter as the contract calls it; empty for the body. */
  readonly field: string;

  constructor(parameter: Pick<ParameterWriting, 'in' | 'name'>, predicate: string) {
    super(`\`${parameter.name}\` in ${parameter.in} ${predicate}`);
    this.in = parameter.in;
    this.field = parameter.name;
  }
}

/** Writes an operation's input as a request. Fails: throws `UnsendableError` for a value that can not be written. */
export function writeRequest(writing: RequestWriting, input: Input): WrittenRequest {
  const { path, parameters, bodyType, writeBody = writeJson } = writing;
  const segments = new Map<string, string>();
  const query: Pair[] = [];
  const headers: Pair[] = [];
  const cookies: string[] = [];
  for (const parameter of parameters) {
    const key = parameter.from ?? parameter.name;
    const value = Object.hasOwn(input, key) ? input[key] : undefined;
    if (value === undefined || value === null) continue;
    const encode = parameter.in === 'path' || parameter.in === 'query' ? encodeURIComponent : String;
    const pairs = writeParameter(parameter, value, encode);
    if (parameter.in === 'query') query.push(...pairs);
    for (const [name, text] of pairs) {
      if (parameter.in === 'path') segments.set(name, text);
      if (parameter.in === 'header') headers.push([name, text]);
      if (parameter.in === 'cookie') cookies.push(`${name}=${cookieText(parameter, text)}`);
    }
  }
  if (cookies.length > 0) headers.push(['cookie', cookies.join('; ')]);
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
  const write = (segment: string): string => {
    if (!/^\{.*\}$/.test(segment)) return segment;
    const name = segment.slice(1, -1);
    const text = segments.get(name) ?? '';
    // A URL parser would take such a segment away, and the request would go to another route.
    if (/^\.{0,2}$/.test(text)) {
      throw new UnsendableError({ in: 'path', name }, 'can not be empty, "." or "..": it is a part of the path');
    }
    return text;
  };
  return path.split('/').map(write).join('/');
}

/** Writes a value in its style. Source: OpenAPI 3.1.1, "Style Values". */
export function writeParameter(parameter: ParameterWriting, value: unknown, encode: (text: string) => string): Pair[] {
  const { name, style, explode = false } = parameter;
  if (typeof value !== 'object' || value === null) return [[name, encode(scalarText(parameter, value))]];
  const separator = style === 'spaceDelimited' ? ' ' : style === 'pipeDelimited' ? '|' : ',';
  const parted = explode && (style === 'form' || style === 'deepObject');
  const text = (item: unknown): string => {
    const written = scalarText(parameter, item);
    // Only a comma in a URL can be told from a separator, by its escape.
    const isSafe = parted || (separator === ',' && encode === encodeURIComponent) || !written.includes(separator);
    if (!isSafe) throw new UnsendableError(parameter, `has an item with "${separator}", which parts the items`);
    return encode(written);
  };
  const join = (items: readonly string[]): Pair[] =>
    items.length === 0 ? [] : [[name, items.join(separator === ',' ? ',' : encode(separator))]];
  if (Array.isArray(value)) {
    return parted ? value.map((item): Pair => [name, text(item)]) : join(value.map(text));
  }
  const members = Object.entries(value).filter(([, member]) => member !== undefined && member !== null);
  const memberName = (key: string): string => (style === 'deepObject' ? `${name}[${key}]` : key);
  if (parted) return members.map(([key, member]): Pair => [memberName(key), text(member)]);
  return join(
    members.flatMap(([key, member]) => (explode ? `${encode(key)}=${text(member)}` : [encode(key), text(member)])),
  );
}

/** The text of one value. */
export function scalarText(parameter: ParameterWriting, value: unknown): string {
  if (typeof value === 'string' || typeof value === 'boolean' || typeof value === 'bigint') return String(value);
  if (typeof value === 'number' && Number.isFinite(value)) return plainDigits(value);
  throw new UnsendableError(parameter, 'holds a value that has no text');
}

/** A number without an exponent, which the API would not read: `1e21` is a one and 21 zeros. */
function plainDigits(value: number): string {
  const [mantissa = '', exponent] = String(Math.abs(value)).split('e');
  const [whole = '', fraction = ''] = mantissa.split('.');
  const sign = value < 0 ? '-' : '';
  if (exponent === undefined) return sign + mantissa;
  const point = whole.length + Number(exponent);
  const digits = whole + fraction;
  return sign + (point <= 0 ? `0.${'0'.repeat(-point)}${digits}` : digits.padEnd(point, '0'));
}

/** Cookies have no escapes. Source: RFC 6265, section 4.1.1; a comma is widely used and understood. */
function cookieText(parameter: ParameterWriting, text: string): string {
  if (/^[\x21\x23-\x3a\x3c-\x5b\x5d-\x7e]*$/.test(text)) return text;
  throw new UnsendableError(parameter, 'holds characters that a cookie can not hold');
}
