import type { JsonObject, JsonValue } from '../../codec/json-value.ts';
import { childOf } from '../../contract/json-pointer.ts';
import type {
  DescribedBody,
  DescribedContent,
  DescribedEncoding,
  DescribedHeader,
  DescribedResponse,
} from './backend-description.ts';
import { examplesAt } from './described-examples.ts';
import type { DescribedStyle } from './described-parameter.ts';
import type { Tools } from './read-parameters.ts';
import { below, entriesOf, isObjectSpot, isTrue, type Spot, textOf } from './spot.ts';

/** Reads the `requestBody` of an operation of OpenAPI 3. */
export function readBody({ reading, schemas }: Tools, written: Spot | undefined): DescribedBody | undefined {
  const spot = written && reading.follow(written);
  if (spot === undefined) return undefined;
  if (!isObjectSpot(spot)) {
    reading.note(spot, { rule: 'body-form', message: 'this is no body', cure: 'write `{ "content": { ... } }`' });
    return undefined;
  }
  return {
    required: isTrue(spot, 'required'),
    description: textOf(spot, 'description'),
    content: readContent({ reading, schemas }, below(spot, 'content')),
    pointer: spot.pointer,
    file: spot.document.file,
  };
}

/** Reads the responses of an operation of OpenAPI 3, by status. */
export function readResponses(tools: Tools, written: Spot | undefined): Record<string, DescribedResponse> {
  const responses: Record<string, DescribedResponse> = {};
  for (const [name, response] of entriesOf(written)) {
    const status = statusOf(tools, name, response);
    const spot = status === undefined ? undefined : tools.reading.follow(response);
    if (status === undefined || spot === undefined) continue;
    responses[status] = {
      description: textOf(spot, 'description') ?? '',
      headers: readHeaders(tools, below(spot, 'headers')),
      content: readContent(tools, below(spot, 'content')),
      pointer: spot.pointer,
      file: spot.document.file,
    };
  }
  return responses;
}

/** `200`, `2XX` (in any case), `default`; what is none of them is noted. */
export function statusOf({ reading }: Pick<Tools, 'reading'>, name: string, spot: Spot): string | undefined {
  if (name.startsWith('x-')) return undefined;
  if (/^(?:[1-5][0-9]{2}|[1-5]XX|default)$/i.test(name)) return name === 'default' ? name : name.toUpperCase();
  reading.note(spot, {
    rule: 'response-status',
    message: `\`${name}\` is no status; the answer is left out`,
    cure: 'write a status such as `200`, a class such as `2XX`, or `default`',
  });
  return undefined;
}

function readContent({ reading, schemas }: Tools, written: Spot | undefined): Record<string, DescribedContent> {
  const entries = entriesOf(written).map(([mediaType, media]): [string, DescribedContent] => {
    const at = below(media, 'schema') ?? media;
    const content = {
      schema: schemas.schemaAt(below(media, 'schema')),
      encoding: readEncoding(below(media, 'encoding')),
      examples: examplesAt(reading, media),
      pointer: at.pointer,
      file: at.document.file,
    };
    return [mediaType, content];
  });
  return Object.fromEntries(entries);
}

function readEncoding(written: Spot | undefined): Record<string, DescribedEncoding> {
  const entries = entriesOf(written).map(([name, { value }]): [string, DescribedEncoding] => {
    const text = (member: JsonValue | undefined): string | undefined =>
      typeof member === 'string' ? member : undefined;
    const explode = childOf(value, 'explode');
    const style = formStyles.find((known) => known === childOf(value, 'style'));
    const contentType = text(childOf(value, 'contentType'));
    return [name, { contentType, style, explode: typeof explode === 'boolean' ? explode : undefined }];
  });
  return Object.fromEntries(entries);
}

const formStyles = ['form', 'spaceDelimited', 'pipeDelimited', 'deepObject'] as const satisfies DescribedStyle[];

function readHeaders({ reading, schemas }: Tools, written: Spot | undefined): Record<string, DescribedHeader> {
  const headers: Record<string, DescribedHeader> = {};
  for (const [name, header] of entriesOf(written)) {
    const spot = reading.follow(header);
    if (spot === undefined || !isObjectSpot(spot)) continue;
    headers[name] = { ...headerAt(spot), schema: schemas.schemaAt(headerSchema(spot)) };
  }
  return headers;
}

/** A header with `content` is a text in that media type. */
function headerSchema(spot: Spot<JsonObject>): Spot | undefined {
  const [content] = entriesOf(below(spot, 'content'));
  return content === undefined
    ? below(spot, 'schema')
    : { ...content[1], value: { type: 'string', contentMediaType: content[0] } };
}

/** What a header says beside its schema. */
export const headerAt = (spot: Spot): Omit<DescribedHeader, 'schema'> => ({
  required: isTrue(spot, 'required'),
  explode: isTrue(spot, 'explode'),
  deprecated: isTrue(spot, 'deprecated'),
  description: textOf(spot, 'description'),
  pointer: spot.pointer,
  file: spot.document.file,
});
