import { isObject } from '../codec/json-type.ts';
import type { BodyContent, BodyDeclaration } from '../contract/body-declaration.ts';
import type { Example, ExampleRequest } from '../contract/example.ts';
import { parseMediaType } from '../http/media-type.ts';
import type { Incoming } from '../pipeline/request.ts';
import { contentBytes, impliedType, writtenType } from './content-text.ts';
import { exampleFormType, partsOf } from './form-body.ts';

/** An example's request as it would come in: cookies in one line, the body as bytes. */
export function incomingOf({ request }: Example, declared: BodyDeclaration | undefined): Incoming {
  const { method, url, body, context, credential } = request;
  const rawHeaders = rawHeadersOf(request);
  if (body === undefined) return { method, url, rawHeaders, body: undefined, context, credential };
  const type = typeOf(request, declared);
  if (parseMediaType(type)?.essence === 'multipart/form-data' && isObject(body)) {
    rawHeaders.push('Content-Type', exampleFormType, 'Transfer-Encoding', 'chunked');
    return { method, url, rawHeaders, body: partsOf(body), context, credential };
  }
  const bytes = contentBytes(body, type);
  if (writtenType(request.headers) === undefined) rawHeaders.push('Content-Type', type);
  rawHeaders.push('Content-Length', String(bytes.length));
  return { method, url, rawHeaders, body: { kind: 'bytes', bytes }, context, credential };
}

function rawHeadersOf({ headers, cookies }: ExampleRequest): string[] {
  const lines = [...headers].flatMap(([name, values]) => values.flatMap((value) => [name, value]));
  const pairs = [...cookies].flatMap(([name, values]) => values.map((value) => `${name}=${value}`));
  return pairs.length === 0 ? lines : [...lines, 'Cookie', pairs.join('; ')];
}

/** The declared body that an example's body claims to be. */
export function contentOf({ request }: Example, declared: BodyDeclaration | undefined): BodyContent | undefined {
  const essence = parseMediaType(typeOf(request, declared))?.essence;
  return declared?.content.find(({ mediaType }) => mediaType === essence);
}

function typeOf({ headers }: ExampleRequest, declared: BodyDeclaration | undefined): string {
  return writtenType(headers) ?? impliedType(declared?.content.map(({ mediaType }) => mediaType) ?? []);
}
