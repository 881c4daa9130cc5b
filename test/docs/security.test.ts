import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { test } from 'node:test';

const page = readFileSync('docs/security.md', 'utf8');
const attacks = page.slice(page.indexOf('## Attacks'), page.indexOf('## Fuzzing'));
const rows = attacks.split('\n').flatMap((line) => {
  const [, number = '', attack = '', defence = '', proof = ''] = line.split('|').map((cell) => cell.trim());
  return /^\d+$/.test(number) ? [{ number, attack, defence, proof }] : [];
});

test('the page has every attack, from the first to the last', () => {
  const numbers = [...new Set(rows.map(({ number }) => Number(number)))];
  assert.deepEqual(
    numbers,
    Array.from({ length: 33 }, (_, index) => index + 1),
  );
});

for (const { number, attack, defence, proof } of rows) {
  test(`attack ${number}, ${attack}: is met, and its test is there`, () => {
    assert.ok(defence.length > 10);
    const [, file = '', title = ''] = /^`([^`]+)`: (.+)$/.exec(proof) ?? [];
    assert.ok(title !== '' && readFileSync(file, 'utf8').includes(title), proof);
  });
}

test('how to report a fault, and which versions get fixes, stands where people look', () => {
  assert.ok(existsSync('SECURITY.md'));
  const text = readFileSync('SECURITY.md', 'utf8');
  const { version } = JSON.parse(readFileSync('package.json', 'utf8'));
  assert.ok(text.includes(`| ${version.split('.').slice(0, 2).join('.')} (`), 'the latest minor is named');
});
