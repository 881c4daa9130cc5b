import http from 'node:http';
import { text as readText } from 'node:stream/consumers';
import { isObject } from '../../../src/codec/json-type.ts';
import type { JsonValue } from '../../../src/codec/json-value.ts';
import { listen } from '../listen.ts';
import { compileDemand, exactly, listOf, text } from './demands.ts';
import { parseJson } from './parse-json.ts';

export interface SearchEngine {
  readonly url: string;
  /** Every query that was understood. */
  readonly queries: readonly JsonValue[];
  close(): Promise<void>;
}

interface Product {
  readonly _id: string;
  readonly title: string;
  readonly brand: string;
  readonly price_cents: number;
  readonly rating: number;
  readonly tags: readonly string[];
}

const product = (
  _id: string,
  title: string,
  brand: string,
  more: Omit<Product, '_id' | 'title' | 'brand'>,
): Product => ({
  _id,
  title,
  brand,
  ...more,
});
const products: readonly Product[] = [
  product('p1', 'Desk lamp', 'Acme', { price_cents: 1999, rating: 4, tags: ['office'] }),
  product('p2', 'Lamp', 'Lux', { price_cents: 500, rating: 3, tags: ['used'] }),
  product('p3', 'Floor lamp', 'Lux', { price_cents: 8900, rating: 5, tags: [] }),
  product('p4', 'Desk', 'Acme', { price_cents: 12900, rating: 4, tags: ['office', 'used'] }),
];

/** A clause that has exactly one name, and in it exactly one field of those that it can be about. */
const clause = (name: string, fields: readonly string[], value: object) =>
  exactly({
    [name]: {
      type: 'object',
      minProperties: 1,
      maxProperties: 1,
      additionalProperties: false,
      properties: Object.fromEntries(fields.map((field) => [field, value])),
    },
  });
const query = { $ref: '#/$defs/query' };
const oneOrMany = { anyOf: [query, listOf(query)] };
const bounds = exactly({}, { gte: { type: 'number' }, lte: { type: 'number' } });
const bool = {
  ...exactly({}, { must: oneOrMany, should: oneOrMany, must_not: oneOrMany, filter: oneOrMany }),
  minProperties: 1,
};
const terms = clause('terms', ['brand', 'tags'], listOf(text()));
const order = { enum: ['asc', 'desc'] };
const demand = compileDemand({
  ...exactly(
    { query, track_total_hits: { const: true } },
    {
      post_filter: terms,
      sort: listOf({
        oneOf: [
          { const: '_score' },
          ...['price_cents', '_score'].map((name) => exactly({ [name]: exactly({ order }) })),
        ],
      }),
      size: { type: 'integer', minimum: 1, maximum: 100 },
      page: exactly({}, { after: text('[A-Za-z0-9_-]+') }),
    },
  ),
  $defs: {
    query: {
      oneOf: [
        clause('match', ['title', 'body'], text()),
        clause('range', ['price_cents', 'rating'], bounds),
        terms,
        exactly({ bool }),
      ],
    },
  },
});

const asList = (value: JsonValue | undefined): readonly JsonValue[] =>
  value === undefined ? [] : Array.isArray(value) ? value : [value];

/** Whether a product fits a query that fits the engine's language. */
function fits(item: Product, written: JsonValue | undefined): boolean {
  const [[name, argument] = ['', null]] = Object.entries(isObject(written) ? written : {});
  const clauses = isObject(argument) ? argument : {};
  if (name === 'bool') {
    const every = [...asList(clauses['must']), ...asList(clauses['filter'])].every((each) => fits(item, each));
    const should = asList(clauses['should']);
    const some = should.length === 0 || should.some((each) => fits(item, each));
    return every && some && !asList(clauses['must_not']).some((each) => fits(item, each));
  }
  const [[field, wanted] = ['', null]] = Object.entries(clauses);
  const has: unknown = Object.entries(item).find(([known]) => known === field)?.[1];
  if (name === 'match') return String(has).toLowerCase().includes(String(wanted).toLowerCase());
  if (name === 'terms') return asList(wanted).some((term) => [has].flat().includes(term));
  const { gte, lte } = isObject(wanted) ? wanted : {};
  return Number(has) >= Number(gte ?? 0) && Number(has) <= Number(lte ?? Number.POSITIVE_INFINITY);
}

/** In the manner of Elasticsearch: a query language of nested clauses, hits in wrappers, errors with a pointer. */
export async function searchEngine(): Promise<SearchEngine> {
  const queries: JsonValue[] = [];

  function answer(written: JsonValue): [status: number, body: object] {
    const complaint = demand(written);
    const body = isObject(written) ? written : {};
    const refused = (reason: string, pointer: string): [number, object] => [
      400,
      { error: { type: 'parsing_exception', reason, pointer }, status: 400 },
    ];
    if (complaint !== undefined) return refused(complaint.reason, complaint.pointer);
    queries.push(written);
    // The texts of bodies are stored, and in no index.
    const unsearchable = /"body":/.exec(JSON.stringify(body['query'])) && pointerTo(body['query'] ?? null, '/query');
    if (unsearchable) return refused('is not indexed', unsearchable);
    const { after } = isObject(body['page']) ? body['page'] : {};
    const start = after === undefined ? 0 : Number(Buffer.from(String(after), 'base64url').toString());
    if (!Number.isInteger(start)) return refused('is no cursor', '/page/after');
    const found = products.filter(
      (item) => fits(item, body['query']) && (!body['post_filter'] || fits(item, body['post_filter'])),
    );
    const [first] = asList(body['sort']);
    const sign = JSON.stringify(first)?.includes('desc') ? -1 : 1;
    const byPrice = JSON.stringify(first)?.includes('price_cents');
    const sorted = byPrice ? found.toSorted((a, b) => sign * (a.price_cents - b.price_cents)) : found;
    const end = start + Number(body['size'] ?? 10);
    const hits = sorted.slice(start, end).map(({ _id, ...source }) => ({
      _index: 'products',
      _id,
      _score: byPrice ? null : 1.5,
      _source: { ...source, warehouse: 'W7' },
    }));
    const page = end < sorted.length ? { page: { next: Buffer.from(String(end)).toString('base64url') } } : {};
    const total = { value: found.length, relation: 'eq' };
    return [200, { took: 3, timed_out: false, hits: { total, max_score: 1.5, hits }, ...page }];
  }

  const server = http.createServer((request, response) => {
    readText(request)
      .then((body) => {
        const isRight = `${request.method} ${request.url}` === 'POST /products/_search';
        const [status, told] = isRight ? answer(parseJson(body)) : [404, {}];
        response.writeHead(status, { 'Content-Type': 'application/json' }).end(JSON.stringify(told));
      })
      .catch(() => response.destroy());
  });
  const { url, close } = await listen(server);
  return { url, queries, close };
}

/** The way to the first member `body`. */
function pointerTo(value: JsonValue, pointer: string): string | undefined {
  if (!(Array.isArray(value) || isObject(value))) return undefined;
  for (const [name, below] of Object.entries(value)) {
    const at = name === 'body' ? `${pointer}/body` : pointerTo(below, `${pointer}/${name}`);
    if (at !== undefined) return at;
  }
  return undefined;
}
