import assert from 'node:assert/strict';
import { test } from 'node:test';
import { operationNames } from '../../../src/openapi/import/import-names.ts';
import { described, document31 } from '../described.ts';

test('gives an operation no name that an object cannot hold', async (context) => {
  const description = await described(context, { 'api.json': document31({ operationId: '__proto__' }) });
  assert.deepEqual([...operationNames(description.operations).values()], ['proto']);
});
