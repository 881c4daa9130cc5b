import { test } from 'node:test';
import { at, body, expectVerdicts, inBody, inPath, inQuery, query, type Row } from './checked-rows.ts';

const integer = { type: 'integer' };
const renamed = { a: { ...integer, 'x-upstream': 'b' } };
const takesInteger = inBody({ type: 'object', properties: { b: integer } });

const form = 'application/x-www-form-urlencoded';
const formOf = (a: object) => {
  const written = body({ a }, { required: ['a'] });
  return { body: { ...written.body, upstreamType: form } };
};
const textsRequired = {
  type: 'object',
  required: ['a'],
  properties: { a: { type: 'array', items: { type: 'string' } } },
};

const rows: readonly Row[] = [
  {
    title: 'a schema without a type reads texts as texts',
    ...at('GET /1'),
    operation: query(integer),
    backend: inQuery({ pattern: '^[a-z]+$' }),
    status: 'refuted',
  },
  {
    title: 'items whose schema names no type may be any text',
    ...at('GET /2'),
    operation: query({ type: 'array', items: { maxLength: 5 } }),
    backend: inQuery({ type: 'array', items: integer }),
    status: 'refuted',
  },
  ...['^[0-9]+:[0-9]+$', '^[0-9]*$', '^[0-9]{3}$'].map((pattern, index): Row => {
    return {
      title: `texts of ${pattern} are not all integers`,
      ...at(`GET /3/${index}`),
      operation: query({ type: 'string', pattern }),
      backend: inQuery(integer),
      status: 'refuted',
    };
  }),
  {
    title: 'texts of digits without leading zeros are integers',
    ...at('GET /4'),
    operation: query({ type: 'string', pattern: '^[1-9][0-9]{0,8}$' }),
    backend: inQuery(integer),
    status: 'proved',
  },
  {
    title: 'two values in one segment are two parameters',
    public: 'GET /5/{p}/{q}',
    upstream: 'GET /5/{p}-{q}',
    operation: { path: { properties: { p: integer, q: { type: 'string' } } } },
    backend: inPath(['p', integer], ['q', integer]),
    status: 'refuted',
  },
  {
    title: 'text beside a value is read as a part of it',
    public: 'GET /6/{id}',
    upstream: 'GET /6/user-{id}',
    described: '/6/{id}',
    operation: { path: { properties: { id: integer } } },
    backend: inPath(['id', integer]),
    status: 'refuted',
  },
  {
    title: 'a value between the same texts on both sides is one value',
    public: 'GET /7/{id}',
    upstream: 'GET /7/{id}.json',
    operation: { path: { properties: { id: integer } } },
    backend: inPath(['id', integer]),
    status: 'proved',
  },
  {
    title: "callers' own query parameters go on",
    ...at('GET /8'),
    operation: { ...query(integer), unknown: { query: 'forward' } },
    backend: inQuery(integer),
    status: 'tested',
  },
  {
    title: 'what nobody declares takes the name that a member would get',
    ...at('POST /9'),
    operation: { ...body(renamed), unknown: { body: 'forward' } },
    backend: takesInteger,
    status: 'refuted',
  },
  {
    title: 'what a pattern of names allows takes the name that a member would get',
    ...at('POST /10'),
    operation: body(renamed, { patternProperties: { '^b': { type: 'string' } } }),
    backend: takesInteger,
    status: 'refuted',
  },
  {
    title: 'what nobody declares takes the name that a parameter would get in the body',
    ...at('POST /11'),
    operation: {
      ...body({}),
      ...query({ ...integer, 'x-upstream': { in: 'body', name: 'b' } }),
      unknown: { body: 'forward' },
    },
    backend: takesInteger,
    status: 'refuted',
  },
  {
    title: 'a name that is always taken is no other value',
    ...at('POST /12'),
    operation: { ...body(renamed, { required: ['a'] }), unknown: { body: 'forward' } },
    backend: takesInteger,
    status: 'proved',
  },
  {
    title: 'the first items of a joined list have schemas of their own',
    ...at('POST /13'),
    operation: body({
      a: { type: 'array', prefixItems: [{ type: 'string' }], items: integer, 'x-upstream': { codec: { join: ',' } } },
    }),
    backend: inBody({ type: 'object', properties: { a: { type: 'string', pattern: '^[-0-9,]*$' } } }),
    status: 'refuted',
  },
  {
    title: 'of an empty list nothing stands in a form',
    ...at('POST /14'),
    operation: formOf({ type: 'array', items: { type: 'string' } }),
    backend: inBody(textsRequired, form),
    status: 'refuted',
  },
  {
    title: 'of an empty list in a branch nothing stands in a form',
    ...at('POST /18'),
    operation: {
      body: { content: { 'application/json': { anyOf: [textsRequired] } }, upstreamType: form },
    },
    backend: inBody(textsRequired, form),
    status: 'refuted',
  },
  {
    title: 'of a list that is never empty something stands in a form',
    ...at('POST /15'),
    operation: formOf({ type: 'array', minItems: 1, items: { type: 'string' } }),
    backend: inBody(textsRequired, form),
    status: 'proved',
  },
  {
    title: 'a backend whose schema names no type may read a list as one text',
    ...at('GET /16'),
    operation: query({ type: 'array', items: integer, 'x-upstream': { explode: false } }),
    backend: inQuery({ maxLength: 1 }),
    status: 'refuted',
  },
  {
    title: 'a list of one item looks alike in both styles',
    ...at('GET /17/a'),
    operation: query({ type: 'array', maxItems: 1, items: integer }),
    backend: { parameters: [{ in: 'query', name: 'a', explode: false, schema: { type: 'array', items: integer } }] },
    status: 'tested',
  },
  {
    title: 'contents that parameters alone tell apart are not taken for the first of them',
    ...at('POST /19'),
    operation: body({ a: integer }),
    backend: {
      requestBody: {
        required: true,
        content: {
          'application/json; profile=a': { schema: { type: 'object' } },
          'application/json; profile=b': { schema: { type: 'object', required: ['a'] } },
        },
      },
    },
    status: 'tested',
  },
  {
    title: 'a member that is called as a keyword is a member',
    ...at('POST /20'),
    operation: body({ enum: { type: 'object', properties: { a: integer } } }),
    backend: inBody({
      type: 'object',
      properties: {
        enum: { type: 'object', required: ['id'], properties: { a: integer, id: { type: 'integer', readOnly: true } } },
      },
    }),
    status: 'proved',
  },
  {
    title: 'an integer of 64 bits is one to the backend, to its last digit',
    ...at('POST /long'),
    operation: body({ a: { type: 'integer', format: 'int64' } }),
    backend: inBody({ type: 'object', properties: { a: { type: 'integer', format: 'int64' } } }),
    status: 'proved',
  },
  {
    title: 'a long integer above the limit of the backend is shown',
    ...at('POST /longer'),
    operation: body({ a: { type: 'integer', minimum: 0, maximum: 9223372036854775000 } }, { required: ['a'] }),
    backend: inBody({ type: 'object', properties: { a: { type: 'integer', maximum: 9007199254740992 } } }),
    status: 'refuted',
  },
  {
    title: 'one content that does not fit says nothing of another one',
    ...at('POST /two'),
    operation: {
      body: {
        content: {
          'application/json': { type: 'object', properties: { a: { type: 'string' } } },
          [form]: {
            type: 'object',
            properties: { a: { type: 'array', items: { type: 'string' }, 'x-style': 'pipeDelimited' } },
          },
        },
      },
    },
    backend: {
      requestBody: {
        required: true,
        content: {
          'application/json': { schema: { type: 'object', properties: { a: { type: 'string', maxLength: 3 } } } },
          [form]: { schema: {}, encoding: { a: { style: 'pipeDelimited', explode: false } } },
        },
      },
    },
    status: 'refuted',
    keywords: ['maxLength'],
  },
  {
    title: 'a text is no object in the style of its members, which nobody declares',
    ...at('GET /deep'),
    operation: { ...query(integer), unknown: { query: 'forward' } },
    backend: {
      parameters: [
        { in: 'query', name: 'a', schema: integer },
        { in: 'query', name: 'deep', style: 'deepObject', explode: true, schema: { type: 'object', properties: {} } },
      ],
    },
    status: 'tested',
  },
  {
    title: 'a value that does not fit shows nothing of requests without it',
    ...at('GET /absent/{a}'),
    operation: { path: { properties: { a: { type: 'array', items: { type: 'string', minLength: 1 } } } } },
    backend: inPath(['a', { type: 'array', items: { type: 'string', maxLength: 3 } }]),
    status: 'refuted',
    keywords: ['maxLength'],
  },
  ...[true, false].map((isAsked, index): Row => {
    return {
      title: `a key in the query is ${isAsked ? 'described by a security scheme' : 'unknown to an operation that asks for none'}`,
      ...at(`GET /key/${index}`),
      operation: query({ type: 'string', minLength: 1 }),
      backend: isAsked ? { security: [{ token: ['x'] }, { key: [] }] } : {},
      schemes: { key: { type: 'apiKey', in: 'query', name: 'a' }, token: { type: 'http', scheme: 'bearer' } },
      status: isAsked ? 'proved' : 'refuted',
    };
  }),
];

test('nothing is proved that a request can show to be wrong', (t) => expectVerdicts(t, rows, 50));
