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
  `\ud800`,
  `import("node:fs")`,
  `$ref`,
  `tsType`,
  `用户`,
  ' ',
];

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
        query: { properties: { plain: node, [text]: { type: 'string' } } },
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
          '200': { description: text, content: { 'application/json': { enum: [text, { [text]: text }] } } },
        },
      },
    },
    $defs: { Deep: { ...node, tsType: run } },
  };
}

test('no text of a contract becomes code', async (t) => {
  const accepted = texts.filter((text) => text !== '__proto__');
  const folder = await generatedFolder(...accepted.map(hostileContract));
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
    assert.equal(folder.files.length, accepted.length + 6);
    for (const { name } of folder.files) assert.match(name, /^[\p{L}\p{N}][\p{L}\p{N}._-]*\.ts$/u);
  });
});
