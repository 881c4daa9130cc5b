import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { JsonValue } from '../../../src/codec/json-value.ts';
import { normalizeNames } from '../../../src/contract/normalize-names.ts';
import { compileTranslateNames } from '../../../src/reply/names/translate.ts';
import { contractOf, operationOf } from '../../support/contract.ts';

const text = { type: 'string' };
const members = (properties: object): object => ({ type: 'object', properties });
const inBody = (schema: object): object => ({
  route: 'POST /a',
  body: { content: { 'application/json': schema } },
});

/** An operation, and what becomes of dotted names in its upstream's errors; `in:` in front is the location. */
type Row = readonly [shape: string, operation: object, names: Readonly<Record<string, string>>];

const rows: readonly Row[] = [
  [
    'an index in a path',
    inBody(members({ street: { ...text, 'x-upstream': 'addresses/[0]/street' } })),
    { 'addresses[0].street': 'street', 'addresses.0.street': 'street', addresses: 'street' },
  ],
  [
    'a spread object',
    inBody(
      members({
        contact: { ...members({ email: { ...text, 'x-upstream': 'mail' } }), 'x-upstream': { spread: true } },
      }),
    ),
    { mail: 'contact.email', other: 'other' },
  ],
  [
    'a text that is split over several members',
    inBody(
      members({
        name: { ...text, 'x-upstream': { spread: true, codec: { split: { by: ' ', into: ['first', 'last'] } } } },
        other: text,
      }),
    ),
    { first: 'name', last: 'name', other: 'other', shard: 'shard' },
  ],
  [
    'a body that is wrapped',
    inBody({
      type: 'array',
      items: members({ userName: { ...text, 'x-upstream': 'username' } }),
      'x-upstream': { codec: { wrap: 'data/users' } },
    }),
    { 'data.users[3].username': '[3].userName', 'data.users': 'body' },
  ],
  [
    'a branch beside one whose codec makes other names',
    inBody(
      members({
        where: {
          'x-upstream': 'query',
          oneOf: [
            {
              ...members({ is: text }),
              required: ['is'],
              additionalProperties: false,
              'x-upstream': { codec: { wrap: 'term' } },
            },
            {
              ...members({ not: { ...text, 'x-upstream': 'bool/not' } }),
              required: ['not'],
              additionalProperties: false,
            },
          ],
        },
      }),
    ),
    { 'query.bool.not': 'where.not', 'query.term.is': 'where.is', 'query.other': 'where' },
  ],
  [
    'an object as a list',
    inBody(
      members({
        at: {
          ...members({ lat: { type: 'number' }, lon: { type: 'number' } }),
          required: ['lat', 'lon'],
          'x-upstream': { name: 'coordinates', codec: { tuple: ['lon', 'lat'] } },
        },
      }),
    ),
    { 'coordinates[1]': 'at.lat', 'coordinates.0': 'at.lon', coordinates: 'at' },
  ],
  [
    'a list that is an object by a key: what encloses it',
    inBody(
      members({
        users: {
          type: 'array',
          'x-upstream': { name: 'people', codec: { 'key-by': 'id' } },
          items: { ...members({ id: text, age: { type: 'integer' } }), required: ['id'] },
        },
      }),
    ),
    { 'people.ada.age': 'users', people: 'users' },
  ],
  [
    'parameters that are gathered',
    {
      route: 'GET /a',
      upstream: { route: 'GET /b', query: { filter: { gather: { codec: 'json' } } } },
      query: {
        properties: {
          status: { ...text, 'x-upstream': { name: 'filter', member: 'state' } },
          min: { ...text, 'x-upstream': { name: 'filter', member: 'range/from' } },
        },
      },
    },
    { 'filter.state': 'status', 'filter[state]': 'status', 'filter.range.from': 'min', 'filter.range': 'min' },
  ],
  [
    'a parameter that is spread over several',
    {
      route: 'GET /a/{repository}',
      upstream: { route: 'GET /b/{owner}/{name}' },
      path: {
        properties: {
          repository: {
            ...text,
            'x-upstream': { spread: true, codec: { split: { by: '/', into: ['owner', 'name'] } } },
          },
        },
      },
    },
    { owner: 'repository', name: 'repository' },
  ],
  [
    'branches that map differently',
    inBody({
      ...members({ kind: { enum: ['card', 'bank'], 'x-upstream': 'type' } }),
      required: ['kind'],
      oneOf: [
        members({ kind: { const: 'card' }, number: { ...text, 'x-upstream': 'pan' } }),
        members({ kind: { const: 'bank' }, iban: { ...text, 'x-upstream': 'account' } }),
      ],
    }),
    { type: 'kind', pan: 'number', account: 'iban' },
  ],
  [
    'branches that map two values to one place: what encloses them',
    inBody(
      members({
        pay: {
          ...members({ kind: { enum: ['card', 'bank'] } }),
          required: ['kind'],
          'x-upstream': 'payment',
          oneOf: [
            { ...members({ kind: { const: 'card' }, number: { ...text, 'x-upstream': 'id' } }), required: ['number'] },
            { ...members({ kind: { const: 'bank' }, iban: { ...text, 'x-upstream': 'id' } }), required: ['iban'] },
          ],
        },
      }),
    ),
    { 'payment.id': 'pay', 'payment.kind': 'pay.kind' },
  ],
  [
    'positions of a list',
    inBody(
      members({
        pair: {
          type: 'array',
          'x-upstream': 'p',
          prefixItems: [members({ a: { ...text, 'x-upstream': 'x' } }), members({ a: { ...text, 'x-upstream': 'y' } })],
        },
      }),
    ),
    { 'p[0].x': 'pair[0].a', 'p.1.y': 'pair.1.a' },
  ],
];

describe('a dotted name of an upstream is the caller’s, through', () => {
  for (const [shape, operation, names] of rows) {
    it(shape, () => {
      const normalized = operationOf(contractOf({ ...operation }));
      const rules = normalizeNames([{ at: '/*', form: 'dotted' }], () => assert.fail());
      const { json } = compileTranslateNames(normalized, rules);
      const translated: JsonValue | undefined = json?.(Object.keys(names));
      assert.deepEqual(translated, Object.values(names));
    });
  }
});
