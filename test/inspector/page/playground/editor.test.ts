import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, test } from 'node:test';
import { createContractLanguage } from '../../../../src/inspector/page/playground/editor/contract-language.ts';
import { findingMarks } from '../../../../src/inspector/page/playground/editor/finding-marks.ts';
import { editorSnippet } from '../../../../src/inspector/page/playground/editor/snippet.ts';
import type { FindingView } from '../../../../src/inspector/protocol-dry-run.ts';

const schema = JSON.parse(readFileSync('schemas/contract.schema.json', 'utf8'));
const language = createContractLanguage(schema);

/** `|` is where one types. */
function typed(text: string): readonly [string, number] {
  return [text.replace('|', ''), text.indexOf('|')];
}

const inQuery = (member: string): string => `{"operations":{"a":{"query":{"properties":{"x":${member}}}}}}`;

describe('the playground knows the format', () => {
  const rows: readonly (readonly [title: string, text: string, expected: readonly string[]])[] = [
    ['members of a contract', '{|}', ['title', 'upstream', 'operations', '$defs']],
    ['beside the schema that a contract names', '{"$schema":"../x.json","|"}', ['title', 'operations']],
    ['members of an operation', '{"operations":{"a":{|}}}', ['route', 'query', 'body', 'examples']],
    ['keywords of a schema', inQuery('{"|"}'), ['type', 'x-upstream', 'x-sensitive']],
    ['codecs', inQuery('{"x-upstream":{"codec":|}}'), ['"unix-seconds"', '"uuid-compact"']],
    ['words of an option', '{"unknown":{"query":|}}', ['"refuse"', '"drop"', '"forward"']],
    ['a text that is not whole', '{"operations":{"a":{"query":{"properties":{"x":{"x-|', ['x-upstream']],
  ];
  for (const [title, text, expected] of rows) {
    test(`completes ${title}`, async () => {
      const labels = (await language.propose(...typed(text))).map(({ label }) => label);
      assert.deepEqual(
        expected.filter((label) => !labels.includes(label)),
        [],
      );
    });
  }

  test('replaces what was begun, and leaves places to type at', async () => {
    const [text, offset] = typed(inQuery('{"x-u|"}'));
    const found = (await language.propose(text, offset)).find(({ label }) => label === 'x-upstream');
    assert.equal(text.slice(found?.from, found?.to), '"x-u"');
    assert.match(found?.snippet ?? '', /^"x-upstream": /);
    assert.match(found?.about ?? '', /upstream/);
  });

  test('says what a member is for, in plain words', async () => {
    const [text, offset] = typed('{"operations":{"a":{"qu|ery":{}}}}');
    const hint = await language.explain(text, offset);
    assert.equal(text.slice(hint?.from, hint?.to), '"query"');
    assert.match(hint?.text ?? '', /JSON Schema 2020-12/);
    assert.doesNotMatch(hint?.text ?? '', /\\/);
  });

  test('loads nothing that a text refers to', async (t) => {
    const asked = t.mock.method(globalThis, 'fetch', () => Promise.reject(new Error('nothing is loaded')));
    await language.propose(...typed('{"$schema":"http://127.0.0.1:9/x.json",|}'));
    assert.equal(asked.mock.callCount(), 0);
  });
});

describe('a proposal in the form of the editor', () => {
  const rows: readonly (readonly [snippet: string, expected: string])[] = [
    ['"a": $1', '"a": ${1}'],
    ['"a": "${1:Users}"$0', '"a": "${1:Users}"${99}'],
    ['"\\$ref": "$1"', '"$ref": "${1}"'],
    ['{\n\t"scale": ${1:2}\n\\}', '{\n\t"scale": ${1:2}\n}'],
    ['"\\${a\\}"', '"$\\{a}"'],
    ['"#{a}"', '"#\\{a}"'],
    ['"${1:{a\\}}"', '"{a}"'],
    ['\\\\', '\\'],
  ];
  for (const [snippet, expected] of rows) {
    test(snippet, () => assert.equal(editorSnippet(snippet), expected));
  }
});

describe('findings are marked in the text', () => {
  const text = '{\n  "a": "b c",\n  "d": 12,\n  "e": {}\n}\n';
  const finding = (line?: number, column?: number): FindingView => ({
    ...{ rule: 'unknown-member', severity: 'error', pointer: '', message: 'm', cure: 'c' },
    ...{ line, column },
  });
  const rows: readonly (readonly [line: number | undefined, column: number | undefined, marked: string])[] = [
    [2, 3, '"a"'],
    [2, 8, '"b c"'],
    [3, 8, '12'],
    [4, 8, '{'],
    [undefined, undefined, '{'],
    [99, 1, ''],
    [6, 99, ''],
  ];
  for (const [line, column, marked] of rows) {
    test(`at ${line}:${column}`, () => {
      const [mark] = findingMarks([finding(line, column)], text);
      assert.equal(text.slice(mark?.from, mark?.to), marked);
      assert.equal(mark?.message, 'm: c');
    });
  }

  test('in the order of the text', () => {
    const marks = findingMarks([finding(4, 8), finding(2, 3)], text);
    assert.deepEqual(
      marks.map(({ from }) => from),
      marks.map(({ from }) => from).toSorted((one, other) => one - other),
    );
  });
});
