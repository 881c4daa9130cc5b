import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { it } from 'node:test';
import type { JsonObject, JsonValue } from '../../../src/codec/json-value.ts';
import { contains } from '../../../src/check/contain/contains.ts';
import { Memory } from '../../../src/check/contain/memory.ts';
import type { SchemaSource } from '../../../src/openapi/read/schema-source.ts';
import { readSuite, type SuiteGroup } from '../../json-schema-suite/suite-files.ts';

/*
 * What a schema accepts is containment, too: of the schema that has this one value. So the tables of the dialect, which know
 * nothing of this folder, judge how it reads every keyword, in both directions.
 */

const tables = join(import.meta.dirname, '../../pipeline/explain/conformance');

const own: SuiteGroup[] = readdirSync(tables).flatMap((file) => {
  const rules: { name: string; schema: JsonValue; fits: JsonValue[]; refuses: JsonValue[] }[] = JSON.parse(
    readFileSync(join(tables, file), 'utf8'),
  );
  return rules.map(({ name, schema, fits, refuses }) => ({
    file,
    description: name,
    schema,
    tests: [
      ...fits.map((data) => ({ description: 'fits', data, valid: true })),
      ...refuses.map((data) => ({ description: 'refuses', data, valid: false })),
    ],
  }));
});

/** References below the root of one schema. */
function sourceOf(root: JsonValue): SchemaSource {
  const at = (pointer: string): JsonValue | undefined =>
    pointer
      .split('/')
      .slice(1)
      .reduce<JsonValue | undefined>((value, token) => {
        const name = decodeURIComponent(token).replaceAll('~1', '/').replaceAll('~0', '~');
        return typeof value === 'object' && value !== null ? (value as JsonObject)[name] : undefined;
      }, root);
  return {
    resolve(reference) {
      if (reference !== '#' && !reference.startsWith('#/')) return undefined;
      const schema = at(reference.slice(1));
      return schema === undefined ? undefined : { schema, pointer: reference.slice(1), file: '' };
    },
  };
}

/** Asks two questions about each value of the groups; gives how many there were, were decided, and were answered wrongly. */
function judge(groups: readonly SuiteGroup[]): { asked: number; decided: number; wrong: string[] } {
  const result = { asked: 0, decided: 0, wrong: [] as string[] };
  for (const { file, description, schema, tests } of groups) {
    const source = sourceOf(schema);
    const memory = new Memory();
    const ask = (inner: JsonValue, outer: JsonValue): string =>
      contains({ inner, innerSource: source, outer, outerSource: source, options: { memory } }).kind;
    for (const { data, valid } of tests) {
      const answers = [ask({ const: data }, schema), ask(schema, { not: { const: data } })];
      const expected = valid ? ['proved', 'refuted'] : ['refuted', 'proved'];
      for (const [index, answer] of answers.entries()) {
        result.asked += 1;
        if (answer !== 'undecided') result.decided += 1;
        if (answer !== 'undecided' && answer !== expected[index]) {
          result.wrong.push(
            `${file}: ${description}: ${JSON.stringify(data)} is ${valid ? '' : 'not '}accepted: ${answer}`,
          );
        }
      }
    }
  }
  return result;
}

it('reads every keyword as the tables of the dialect have it', (context) => {
  const { asked, decided, wrong } = judge(own);
  context.diagnostic(`${decided} of ${asked} decided`);
  assert.deepEqual(wrong, []);
  assert.ok(asked > 600 && decided / asked > 0.95, `${decided} of ${asked}`);
});

const folder = process.env['JSON_SCHEMA_TEST_SUITE'];
if (folder !== undefined) {
  it('reads every keyword as the official suite has it, where references are pointers', (context) => {
    const groups = readSuite(join(folder, 'tests', 'draft2020-12')).filter(
      ({ file, schema }) =>
        !/^optional|dynamicRef|vocabulary|anchor|infinite|format/i.test(file) &&
        !/"\$(?:id|anchor)"/.test(JSON.stringify(schema)),
    );
    const { asked, decided, wrong } = judge(groups);
    context.diagnostic(`${decided} of ${asked} decided`);
    assert.deepEqual(wrong, []);
  });
}
