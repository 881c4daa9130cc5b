import { stringifyJson } from '../codec/json-text/stringify.ts';
import type { BodyContent, BodyDeclaration } from '../contract/body-declaration.ts';
import type { Example, ExampleRequest } from '../contract/example.ts';
import { parseMediaType } from '../http/media-type.ts';
import type { Incoming } from '../pipeline/request.ts';

const jsonType = 'application/json';

/** An example's request as it would come in: cookies in one line, the body as JSON text. */
export function incomingOf({ request }: Example, declared: BodyDeclaration | undefined): Incoming {
  const { method, url, body, context } = request;
  const rawHeaders = rawHeadersOf(request);
  if (body === undefined) return { method, url, rawHeaders, body: undefined, context };
  const bytes = Buffer.from(stringifyJson(body));
  if (writtenType(request) === undefined) rawHeaders.push('Content-Type', impliedType(declared));
  rawHeaders.push('Content-Length', String(bytes.length));
  return { method, url, rawHeaders, body: { kind: 'bytes', bytes }, context };
}

function rawHeadersOf({ headers, cookies }: ExampleRequest): string[] {
  const lines = [...headers].flatMap(([name, values]) => values.flatMap((value) => [name, value]));
  const pairs = [...cookies].flatMap(([name, values]) => values.map((value) => `${name}=${value}`));
  return pairs.length === 0 ? lines : [...lines, 'Cookie', pairs.join('; ')];
}

/** The declared body that an example's body claims to be. */
export function contentOf({ request }: Example, declared: BodyDeclaration | undefined): BodyContent | undefined {
  const essence = parseMediaType(writtenType(request) ?? impliedType(declared))?.essence;
  return declared?.content.find(({ mediaType }) => mediaType === essence);
}

function writtenType({ headers }: ExampleRequest): string | undefined {
  const [, values] = [...headers].find(([name]) => name.toLowerCase() === 'content-type') ?? [];
  return values?.[0];
}

/** Without a `Content-Type` of its own a body is plain JSON, or the first type that the operation takes. */
function impliedType(declared: BodyDeclaration | undefined): string {
  const types = declared?.content.map(({ mediaType }) => mediaType) ?? [];
  return types.includes(jsonType) ? jsonType : (types[0] ?? jsonType);
}
