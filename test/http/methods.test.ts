import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { operationMethods } from '../../src/http/methods.ts';

test('the format of contracts takes exactly the methods that the gateway serves', () => {
  const { definitions } = JSON.parse(readFileSync('schemas/contract.schema.json', 'utf8'));
  assert.ok(definitions.route.pattern.startsWith(`^(?:${operationMethods.join('|')}) `));
});
