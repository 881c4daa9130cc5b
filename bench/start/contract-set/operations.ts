import { type Json, type JsonRecord, scalarKinds } from './field-kinds.ts';
import { behind, failure, id, idPath, json, type OperationKind, own } from './operation-parts.ts';
import { arrange, findPart, pay, search } from './rarer-operations.ts';
import { fields } from './record.ts';

/** `?billingCode=..` of the samples that text can hold. */
function queryText(sample: Readonly<Record<string, Json>>): string {
  const pairs = Object.entries(sample).map(([name, value]) => [name, String(value)] as const);
  return new URLSearchParams(Object.fromEntries(pairs)).toString();
}

const list: OperationKind = (random, resource) => {
  const { properties, required, sample } = fields(random, random.between(3, 8), scalarKinds);
  const tags: JsonRecord = {
    type: 'array',
    items: { type: 'string', minLength: 1 },
    'x-explode': false,
    'x-upstream': { name: 'tag', style: 'pipeDelimited', explode: false },
  };
  const limit: JsonRecord = { type: 'integer', minimum: 1, maximum: 200, default: 50, 'x-upstream': 'page_size' };
  return {
    name: `list${resource.name}s`,
    declaration: {
      summary: `Lists what there is of ${resource.name}`,
      route: `GET ${resource.path}`,
      upstream: { route: `GET ${behind(resource)}`, query: { v: '3' } },
      query: { required, properties: { ...properties, tags, limit } },
      headers: { properties: { 'X-Tenant': { type: 'string', pattern: '^[a-z]{3,12}$' } } },
      responses: { '200': json({ type: 'array', items: own(resource) }), default: failure },
    },
    request: {
      method: 'GET',
      url: `${resource.path}?tags=a,b&${queryText(sample)}`,
      headers: { 'x-tenant': 'acme' },
      body: undefined,
    },
  };
};

const create: OperationKind = (_, resource) => ({
  name: `create${resource.name}`,
  declaration: {
    route: `POST ${resource.path}`,
    upstream: { route: `POST ${behind(resource, '/create')}`, body: { '/meta/source': 'web' } },
    body: json(own(resource)),
    responses: { '201': json(own(resource)), '422': { names: [{ at: '/error/field', location: 'body' }] } },
  },
  request: { method: 'POST', url: resource.path, headers: {}, body: resource.sample },
});

const find: OperationKind = (_, resource) => ({
  name: `find${resource.name}`,
  declaration: {
    route: `GET ${resource.path}/{id}`,
    upstream: { route: `GET ${behind(resource, '/{key}')}` },
    path: idPath,
    query: { properties: { expand: { enum: ['all', 'none'], default: 'none', 'x-upstream': 'x' } } },
    responses: { '200': json(own(resource)), '404': failure },
  },
  request: { method: 'GET', url: `${resource.path}/${id}?expand=all`, headers: {}, body: undefined },
});

const replace: OperationKind = (_, resource) => ({
  name: `replace${resource.name}`,
  declaration: {
    route: `PUT ${resource.path}/{id}`,
    upstream: { route: `POST ${behind(resource, '/{key}/update')}` },
    path: idPath,
    headers: {
      required: ['Idempotency-Key'],
      properties: { 'Idempotency-Key': { type: 'string', format: 'uuid', 'x-upstream': 'X-Request-Key' } },
    },
    body: json({ allOf: [own(resource), { minProperties: 1 }] }),
    responses: { '200': json(own(resource)) },
  },
  request: {
    method: 'PUT',
    url: `${resource.path}/${id}`,
    headers: { 'idempotency-key': id },
    body: resource.sample,
  },
});

const change: OperationKind = (random, resource) => {
  const { properties, sample } = fields(random, random.between(4, 10), scalarKinds);
  return {
    name: `change${resource.name}`,
    declaration: {
      route: `PATCH ${resource.path}/{id}`,
      upstream: { route: `PATCH ${behind(resource, '/{key}')}` },
      path: idPath,
      body: json({ type: 'object', minProperties: 1, properties }),
    },
    request: { method: 'PATCH', url: `${resource.path}/${id}`, headers: {}, body: sample },
  };
};

const remove: OperationKind = (_, resource) => ({
  name: `remove${resource.name}`,
  declaration: {
    route: `DELETE ${resource.path}/{id}`,
    upstream: { route: `DELETE ${behind(resource, '/{key}')}`, query: { hard: 'false' } },
    path: idPath,
  },
  request: { method: 'DELETE', url: `${resource.path}/${id}`, headers: {}, body: undefined },
});

/** What there is of each resource. */
export const operationKinds: readonly OperationKind[] = [
  list,
  create,
  find,
  replace,
  change,
  remove,
  search,
  findPart,
  pay,
  arrange,
];
