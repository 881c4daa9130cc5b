import { type FieldKind, type JsonRecord, scalarKinds } from './field-kinds.ts';
import { behind, failure, id, idPath, json, type OperationKind, own } from './operation-parts.ts';
import { fields, record, snakeCase } from './record.ts';
import { sharedReference } from './shared-schemas.ts';

/** A literal segment where others have the id. */
export const search: OperationKind = (random, resource) => {
  const { properties, required, sample } = fields(random, random.between(3, 6), scalarKinds);
  const near: JsonRecord = { type: 'object', required: ['near'], properties: { near: { type: 'string' } } };
  const exact: JsonRecord = { type: 'object', required: ['exact'], properties: { exact: { type: 'string' } } };
  return {
    name: `search${resource.name}`,
    declaration: {
      route: `POST ${resource.path}/search`,
      upstream: { route: `POST ${behind(resource, '/query')}` },
      body: json({ type: 'object', required, properties, oneOf: [near, exact] }),
      responses: { '200': json({ type: 'object', properties: { found: { type: 'array', items: own(resource) } } }) },
    },
    request: { method: 'POST', url: `${resource.path}/search`, headers: {}, body: { ...sample, near: 'Berlin' } },
  };
};

/** Two parameters in the path, a cookie, and a query. */
export const findPart: OperationKind = (random, resource) => {
  const kind: FieldKind = random.pick(scalarKinds);
  return {
    name: `find${resource.name}Part`,
    declaration: {
      route: `GET ${resource.path}/{id}/parts/{part}`,
      upstream: { route: `GET ${behind(resource, '/{key}/items/{part}')}` },
      path: { properties: { ...Object(idPath['properties']), part: { type: 'integer', minimum: 1 } } },
      cookies: { properties: { session: { type: 'string', minLength: 8, 'x-upstream': 'sid' } } },
      query: { properties: { since: kind(random, snakeCase('changedSince')).schema } },
    },
    request: {
      method: 'GET',
      url: `${resource.path}/${id}/parts/7`,
      headers: { cookie: 'session=12345678' },
      body: undefined,
    },
  };
};

/** Branches with mappings, which a constant tells apart. */
export const pay: OperationKind = (_, resource) => ({
  name: `pay${resource.name}`,
  declaration: {
    route: `POST ${resource.path}/{id}/payments`,
    upstream: { route: `POST ${behind(resource, '/{key}/pay')}` },
    path: idPath,
    body: json({
      type: 'object',
      required: ['total', 'means'],
      properties: {
        total: { $ref: sharedReference('Money') },
        means: {
          oneOf: [
            { $ref: sharedReference('Card') },
            { $ref: sharedReference('Transfer') },
            { $ref: sharedReference('Voucher') },
          ],
          'x-upstream': 'method',
        },
        billTo: { $ref: sharedReference('Address'), 'x-upstream': 'bill_to' },
      },
    }),
    responses: { '202': { headers: { properties: { 'X-Payment': { type: 'string' } } } }, '402': failure },
  },
  request: {
    method: 'POST',
    url: `${resource.path}/${id}/payments`,
    headers: {},
    body: {
      total: { amount: 12.5, currency: 'EUR' },
      means: { kind: 'transfer', iban: 'DE02120300000000202051' },
      billTo: { street: 'Unter den Linden 1', city: 'Berlin', country: 'DE' },
    },
  },
});

/** A schema that refers to itself. */
export const arrange: OperationKind = (random, resource) => {
  const more = record(random, { size: random.between(2, 5), depth: 0 });
  return {
    name: `arrange${resource.name}`,
    declaration: {
      route: `PUT ${resource.path}/{id}/tree`,
      upstream: { route: `PUT ${behind(resource, '/{key}/nodes')}` },
      path: idPath,
      body: json({
        type: 'object',
        required: ['root'],
        properties: { root: { $ref: sharedReference('Node') }, options: more.schema },
      }),
      responses: { '200': json({ $ref: sharedReference('Node') }) },
    },
    request: {
      method: 'PUT',
      url: `${resource.path}/${id}/tree`,
      headers: {},
      body: { root: { label: 'all', children: [{ label: 'one', weight: 2 }] }, options: more.sample },
    },
  };
};
