import { test } from 'node:test';
import { at, body, expectVerdicts, inBody, inQuery, query, type Row } from '../checked-rows.ts';

/** Where no rule decides, a request that breaks the backend is not far to seek: it must be found, not overlooked. */
const refuted = (title: string, operation: object, backend: object): Omit<Row, 'public' | 'upstream'> => ({
  title,
  operation,
  backend,
  status: 'refuted',
});

const codec = (name: unknown, schema: object = {}) => ({ type: 'string', ...schema, 'x-upstream': { codec: name } });
const object = (properties: object, more: object = {}) => ({ type: 'object', properties, ...more });

const rows = [
  refuted('`ß` in capitals is two letters', query(codec('upper', { maxLength: 4 })), inQuery({ maxLength: 4 })),
  refuted(
    '`ß` in capitals is two letters, where a pattern allows it',
    query(codec('upper', { pattern: '^[a-zß]{1,6}$' })),
    inQuery({ maxLength: 6 }),
  ),
  refuted('`İ` in small letters is two', query(codec('lower', { maxLength: 5 })), inQuery({ maxLength: 5 })),
  refuted(
    'a letter of four bytes in base64',
    body({ a: codec('base64', { maxLength: 3 }) }),
    inBody(object({ a: { type: 'string', maxLength: 12 } })),
  ),
  refuted(
    'a letter of four bytes in base64url',
    body({ a: codec('base64url', { maxLength: 6 }) }),
    inBody(object({ a: { type: 'string', maxLength: 24 } })),
  ),
  refuted(
    'a letter of three bytes in percent',
    body({ a: codec('percent', { maxLength: 4 }) }),
    inBody(object({ a: { type: 'string', maxLength: 30 } })),
  ),
  refuted(
    'a quotation mark as JSON',
    body({ a: codec('json', { maxLength: 4 }) }),
    inBody(object({ a: { type: 'string', maxLength: 9 } })),
  ),
  refuted(
    'a name that nobody declares and that the backend knows',
    { ...body({ a: { type: 'integer' } }, { anyOf: [{ minProperties: 1 }] }), unknown: { body: 'forward' } },
    inBody(object({ a: { type: 'integer' }, secretly: { type: 'integer' } })),
  ),
  refuted(
    'a name that nobody declares and that a pattern of the backend knows',
    body({}, { additionalProperties: { type: ['string', 'integer'] }, not: { minProperties: 9 } }),
    inBody(object({}, { patternProperties: { '^n_[a-z]+$': { type: 'integer' } } })),
  ),
  refuted(
    'a name that is too long for the backend',
    body({}, { additionalProperties: true, not: { required: ['b'] } }),
    inBody(object({}, { propertyNames: { maxLength: 20 } })),
  ),
  refuted(
    'a name that a pattern of the contract allows',
    body(
      {},
      { patternProperties: { '^k[0-9]+$': { type: 'string' } }, additionalProperties: false, not: { const: 1 } },
    ),
    inBody(object({}, { patternProperties: { '^k': { type: 'string', maxLength: 1 } } })),
  ),
  refuted(
    'a name that nobody declares, which the backend knows behind a pattern that no rule reads',
    { ...body({ a: { type: 'integer' } }), unknown: { body: 'forward' } },
    inBody(object({}, { allOf: [{ pattern: '\\b' }], properties: { secretly: { pattern: '\\b[0-9]\\b' } } })),
  ),
].map((row, index): Row => ({ ...row, ...at(`${'body' in row.operation ? 'POST' : 'GET'} /${index}`) }));

test('what rules do not decide is refuted by a request that is easy to find', (t) => expectVerdicts(t, rows, 300));

const form = 'application/x-www-form-urlencoded';
const asForm = (properties: object, more: object = {}) => ({ body: { content: { [form]: object(properties, more) } } });
const formRows = [
  refuted(
    'a letter of four bytes in a field of a form',
    asForm({ a: codec('base64', { maxLength: 3 }) }, { required: ['a'] }),
    inBody(object({ a: { type: 'string', maxLength: 12 } }), form),
  ),
  refuted(
    'an item of a list in a form',
    asForm({ a: { type: 'array', items: codec('base64', { maxLength: 3 }) }, b: { type: 'integer' } }),
    inBody(object({ a: { type: 'array', items: { type: 'string', maxLength: 12 } } }), form),
  ),
].map((row, index): Row => ({ ...row, ...at(`POST /form/${index}`) }));

test('a form that callers send is tried, too', (t) => expectVerdicts(t, formRows, 300));
