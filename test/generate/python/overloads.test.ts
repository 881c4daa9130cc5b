import assert from 'node:assert/strict';
import { test } from 'node:test';
import { generatePython } from '../../../src/generate/python/generate-python.ts';
import { contractOf, normalize } from '../../support/contract.ts';

async function acceptedBy(...mediaTypes: readonly string[]): Promise<string[]> {
  const content = Object.fromEntries(mediaTypes.map((type) => [type, { type: 'object' }]));
  const route = 'GET /files';
  const written = contractOf({ route, upstream: { route }, responses: { 200: { content } } });
  const { contracts, findings } = normalize([written]);
  assert.deepEqual(findings, []);
  const [contract] = contracts;
  assert.ok(contract);
  return (await generatePython(contract)).match(/accept: Literal\[.*/g) ?? [];
}

const rows: Readonly<Record<string, readonly [mediaTypes: readonly string[], accepted: readonly string[]]>> = {
  'media types that are read alike share an overload': [
    ['application/json', 'application/pdf', 'application/zip'],
    ['accept: Literal["application/json"] = ...,', 'accept: Literal["application/pdf", "application/zip"],'],
  ],
  'where all are read alike each has its own, for a single overload is none': [
    ['application/pdf', 'application/zip'],
    ['accept: Literal["application/pdf"] = ...,', 'accept: Literal["application/zip"],'],
  ],
};

for (const [title, [mediaTypes, accepted]] of Object.entries(rows)) {
  test(title, async () => assert.deepEqual(await acceptedBy(...mediaTypes), accepted));
}
