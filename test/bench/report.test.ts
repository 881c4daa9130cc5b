import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { chartOf } from '../../bench/report/chart.ts';
import { filled, staleDocuments } from '../../bench/report/documents.ts';
import { readReported } from '../../bench/report/results.ts';

const folder = join(import.meta.dirname, '..', '..', 'bench', 'results');

test('the documents say what the newest full run measured', () => {
  assert.deepEqual(staleDocuments(readReported()), []);
});

test('results that are kept name no host and no path', () => {
  const kept = readdirSync(folder).filter((name) => name.endsWith('.json') && !name.endsWith('.local.json'));
  assert.ok(kept.length > 0);
  for (const name of kept) {
    const text = readFileSync(join(folder, name), 'utf8');
    const { machine } = JSON.parse(text);
    assert.deepEqual(
      Object.keys(machine),
      ['cores', 'processor', 'memoryGiB', 'system', 'node', 'pinning', 'load'],
      name,
    );
    assert.doesNotMatch(text, /"[^"]*(?:\/home\/|\/root\/|\/tmp\/|\/work\/|[A-Z]:\\)/, name);
  }
});

test('a marked section is made anew, and the text around it stays', () => {
  const before = 'Before.\n<!-- bench:machine -->\nold\n<!-- /bench:machine -->\nAfter.\n';
  const after = filled(before, readReported());
  assert.match(after, /^Before\.\n<!-- bench:machine -->\n- 20\d\d-/);
  assert.match(after, /<!-- \/bench:machine -->\nAfter\.\n$/);
  assert.doesNotMatch(after, /old/);
  assert.equal(filled(after, readReported()), after);
});

test('the chart says in words what it shows, and follows light and dark', () => {
  const { compare = [] } = readReported().results.parts;
  const chart = chartOf(compare);
  assert.match(chart, /role="img" aria-labelledby="title desc"/);
  assert.match(chart, /<desc id="desc">.*paramap serve: \d\.\d\d at \(b\), \d\.\d\d at \(c\)/);
  assert.match(chart, /prefers-color-scheme: dark/);
});
