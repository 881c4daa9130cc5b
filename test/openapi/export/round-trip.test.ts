import assert from 'node:assert/strict';
import { globSync } from 'node:fs';
import { test } from 'node:test';
import { isObject } from '../../../src/codec/json-type.ts';
import type { JsonObject, JsonValue } from '../../../src/codec/json-value.ts';
import fc from 'fast-check';
import { arbitraryContract } from './arbitrary-contract.ts';
import { exported, importedAgain } from './exported.ts';
import { faultsOf } from './validator.ts';

const examples = globSync('schemas/examples/*.contract.json');

for (const file of examples) {
  test(`${file}: imported again, the document is exported as it was`, async () => {
    await comesBack(exported([file]).document);
  });
}

test('all example contracts together come back as one', async () => {
  await comesBack(exported(examples).document);
});

test('contracts of every form of parameter and schema are valid, and come back', async () => {
  await fc.assert(
    fc.asyncProperty(arbitraryContract, async (contract) => {
      const { document } = exported([contract]);
      assert.deepEqual(await faultsOf(document), []);
      await comesBack(document);
    }),
    { numRuns: 25 },
  );
});

async function comesBack(document: JsonObject): Promise<void> {
  const { contract } = await importedAgain(document);
  const again = exported([contract]).document;
  assert.deepEqual(comparable(again), comparable(document));
}

/**
 * What both documents must have in common. An import takes examples into schemas, and leaves to the backend what scopes a
 * credential needs, which it tells.
 */
function comparable(value: JsonValue): JsonValue {
  if (Array.isArray(value)) return value.map(comparable);
  if (!isObject(value)) return value;
  const entries = Object.entries(value).flatMap(([name, member]): [string, JsonValue][] => {
    if (['example', 'examples', 'servers'].includes(name)) return [];
    if (name === 'security' && Array.isArray(member)) return [[name, member.map(withoutScopes)]];
    if (name === 'tags') return [[name, Array.isArray(member) ? member.map(nameOf) : member]];
    if (name === 'description' && 'version' in value) return [];
    return [[name, comparable(member)]];
  });
  return Object.fromEntries(entries);
}

const withoutScopes = (alternative: JsonValue): JsonValue => (isObject(alternative) ? Object.keys(alternative) : []);
const nameOf = (tag: JsonValue): JsonValue => (isObject(tag) ? (tag['name'] ?? null) : tag);
