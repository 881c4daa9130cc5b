import assert from 'node:assert/strict';
import { join } from 'node:path';
import { test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { compilerMessages, generatedFolder, surroundings } from './generated-folder.ts';

// Texts that end a comment, a string, a template, a regular expression or a type, and then run.
// Source: CVE-2016-5641, GHSA-h526-wf6g-67jv, GHSA-38c3-wv3c-v3xj; the vectors of other generators.
const run = 'globalThis.__broken = 1';
const texts = [
  `*/ ${run}; /*`,
  `**/ ${run} /**`,
  `'; ${run}; '`,
  `"; ${run}; "`,
  `\`; ${run}; \``,
  `\${${run}}`,
  `\\"; ${run}; //`,
  `\n${run}\n`,
  `\r${run}\u2028${run}\u2029`,
  `} ${run}; {`,
  `]: (${run})`,
  `</script>`,
  `// ${run}`,
  `//# sourceMappingURL=data:,`,
  `@ts-nocheck`,
  `\u202e${run}`,
  `__proto__`,
  `constructor`,
  `hasOwnProperty`,
  `then`,
  `a\0b`,
  `import("node:fs")`,
  `$ref`,
  `tsType`,
  `用户`,
  ' ',
];

const token = (text: string): string => text.replaceAll('~', '~0').replaceAll('/', '~1');

/** No event can have a line's end in its name. */
/** What no URL can hold is refused of a query parameter's name. */
const queryName = (text: string): string => text.replace(/\0|\p{Cs}/gu, '-');

const eventName = (text: string): string => text.replace(/[\r\n\0]/g, ' ') || 'event';

/** A contract that has the text wherever a text may stand. */
function hostileContract(text: string, index: number): object {
  const node = {
    type: 'string',
    title: text,
    description: text,
    enum: [text, 'other'],
    default: text,
    'x-hint': text,
    tsType: run,
    tsEnumNames: [run, run],
    examples: [text],
  };
  return {
    title: text,
    version: text,
    upstream: { name: 'trial' },
    operations: {
      [text]: {
        summary: text,
        description: text,
        route: `POST /op/${index}`,
        upstream: { route: `POST /op/${index}` },
        deprecated: { since: '2026-01-01', instead: text },
        query: { properties: { plain: node, [queryName(text)]: { type: 'string' } } },
        pagination: { items: `/${token(text)}`, next: `/${token(text)}Next`, parameter: queryName(text) },
        body: {
          content: {
            'application/json': {
              type: 'object',
              description: text,
              required: [text === '__proto__' ? 'plain' : text],
              properties: {
                plain: node,
                [text]: { type: 'string' },
                constant: { const: { [text]: [text] } },
                deep: { $ref: '#/$defs/Deep' },
              },
              patternProperties: { '^[*][/]': { type: 'string' } },
            },
          },
        },
        responses: {
          '200': {
            description: text,
            content: {
              'application/json': { properties: { [text]: { type: 'array' }, [`${text}Next`]: { title: text } } },
            },
          },
          '404': { description: text, content: { 'application/json': { enum: [text, { [text]: text }] } } },
        },
      },
      [`stream ${text}`]: {
        route: `POST /stream/${index}`,
        upstream: { route: `POST /stream/${index}` },
        body: {
          content: {
            'application/x-www-form-urlencoded': {
              type: 'object',
              properties: { [text]: { type: 'array', description: text, items: { type: 'string' } } },
            },
          },
        },
        responses: { '200': { content: { 'text/event-stream': { 'x-events': { [eventName(text)]: node } } } } },
      },
    },
    $defs: { Deep: { ...node, tsType: run } },
  };
}

test('no text of a contract becomes code', async (t) => {
  const accepted = texts.filter((text) => text !== '__proto__');
  const folder = await generatedFolder({ validate: true }, ...accepted.map(hostileContract));
  t.after(() => folder.remove());

  await t.test('every file still compiles', async () => {
    assert.equal(await compilerMessages(folder, surroundings.node), '');
  });
  await t.test('and runs nothing when it is imported', async () => {
    for (const { name } of folder.files) {
      await import(pathToFileURL(join(folder.path, name)).href);
    }
    assert.equal('__broken' in globalThis, false);
  });
  await t.test('and stays inside the folder', () => {
    const runtime = folder.files.filter(({ name }) => name.startsWith('paramap-'));
    assert.equal(folder.files.length, accepted.length + runtime.length);
    for (const { name } of folder.files) assert.match(name, /^[\p{L}\p{N}][\p{L}\p{N}._-]*\.ts$/u);
  });
});
