import { isObject } from '../../codec/json-type.ts';
import type { JsonObject, JsonValue } from '../../codec/json-value.ts';
import { formatKind } from '../../http/format-kind.ts';
import { decodePercent } from '../../http/percent.ts';
import type { Content, Exchange } from './exchange.ts';
import type { RouteGroup } from './path-template.ts';
import { leastForRequired, SeenValues } from './seen-values.ts';
import { isSensitiveName } from './sensitive-name.ts';

/** One operation as its exchanges show it. */
export function inferOperation({ method, template, parameters, exchanges, uncertain }: RouteGroup): JsonObject {
  // What was refused says nothing of what is taken.
  const taken = exchanges.filter(({ status }) => status < 400);
  const path = [...parameters].map(([index, name]) => [name, pathSchema(index, name, exchanges)] as const);
  const query = groupSchema(taken, ({ query: pairs }) => pairs);
  const headers = groupSchema(taken, ({ headers: pairs }) => pairs.filter(([name]) => isOwnHeader(name)), true);
  const body = bodyOf(taken);
  const doubts = [...uncertain, ...unreadContents(exchanges)];
  const counts = { times: exchanges.length, ...(doubts.length > 0 && { uncertain: doubts }) };
  return {
    route: `${method} ${template}`,
    ...(path.length > 0 && { path: { properties: Object.fromEntries(path) } }),
    ...(query !== undefined && { query }),
    ...(headers !== undefined && { headers }),
    ...(body !== undefined && { body }),
    responses: responsesOf(exchanges),
    'x-seen': counts,
  };
}

function pathSchema(index: number, name: string, exchanges: readonly Exchange[]): JsonObject {
  const seen = new SeenValues(name);
  for (const { segments } of exchanges) {
    const segment = segments[index] ?? '';
    seen.addText(decodePercent(segment) ?? segment);
  }
  return seen.schema({ isText: true });
}

type Pairs = Exchange['query'];

/** Parameters of a location: lists where one came more than once. */
function groupSchema(
  exchanges: readonly Exchange[],
  pairsOf: (exchange: Exchange) => Pairs,
  isRare = false,
): JsonObject | undefined {
  const seen = new Map<string, { readonly values: SeenValues; times: number; isList: boolean }>();
  for (const exchange of exchanges) {
    for (const [name, texts] of gathered(pairsOf(exchange))) {
      const known = seen.get(name) ?? { values: new SeenValues(name), times: 0, isList: false };
      seen.set(name, known);
      known.times += 1;
      known.isList ||= texts.length > 1;
      for (const text of texts) known.values.addText(text);
    }
  }
  if (seen.size === 0) return undefined;
  const of = exchanges.length;
  const properties = [...seen].map(([name, { values, times, isList }]) => {
    const schema = values.schema({ isText: true, of });
    return [name, isList ? { type: 'array', items: schema, 'x-seen': { times, of } } : schema] as const;
  });
  // A header that all clients of a recording send is their habit; a parameter that all send is needed.
  const always = isRare ? [] : [...seen].filter(([, { times }]) => times === of).map(([name]) => name);
  return {
    ...(of >= leastForRequired && always.length > 0 && { required: always }),
    properties: Object.fromEntries(properties),
  };
}

function gathered(pairs: Pairs): Map<string, string[]> {
  const texts = new Map<string, string[]>();
  for (const [name, text] of pairs) texts.set(name, [...(texts.get(name) ?? []), text]);
  return texts;
}

const ofBrowsers = /^x-(?:requested-with|forwarded-.*|real-ip|request-id|correlation-id|b3-.*|client-data)$/;

/** Header fields of the API's own; never one that holds a credential. */
const isOwnHeader = (name: string): boolean =>
  /^x-[a-z0-9-]+$/.test(name) && !ofBrowsers.test(name) && !isSensitiveName(name);

function bodyOf(exchanges: readonly Exchange[]): JsonObject | undefined {
  const bodies = withLists(exchanges.flatMap(({ body }) => body ?? []));
  if (bodies.length === 0) return undefined;
  const isAlways = bodies.length === exchanges.length;
  return { ...(!isAlways && { required: false }), content: contentsOf(bodies) };
}

/** A field that came more than once in one form is a list in all of them. */
function withLists(bodies: readonly Content[]): Content[] {
  const forms = bodies.filter(({ mediaType }) => formatKind(mediaType) === 'form');
  const objects = forms.flatMap(({ value }) => (isObject(value) ? [value] : []));
  const lists = new Set(objects.flatMap((form) => Object.keys(form).filter((name) => Array.isArray(form[name]))));
  return bodies.map((content) => {
    const { value } = content;
    if (!forms.includes(content) || !isObject(value)) return content;
    const fields = Object.entries(value).map(([name, text]): [string, JsonValue] => {
      return [name, lists.has(name) && !Array.isArray(text) ? [text] : text];
    });
    return { ...content, value: Object.fromEntries(fields) };
  });
}

/** Contents of which nothing was inferred: `image/png in answer 200`. */
export function unreadContents(exchanges: readonly Exchange[]): string[] {
  const found = exchanges.flatMap(({ status, body, answer }) => [
    ...(body !== undefined && body.value === undefined && status < 400 ? [`${body.mediaType} in the body`] : []),
    ...(answer !== undefined && answer.value === undefined ? [`${answer.mediaType} in answer ${status}`] : []),
  ]);
  return [...new Set(found)].map((words) => `${words} is not looked into`);
}

function responsesOf(exchanges: readonly Exchange[]): JsonObject {
  const statuses = [...new Set(exchanges.map(({ status }) => status))].sort((one, other) => one - other);
  return Object.fromEntries(
    statuses.map((status) => {
      const own = exchanges.filter((exchange) => exchange.status === status);
      const contents = contentsOf(own.flatMap(({ answer }) => (answer?.value === undefined ? [] : [answer])));
      const description = `Seen ${own.length} ${own.length === 1 ? 'time' : 'times'}.`;
      return [String(status), { description, ...(Object.keys(contents).length > 0 && { content: contents }) }];
    }),
  );
}

/** A schema for each media type; of what is no JSON nothing is known. */
function contentsOf(contents: readonly Content[]): JsonObject {
  const seen = new Map<string, SeenValues>();
  for (const { mediaType, value } of contents) {
    const known = seen.get(mediaType) ?? new SeenValues('');
    seen.set(mediaType, known);
    if (value !== undefined) known.add(value);
  }
  return Object.fromEntries([...seen].map(([mediaType, values]) => [mediaType, values.schema()]));
}
