import { isObject } from '../../codec/json-type.ts';
import type { JsonObject, JsonValue } from '../../codec/json-value.ts';
import { splitCookies } from '../../http/cookie-text.ts';
import { decodeQueryText } from '../../http/percent.ts';
import type { DescribedParameter } from '../../openapi/read/described-parameter.ts';
import type { Outgoing } from '../../pipeline/request.ts';
import { compileConfirm } from '../contain/judge/confirm.ts';
import type { BackendOperation } from './backend-operation.ts';
import { bodyJudge } from './judge-body.ts';
import type { OutgoingFault } from './outgoing-fault.ts';
import { readText } from './read-as.ts';
import { DirectedSource, memberOf, partOf, shownTypes } from './schema-view.ts';
import { type TemplatePattern, templatePattern } from './template-pattern.ts';

/**
 * Compiles a backend's own description into a judge of requests that were sent: texts are read as its schemas say, and each
 * value is judged by Ajv.
 *
 * Out: what it refuses. A schema that Ajv cannot compile refuses nothing.
 */
export function compileBackend(backend: BackendOperation): (sent: Outgoing) => OutgoingFault[] {
  const source = new DirectedSource(backend.source, 'request');
  const judges = backend.parameters.map((parameter) => parameterJudge(parameter, source));
  const body = bodyJudge(backend, source);
  const names = new Set(backend.parameters.flatMap((parameter) => namesIn(parameter, source)));
  const template = templatePattern(backend.template);
  return (sent) => {
    const texts = textsOf(sent, template);
    const stray = backend.isComplete
      ? [...new Set(texts.query.map(([name]) => name))].filter((name) => !isNamed(name, names))
      : [];
    return [
      ...judges.flatMap((judge) => judge(texts)),
      ...stray.map((name): OutgoingFault => ({ in: 'query', name, keyword: 'undeclared', received: name })),
      ...body(sent),
    ];
  };
}

/** The raw texts of a request, by location. */
interface Texts {
  readonly path: ReadonlyMap<string, string>;
  /** Names decoded, values as written. */
  readonly query: readonly (readonly [name: string, value: string])[];
  readonly header: readonly (readonly [name: string, value: string])[];
  readonly cookie: readonly (readonly [name: string, value: string])[];
}

function textsOf({ path, headers }: Outgoing, { pattern, names }: TemplatePattern): Texts {
  const [before = '', query = ''] = path.split('?', 2);
  const found = pattern.exec(before)?.slice(1) ?? [];
  const pairs = query === '' ? [] : query.split('&').map((pair) => splitPair(pair));
  const fields = Array.from({ length: headers.length / 2 }, (_, index) => {
    return [headers[index * 2]?.toLowerCase() ?? '', headers[index * 2 + 1] ?? ''] as const;
  });
  const cookies = fields.filter(([name]) => name === 'cookie').map(([, value]) => value);
  return {
    path: new Map(names.flatMap((name, index) => (found[index] === undefined ? [] : [[name, found[index]] as const]))),
    query: pairs,
    header: fields,
    cookie: splitCookies(cookies),
  };
}

function splitPair(pair: string): readonly [string, string] {
  const equals = pair.indexOf('=');
  const [name, value] = equals < 0 ? [pair, ''] : [pair.slice(0, equals), pair.slice(equals + 1)];
  return [decodeQueryText(name) ?? name, value];
}

const decoded = (text: string): string => decodeQueryText(text) ?? text;

const isNamed = (name: string, names: ReadonlySet<string>): boolean =>
  names.has(name) || names.has('*') || names.has(name.replace(/\[.*$/, '[]'));

/** The names under which a parameter stands in a query. */
function namesIn({ in: location, name, style, explode, schema }: DescribedParameter, source: DirectedSource): string[] {
  if (location !== 'query') return [];
  if (style === 'deepObject') return [`${name}[]`];
  const types = shownTypes(schema, source);
  if (style !== 'form' || !explode || types?.has('object') !== true) return [name];
  const members = partOf(schema, source, 'properties');
  const isOpen = partOf(schema, source, 'additionalProperties') !== false;
  return [...(members !== undefined && isObject(members) ? Object.keys(members) : []), ...(isOpen ? ['*'] : [])];
}

function parameterJudge(parameter: DescribedParameter, source: DirectedSource): (texts: Texts) => OutgoingFault[] {
  const schema = source.view(parameter.schema);
  const judge = compileConfirm({ schema, source });
  const at = { in: parameter.in, name: parameter.name };
  return (texts) => {
    const readings = readingsOf({ ...parameter, schema }, texts, source);
    if (readings.length === 0) return parameter.required ? [{ ...at, keyword: 'required', received: undefined }] : [];
    const isTaken = readings.some((value) => judge?.(value) !== false);
    return isTaken ? [] : [{ ...at, keyword: 'schema', received: readings[0] }];
  };
}

/** What a backend may make of the texts of a parameter; none where it is not there. */
function readingsOf(parameter: DescribedParameter, texts: Texts, source: DirectedSource): JsonValue[] {
  const { in: location, name, schema, mediaType } = parameter;
  const types = shownTypes(schema, source) ?? new Set(['string']);
  if (types.has('array')) return listReadings(parameter, texts, source);
  if (types.has('object')) return objectReadings(parameter, texts, source);
  const [raw] = rawTexts(location, name, texts);
  if (raw === undefined) return [];
  const text = location === 'query' || location === 'path' ? decoded(raw) : raw;
  if (mediaType !== undefined) return [text];
  return [readText(text, types), text];
}

function rawTexts(location: DescribedParameter['in'], name: string, texts: Texts): string[] {
  if (location === 'path') return [texts.path.get(name)].filter((text) => text !== undefined);
  const wanted = location === 'header' ? name.toLowerCase() : name;
  return texts[location].filter(([known]) => known === wanted).map(([, value]) => value);
}

const delimiters: Readonly<Record<string, RegExp>> = { spaceDelimited: /%20|\+| /, pipeDelimited: /%7C|\|/i };

function listReadings(parameter: DescribedParameter, texts: Texts, source: DirectedSource): JsonValue[] {
  const { in: location, name, style, explode, schema } = parameter;
  const raw = rawTexts(location, name, texts);
  if (raw.length === 0) return [];
  const isWhole = location === 'query' && explode && style === 'form';
  const items = isWhole ? raw : raw.flatMap((text) => text.split(delimiters[style] ?? ','));
  const plain = items.map((item) => (location === 'header' || location === 'cookie' ? item.trim() : decoded(item)));
  const types = shownTypes(partOf(schema, source, 'items'), source) ?? new Set(['string']);
  return [plain.map((item) => readText(item, types)), plain];
}

function objectReadings(parameter: DescribedParameter, texts: Texts, source: DirectedSource): JsonValue[] {
  const { in: location, name, style, explode, schema } = parameter;
  const properties = partOf(schema, source, 'properties');
  const members = properties !== undefined && isObject(properties) ? Object.keys(properties) : [];
  const object: JsonObject = {};
  const put = (member: string, text: string): void => {
    const below = memberOf(schema, source, member);
    object[member] = readText(text, shownTypes(below, source) ?? new Set(['string']));
  };
  if (style === 'deepObject') {
    for (const [known, value] of texts.query) {
      const member = known.startsWith(`${name}[`) ? known.slice(name.length + 1, -1) : undefined;
      if (member !== undefined) put(member, decoded(value));
    }
  } else if (location === 'query' && explode) {
    for (const [known, value] of texts.query) if (members.includes(known)) put(known, decoded(value));
  } else {
    const pieces = rawTexts(location, name, texts).flatMap((text) => text.split(delimiters[style] ?? ','));
    if (explode) for (const [member, text] of pieces.map(splitPair)) put(member, decoded(text));
    else
      for (let index = 0; index + 1 < pieces.length; index += 2)
        put(decoded(pieces[index] ?? ''), decoded(pieces[index + 1] ?? ''));
  }
  return Object.keys(object).length === 0 ? [] : [object];
}
