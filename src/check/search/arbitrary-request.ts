import type * as FastCheck from 'fast-check';
import { isObject } from '../../codec/json-type.ts';
import type { JsonObject, JsonValue } from '../../codec/json-value.ts';
import type { BodyContent } from '../../contract/body-declaration.ts';
import type { Operation } from '../../contract/contract.ts';
import { draftRequest } from '../../example/draft/draft-request.ts';
import { sampleText } from '../../example/draft/sample-text.ts';
import { compileWriteForm } from '../../format/write-form.ts';
import { isValueKind } from '../../http/format-kind.ts';
import { type TextLocation, textLocations } from '../../http/location.ts';
import { Definitions } from '../image/definitions.ts';
import { PlaceImages } from '../image/place-image.ts';
import { isSchema, type PlainSchema } from '../image/plain-schema.ts';
import { arbitraryValue } from './arbitrary-value.ts';
import type { Random, ValueMaker } from './value-maker.ts';

/** The values of a request in the caller's terms. */
export interface RequestValues {
  readonly parameters: Readonly<Record<TextLocation, JsonObject>>;
  readonly content: BodyContent | undefined;
  readonly body: JsonValue | undefined;
  readonly context: JsonValue | undefined;
}

/** The public schemas of an operation as plain JSON Schema, part by part. */
export interface PublicSchemas {
  readonly groups: Readonly<Record<TextLocation, PlainSchema>>;
  readonly contents: readonly { readonly content: BodyContent; readonly schema: PlainSchema }[];
  readonly context: PlainSchema | undefined;
  resolve(reference: string): PlainSchema;
}

/** Reads what callers may send. */
function publicSchemas({ parameters, body, context, unknown }: Operation): PublicSchemas {
  const definitions = new Definitions();
  const places = new PlaceImages(definitions, { direction: 'request', isOpen: false });
  const open = new PlaceImages(definitions, { direction: 'request', isOpen: unknown.body !== 'refuse' });
  const group = (location: TextLocation): PlainSchema => {
    const { place, parameters: declared } = parameters[location];
    if (place === undefined) return { type: 'object', additionalProperties: false };
    const schema = places.of(place);
    const required = location === 'path' ? declared.map(({ name }) => name) : [];
    return { allOf: [{ type: 'object', required }, schema] };
  };
  const contents = (body?.content ?? []).filter(({ format }) => isValueKind(format.kind));
  return {
    groups: { path: group('path'), query: group('query'), header: group('header'), cookie: group('cookie') },
    contents: contents.map((content) => ({ content, schema: open.of(content.place) })),
    context: context === undefined ? undefined : placeOfContext(context.keywords, context.properties.keys()),
    resolve: (reference) => {
      const schema = definitions.resolve(reference)?.schema;
      return isSchema(schema) ? schema : true;
    },
  };
}

/** Makes requests of an operation at random, most of which it takes; `names` are tried where any name may stand. */
export function arbitraryRequest(
  operation: Operation,
  random: Random,
  names: readonly string[] = [],
): FastCheck.Arbitrary<RequestValues> {
  const { groups, contents, context, resolve } = publicSchemas(operation);
  const maker: ValueMaker = { random, resolve, textOf: textOfPattern, names };
  const objects = textLocations.map((location) => arbitraryValue(groups[location], maker).map(asObject));
  const bodies = contents.map(({ content, schema }) =>
    arbitraryValue(schema, maker).map((body): Pick<RequestValues, 'content' | 'body'> => ({ content, body })),
  );
  const none = random.constant<Pick<RequestValues, 'content' | 'body'>>({ content: undefined, body: undefined });
  const isRequired = operation.body?.required === true && bodies.length > 0;
  const body = bodies.length === 0 ? none : random.oneof(...bodies, ...(isRequired ? [] : [none]));
  const given = context === undefined ? random.constant(undefined) : arbitraryValue(context, maker);
  return random.tuple(random.tuple(...objects), body, given).map(([parts, own, app]): RequestValues => {
    const [path = {}, query = {}, header = {}, cookie = {}] = parts;
    return { parameters: { path, query, header, cookie }, ...own, context: app };
  });
}

/** A request as examples write it; `undefined` where a value cannot be written in its place. */
export function writeRequest(operation: Operation, values: RequestValues): JsonObject | undefined {
  const { content, body, parameters, context } = values;
  const request = draftRequest(operation, { parameters, body: undefined, context });
  if (request === undefined || content === undefined || body === undefined) return request;
  const { headers } = request;
  const fields = headers !== undefined && isObject(headers) ? headers : {};
  const written = content.format.kind === 'form' ? formText(content, body) : body;
  if (written === undefined) return undefined;
  return { ...request, headers: { ...fields, 'Content-Type': content.mediaType }, body: written };
}

/** A form in the styles in which its callers write it. */
function formText({ format }: BodyContent, body: JsonValue): string | undefined {
  const lists = [...format.fields].flatMap(([name, form]) => (form.kind === 'scalar' ? [] : [[name, form] as const]));
  const result = compileWriteForm(new Map(lists))(body);
  return result.ok && typeof result.content === 'string' ? result.content : undefined;
}

const asObject = (value: JsonValue): JsonObject => (isObject(value) ? value : {});

/** A text that fits a pattern, where one is found without search. */
export function textOfPattern(pattern: string): string | undefined {
  const sample = sampleText({ formats: [], patterns: [pattern], minLength: 0, maxLength: 1000 });
  return typeof sample === 'string' ? sample : undefined;
}

/** Of what the app gives only the types of members matter here. */
function placeOfContext(keywords: Readonly<Record<string, JsonValue>>, names: Iterable<string>): PlainSchema {
  const required = keywords['required'];
  const properties = Object.fromEntries([...names].map((name) => [name, { type: 'string' }]));
  return { type: 'object', properties, required: required ?? [], additionalProperties: false };
}
