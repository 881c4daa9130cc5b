import { compileFormatValue } from '../../codec/style/format-value.ts';
import { StyleFault } from '../../codec/style/style-fault.ts';
import { completeStyle } from '../../codec/style/style-table.ts';
import { isObject } from '../../codec/json-type.ts';
import type { JsonObject, JsonValue } from '../../codec/json-value.ts';
import type { Operation, Parameter } from '../../contract/contract.ts';
import type { SchemaNode } from '../../contract/schema-node.ts';
import { type TextLocation, textLocations } from '../../http/location.ts';
import { isJsonMediaType } from '../../http/media-type.ts';
import { type SampleWish, sampleValue } from './sample-value.ts';

/** The values of a request before they are written as text. */
export interface DraftValues {
  readonly parameters: Readonly<Record<TextLocation, JsonObject>>;
  readonly body: JsonValue | undefined;
  readonly context: JsonValue | undefined;
}

/** Which of the requests that an operation takes is wanted; what is left out is by location. */
export type RequestWish = Omit<SampleWish, 'without'> & { readonly without: ReadonlyMap<string, ReadonlySet<string>> };

/** Values that an operation takes; `undefined` where none are found for something that it needs. */
export function draftValues({ parameters, body, context }: Operation, wish: RequestWish): DraftValues | undefined {
  const sample = (schema: SchemaNode | undefined, location: string): JsonValue | undefined => {
    const without = wish.without.get(location) ?? new Set();
    // No route can do without its parameters, though no schema says so.
    const own = { ...wish, without, full: wish.full || location === 'path' };
    return schema === undefined ? {} : sampleValue([schema], own);
  };
  const [path, query, header, cookie] = textLocations.map((location) => sample(parameters[location].schema, location));
  if (![path, query, header, cookie].every(isGroup)) return undefined;
  const json = body?.content.find(({ mediaType }) => isJsonMediaType(mediaType));
  if (body?.required === true && json === undefined) return undefined;
  const value = json === undefined || !(wish.full || body?.required === true) ? undefined : sample(json.schema, 'body');
  if (body?.required === true && value === undefined) return undefined;
  return {
    parameters: { path: group(path), query: group(query), header: group(header), cookie: group(cookie) },
    body: value,
    context: context === undefined ? undefined : sample(context, 'context'),
  };
}

const isGroup = (value: JsonValue | undefined): boolean => value !== undefined && isObject(value);
const group = (value: JsonValue | undefined): JsonObject => (value !== undefined && isObject(value) ? value : {});

/** A request as examples write it; `undefined` where a value cannot be written in its place. */
export function draftRequest(operation: Operation, values: DraftValues): JsonObject | undefined {
  const path = operation.segments.map((segment) => {
    if (segment.kind === 'literal') return segment.text;
    return textOf(operation, 'path', { name: segment.name, values });
  });
  if (path.some((segment) => segment === undefined || segment === '')) return undefined;
  const texts = (location: TextLocation): [name: string, text: string][] =>
    Object.keys(values.parameters[location]).flatMap((name) => {
      const text = textOf(operation, location, { name, values });
      return text === undefined ? [] : [[name, text]];
    });
  const query = texts('query').map(([, text]) => text);
  const headers = texts('header');
  const cookies = texts('cookie').map(([name, text]) => [name, text.slice(name.length + 1)] as const);
  const { body, context } = values;
  const type = body === undefined ? undefined : operation.body?.content[0]?.mediaType;
  const json = operation.body?.content.find(({ mediaType }) => isJsonMediaType(mediaType))?.mediaType;
  const own: [string, string][] = type === json || json === undefined ? [] : [['Content-Type', json]];
  const fields = [...headers, ...own];
  return {
    route: `${operation.method} /${path.join('/')}${query.length === 0 ? '' : `?${query.join('&')}`}`,
    ...(fields.length > 0 && { headers: Object.fromEntries(fields) }),
    ...(cookies.length > 0 && { cookies: Object.fromEntries(cookies) }),
    ...(context !== undefined && { context }),
    ...(body !== undefined && { body }),
  };
}

function textOf(
  { parameters }: Operation,
  location: TextLocation,
  { name, values }: { readonly name: string; readonly values: DraftValues },
): string | undefined {
  const value = values.parameters[location][name];
  const parameter: Parameter | undefined = parameters[location].parameters.find((known) => known.name === name);
  if (value === undefined) return undefined;
  const form = parameter === undefined || parameter.form.kind === 'scalar' ? completeStyle(location) : parameter.form;
  const text = compileFormatValue({ in: location, name, style: form.style, explode: form.explode })(value);
  return text instanceof StyleFault ? undefined : text;
}
