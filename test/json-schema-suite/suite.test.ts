// The official JSON-Schema-Test-Suite, https://github.com/json-schema-org/JSON-Schema-Test-Suite, is no package that could be
// installed for the current dialect. Where a copy is at hand, JSON_SCHEMA_TEST_SUITE names its folder, and all of it is
// run; docs/decisions.md says what came out, and of which commit.

import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import type { JsonValue } from '../../src/codec/json-value.ts';
import { exceptions } from './exceptions.ts';
import { judgeSuite } from './judge-suite.ts';
import { readSuite, type SuiteGroup } from './suite-files.ts';

const tables = new URL('../pipeline/explain/conformance/', import.meta.url);

/** The project's own tables of the dialect, in the form of the suite. */
const own: SuiteGroup[] = readdirSync(tables).flatMap((file) => {
  const rules: { name: string; schema: JsonValue; fits: JsonValue[]; refuses: JsonValue[] }[] = JSON.parse(
    readFileSync(new URL(file, tables), 'utf8'),
  );
  return rules.map(({ name, schema, fits, refuses }) => ({
    file: file.replace('.json', ''),
    description: name,
    schema,
    tests: [
      ...fits.map((data) => ({ description: JSON.stringify(data), data, valid: true })),
      ...refuses.map((data) => ({ description: JSON.stringify(data), data, valid: false })),
    ],
  }));
});

describe('bodies of requests are judged as JSON Schema 2020-12 has it', () => {
  it('by the tables of this project, save for a format that nobody knows: no contract starts with it', () => {
    const { tests, agreed, unexplained, covered } = judgeSuite(own);
    assert.deepEqual(
      [...covered.keys()].map(({ about }) => String(about)),
      ['/^format-unknown: /'],
    );
    assert.deepEqual(unexplained, []);
    assert.equal(agreed, tests - 2);
    assert.ok(tests > 300, `${tests}`);
  });

  it('and a verdict that is none is seen', () => {
    const group = {
      file: 'x',
      description: 'd',
      schema: { type: 'string' },
      tests: [{ description: 't', data: 1, valid: true }],
    };
    assert.deepEqual(judgeSuite([group]).unexplained, ['x: d: t: the suite says true']);
    const broken = { ...group, schema: { tipe: 'string' } };
    assert.match(judgeSuite([broken]).unexplained.join(), /^x: d: does not start: unknown-member: /);
  });

  const folder = process.env['JSON_SCHEMA_TEST_SUITE'];
  if (folder !== undefined) {
    it('by the official suite, save for what is listed with its reason', (context) => {
      const result = judgeSuite(readSuite(join(folder, 'tests', 'draft2020-12')));
      const covered = exceptions.map((exception) => ({ ...exception, tests: result.covered.get(exception) ?? 0 }));
      context.diagnostic(`${result.groups} schemas, ${result.tests} tests: ${result.agreed} agree`);
      for (const { kind, tests, file, reason } of covered) context.diagnostic(`${tests} ${kind} (${file}): ${reason}`);
      assert.deepEqual(result.unexplained, []);
      assert.deepEqual(covered, exceptions);
    });
  }
});
