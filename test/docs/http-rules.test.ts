import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';

const page = readFileSync('docs/http-rules.md', 'utf8');
const rows = page.split('\n').flatMap((line) => {
  const cells = line.split(/(?<!\\)\|/).map((cell) => cell.trim());
  return /^\d+$/.test(cells[1] ?? '') ? [{ rule: cells[1] ?? '', heldBy: cells[4] ?? '', proof: cells[5] ?? '' }] : [];
});

test('the page lists the rules', () => {
  assert.ok(rows.length > 40);
});

for (const { rule, heldBy, proof } of rows) {
  test(`rule ${rule} is held by somebody, and the test that the page names exists`, () => {
    for (const holder of heldBy.split(', '))
      assert.ok(['middleware', 'gateway', "Node's parser"].includes(holder), holder);
    assertExists(proof);
  });
}

test('the tests that the page names beside its tables exist', () => {
  const named = [...page.matchAll(/\((`test\/[^)]*)\)/gs)].map((match) => (match[1] ?? '').replaceAll('\n', ' '));
  assert.ok(named.length > 0);
  for (const proof of named) assertExists(proof);
});

/** Looks a title up: `` `test/gateway/requests.test.ts`: 18: two Hosts ``. */
function assertExists(proof: string): void {
  const [, file = '', title = ''] = /^`([^`]+)`: (.+)$/.exec(proof) ?? [];
  assert.ok(title !== '', `no title in ${proof}`);
  const source = readFileSync(file, 'utf8');
  assert.ok(source.includes(title), `${file} has no "${title}"`);
}
