import type { JsonObject, JsonValue } from '../../codec/json-value.ts';
import { childOf } from '../../contract/json-pointer.ts';
import type { DescribedBody, DescribedContent, DescribedEncoding, DescribedResponse } from './backend-description.ts';
import { legacySchema, legacyStyle } from './legacy-parameter.ts';
import { headerAt, statusOf } from './read-content.ts';
import type { Tools } from './read-parameters.ts';
import { below, entriesOf, isObjectSpot, isTrue, type Spot, textOf } from './spot.ts';

/**
 * Reads the body of an operation of Swagger 2.0: its parameter in `body`, or all of those in `formData`.
 *
 * `operation` says what it consumes, else the document does. Where neither does: JSON, or a form; with files one of parts.
 */
export function readLegacyBody(tools: Tools, parameters: readonly Spot<JsonObject>[], operation: Spot) {
  const isIn = (location: string) => (spot: Spot<JsonObject>) => spot.value['in'] === location;
  const [body] = parameters.filter(isIn('body'));
  const fields = parameters.filter(isIn('formData'));
  const consumed = mediaTypesOf(operation, 'consumes');
  if (body !== undefined) return wholeBody(tools, body, consumed);
  return fields.length === 0 ? undefined : formBody(tools, fields, consumed);
}

function wholeBody({ schemas }: Tools, spot: Spot<JsonObject>, consumed: readonly string[]): DescribedBody {
  const at = below(spot, 'schema') ?? spot;
  const content: DescribedContent = {
    schema: schemas.schemaAt(below(spot, 'schema')),
    encoding: {},
    examples: [],
    pointer: at.pointer,
    file: at.document.file,
  };
  const mediaTypes = consumed.length === 0 ? ['application/json'] : consumed;
  return { ...bodyAt(spot), content: Object.fromEntries(mediaTypes.map((mediaType) => [mediaType, content])) };
}

function formBody({ schemas }: Tools, fields: readonly Spot<JsonObject>[], consumed: readonly string[]): DescribedBody {
  const named = fields.map((spot) => [textOf(spot, 'name') ?? '', spot] as const);
  const required = named.filter(([, spot]) => isTrue(spot, 'required')).map(([name]) => name);
  const properties = named.map(([name, spot]): [string, JsonValue] => {
    const schema = schemas.schemaAt({ ...spot, value: legacySchema(spot.value) });
    const description = textOf(spot, 'description');
    return [name, typeof schema === 'object' && description !== undefined ? { ...schema, description } : schema];
  });
  const encoding = named
    .filter(([, { value }]) => value['type'] === 'array')
    .map(([name, { value }]): [string, DescribedEncoding] => {
      return [name, { contentType: undefined, ...legacyStyle(value, 'query') }];
    });
  const [first] = fields;
  const at = first === undefined ? { pointer: '', file: '' } : { pointer: first.pointer, file: first.document.file };
  const content: DescribedContent = {
    schema: {
      type: 'object',
      properties: Object.fromEntries(properties),
      ...(required.length === 0 ? {} : { required }),
    },
    encoding: Object.fromEntries(encoding),
    examples: [],
    ...at,
  };
  const hasFile = fields.some(({ value }) => value['type'] === 'file');
  const forms = consumed.filter((mediaType) => /^(?:multipart\/|application\/x-www-form-urlencoded)/.test(mediaType));
  const mediaTypes = forms.length > 0 ? forms : [hasFile ? 'multipart/form-data' : 'application/x-www-form-urlencoded'];
  return {
    required: required.length > 0,
    description: undefined,
    content: Object.fromEntries(mediaTypes.map((mediaType) => [mediaType, content])),
    ...at,
  };
}

const bodyAt = (spot: Spot): Omit<DescribedBody, 'content'> => ({
  required: isTrue(spot, 'required'),
  description: textOf(spot, 'description'),
  pointer: spot.pointer,
  file: spot.document.file,
});

/** Reads the responses of an operation of Swagger 2.0; `operation` says what it produces, else the document does. */
export function readLegacyResponses(tools: Tools, operation: Spot): Record<string, DescribedResponse> {
  const produced = mediaTypesOf(operation, 'produces');
  const responses: Record<string, DescribedResponse> = {};
  for (const [name, written] of entriesOf(below(operation, 'responses'))) {
    const status = statusOf(tools, name, written);
    const spot = status === undefined ? undefined : tools.reading.follow(written);
    if (status === undefined || spot === undefined) continue;
    responses[status] = {
      description: textOf(spot, 'description') ?? '',
      headers: legacyHeaders(tools, below(spot, 'headers')),
      content: legacyContent(tools, spot, produced),
      pointer: spot.pointer,
      file: spot.document.file,
    };
  }
  return responses;
}

function legacyContent({ schemas }: Tools, spot: Spot, produced: readonly string[]): Record<string, DescribedContent> {
  const at = below(spot, 'schema');
  if (at === undefined) return {};
  const schema = schemas.schemaAt(at);
  const examples = below(spot, 'examples')?.value ?? null;
  const mediaTypes = produced.length === 0 ? ['application/json'] : produced;
  const entries = mediaTypes.map((mediaType): [string, DescribedContent] => {
    const example = childOf(examples, mediaType);
    const content = { encoding: {}, examples: example === undefined ? [] : [example] };
    return [mediaType, { schema, ...content, pointer: at.pointer, file: at.document.file }];
  });
  return Object.fromEntries(entries);
}

function legacyHeaders({ schemas }: Tools, written: Spot | undefined): DescribedResponse['headers'] {
  const entries = entriesOf(written)
    .map(([name, spot]) => [name, spot] as const)
    .filter(([, spot]) => isObjectSpot(spot));
  return Object.fromEntries(
    entries.map(([name, spot]) => {
      const value = isObjectSpot(spot) ? legacySchema(spot.value) : {};
      return [name, { ...headerAt(spot), schema: schemas.schemaAt({ ...spot, value }) }];
    }),
  );
}

function mediaTypesOf(operation: Spot, member: 'consumes' | 'produces'): string[] {
  const own = childOf(operation.value, member) ?? operation.document.value[member];
  return Array.isArray(own) ? own.filter((mediaType) => typeof mediaType === 'string') : [];
}
