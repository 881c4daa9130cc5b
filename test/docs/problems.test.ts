import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, test } from 'node:test';
import { catalogue, problemCodes } from '../../src/problem/catalogue.ts';
import type { CatalogueEntry } from '../../src/problem/catalogue-entry.ts';
import { violationCodes } from '../../src/problem/violation-codes.ts';
import { assertFitsProblemSchema } from '../support/problem-schema.ts';

const page = readFileSync(new URL('../../docs/problems.md', import.meta.url), 'utf8');
const sections = page
  .split(/^## /m)
  .slice(1)
  .map((text) => ({ title: text.slice(0, text.indexOf('\n')), text }));

const sectionOf = (title: string): string => sections.find((section) => section.title === title)?.text ?? '';

const tableRows = (text: string): string[][] =>
  text.split('\n').flatMap((line) =>
    /^\| [`\d[]/.test(line)
      ? [
          line
            .split('|')
            .slice(1, -1)
            .map((cell) => cell.trim()),
        ]
      : [],
  );

test('the page has a section for every code and for no other', () => {
  const titles = sections.map(({ title }) => title).filter((title) => /^[a-z-]+$/.test(title));
  assert.deepEqual(titles, [...problemCodes]);
});

test('the overview lists every code with its status and who acts', () => {
  const expected = problemCodes.map((code) => [
    `${catalogue[code].status}`,
    `[${code}](#${code})`,
    catalogue[code].actor,
  ]);
  assert.deepEqual(tableRows(sectionOf('Codes at a glance')), expected);
});

describe('the section of a code says what the catalogue says', () => {
  for (const code of problemCodes) {
    const entry: CatalogueEntry = catalogue[code];
    const text = sectionOf(code);

    test(code, () => {
      assert.ok(text.includes(`**${entry.title}** (status ${entry.status})`));
      assert.ok(text.includes(`\n${entry.meaning}\n`));
      assert.ok(text.includes(`- **Who acts:** ${entry.actor}\n`));
      assert.ok(text.includes(`- **What to do:** ${entry.remedy}\n`));
      assert.ok(
        text.includes(
          `**Fault:** \`${entry.fault}\`, **stage:** \`${entry.stage}\`, **retryable:** \`${entry.retryable}\``,
        ),
      );
      assert.ok(text.includes(`**Proxy-Status error:** \`${entry.proxyError}\``));
    });

    test(`${code}: its example is an answer that paramap gives`, () => {
      const example = JSON.parse(/```json\n([^`]*(?:`[^`]+)*?)\n```/.exec(text)?.[1] ?? 'null');
      assertFitsProblemSchema(example);
      const { status, title, fault, stage, retryable } = entry;
      assert.deepEqual(
        { ...example },
        { ...example, code, status, title, fault, stage, retryable, type: `urn:problem-type:paramap:${code}` },
      );
    });
  }
});

test('the page lists every code of a violation with its meaning', () => {
  const expected = Object.entries(violationCodes).map(([code, meaning]) => [`\`${code}\``, meaning]);
  assert.deepEqual(tableRows(sectionOf('Entries of `errors`')), expected);
});
