import assert from 'node:assert/strict';
import { test } from 'node:test';
import { importDescription } from '../../../src/openapi/import/import-description.ts';
import { described, document31 } from '../described.ts';

test('members of operations that nothing is made of are listed, each kind once with its number', async (context) => {
  const operation = {
    operationId: 'op',
    externalDocs: { url: 'https://example.com' },
    'x-speed': 'slow',
    parameters: [{ in: 'query', name: 'a', allowReserved: true, schema: { type: 'string' } }],
    requestBody: {
      content: {
        'multipart/form-data': {
          schema: { type: 'object', properties: { a: { type: 'string' }, b: { type: 'string' } } },
          encoding: { a: { contentType: 'text/csv' }, b: { contentType: 'text/html', headers: { 'X-A': {} } } },
        },
      },
    },
    responses: { 200: { description: 'ok', links: { next: { operationId: 'op' } } } },
  };
  const description = await described(context, { 'api.json': document31(operation) });
  const { losses } = importDescription(description, { name: 'api', expects: './api.json' });
  const told = losses.filter(({ rule }) => rule === 'import-member');
  assert.deepEqual(
    told.map(({ message }) => message.split(' and is')[0]),
    [
      '`externalDocs` stands once',
      '`x-speed` stands once',
      '`links` stands once',
      '`allowReserved` stands once',
      '`encoding.contentType` stands 2 times',
      '`encoding.headers` stands once',
    ],
  );
  assert.ok(told.every(({ line, cure }) => line !== undefined && cure !== ''));
});
