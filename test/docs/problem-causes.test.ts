import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { catalogue, problemCodes } from '../../src/problem/catalogue.ts';
import { failures } from '../../src/upstream/failure-kinds.ts';

const page = readFileSync('docs/problems.md', 'utf8');
const section = page.slice(page.indexOf('## Causes at a glance'), page.indexOf('\n## invalid-request'));
const rows = section.split('\n').flatMap((line) => {
  const cells = line.split('|').map((cell) => cell.trim());
  const [, number = '', cause = '', status = '', code = '', proxyError = '', again = '', actor = '', proof = ''] =
    cells;
  return /^\d+$/.test(number) ? [{ number, cause, status, code, proxyError, again, actor, proof }] : [];
});

/** Those that come from elsewhere than the way to the upstream: from mapping an answer, and from the catalogue itself. */
const others = ['http_response_body_size', 'http_response_content_coding'];
const known = new Set<string>([
  ...Object.values(failures).map(({ proxyError }) => proxyError),
  ...problemCodes.map((code) => catalogue[code].proxyError),
  ...others,
]);

test('the page has every cause, from the first to the last', () => {
  const numbers = [...new Set(rows.map(({ number }) => Number(number)))];
  assert.deepEqual(
    numbers,
    Array.from({ length: 39 }, (_, index) => index + 1),
  );
});

for (const { number, cause, status, code, proxyError, again, actor, proof } of rows) {
  test(`cause ${number}, ${cause}: status, code, error and who acts agree with the catalogue`, () => {
    assert.match(again, /^(never|unsent|elsewhere|repeatable)$/);
    const name = problemCodes.find((each) => `\`${each}\`` === code);
    if (code === '-') return assert.deepEqual([proxyError, actor], ['-', '-']);
    assert.ok(name !== undefined, code);
    const entry = catalogue[name];
    if (status !== 'cut') assert.equal(Number(status), entry.status);
    assert.equal(actor, entry.actor);
    assert.ok(known.has(proxyError.replaceAll('`', '')), proxyError);
  });

  test(`cause ${number}, ${cause}: its test is there`, () => {
    const [, file = '', title = ''] = /^`([^`]+)`: (.+)$/.exec(proof) ?? [];
    assert.ok(title !== '' && readFileSync(file, 'utf8').includes(title), proof);
  });
}
