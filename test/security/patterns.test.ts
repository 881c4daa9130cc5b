import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import { describe, test } from 'node:test';
import ts from 'typescript-5.9';
import { compilePattern, LinearPattern } from '../../src/contract/pattern.ts';
import { cpuMs } from '../support/cpu-time.ts';

/** Every regular expression that stands in the sources, with where it is first used. */
const inSources = new Map<string, { readonly pattern: RegExp; readonly file: string }>();
for (const file of globSync('src/**/*.ts')) {
  const source = ts.createSourceFile(file, readFileSync(file, 'utf8'), ts.ScriptTarget.Latest, false);
  const visit = (node: ts.Node): void => {
    if (ts.isRegularExpressionLiteral(node)) {
      const end = node.text.lastIndexOf('/');
      const flags = node.text.slice(end + 1).replace(/[gy]/g, '');
      if (!inSources.has(node.text))
        inSources.set(node.text, { file, pattern: new RegExp(node.text.slice(1, end), flags) });
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
}

/** Patterns of the example contracts. */
const inContracts = new Set(
  globSync('schemas/examples/*.json').flatMap((file) =>
    [...readFileSync(file, 'utf8').matchAll(/"pattern": ("(?:[^"\\]|\\.)*")/g)].map(
      ([, text = '""']) => JSON.parse(text) as string,
    ),
  ),
);

/** Those that only see a text whose length is bounded. */
const bounded: ReadonlySet<string> = new Set(['/0+$/']);

const size = 4096;
const units = [
  ...'aA1 0.,;:=/\\-_+%"\'`#*<>[]{}()|@&\t',
  'a,',
  'a;',
  'a=',
  'a-',
  'a.',
  'a/',
  '/.',
  '1:',
  '\\"',
  '1,',
  'a ',
  ' a',
  '; a',
  '%a',
  'ab',
  '\r\n',
  'é',
  '..',
];
/** Long repetitions, after a beginning that a pattern may ask for, before an end that it does not expect. */
const attacks = units.flatMap((unit) => {
  const long = unit.repeat(size / unit.length);
  return [`${long}\0`, `a${long}\0`, `"${long}\0`, `a=${long}\0`];
});

describe('11: a pattern that is shipped', () => {
  test(`ends at once on every attack string: those of the sources`, () => {
    assert.ok(inSources.size > 150, `${inSources.size} patterns`);
    for (const [text, { pattern, file }] of inSources) {
      if (bounded.has(text)) continue;
      // What an author writes is read once, at start, by tools that the author runs.
      const mostMs =
        /^src\/(?:cli|check|contract|emit|example|generate(?!\/typescript\/runtime)|lineage|openapi|options)\//.test(
          file,
        )
          ? 100
          : 4;
      for (const attack of attacks) {
        const took = (): number => cpuMs(() => void pattern.test(attack));
        // Other work of the process may fall into one of them.
        const tooLong = took() > mostMs && Math.min(took(), took(), took()) > mostMs;
        assert.ok(!tooLong, `${text} in ${file}, on ${JSON.stringify(attack.slice(0, 6))}`);
      }
    }
  });

  for (const pattern of inContracts) {
    test(`ends at once on every attack string: ${pattern} of an example contract`, () => {
      const engine = compilePattern(pattern);
      assert.ok(engine instanceof LinearPattern);
      for (const attack of attacks) {
        const took = cpuMs(() => void engine.test(attack));
        assert.ok(took < 500, `${took} ms for ${JSON.stringify(attack.slice(0, 5))}`);
      }
    });
  }
});
