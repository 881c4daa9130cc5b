import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { generatePython } from '../../../src/generate/python/generate-python.ts';
import { normalized } from '../schema/normalized.ts';
import { command } from './generated-client.ts';
import { skipWithoutPython } from './python-programs.ts';

// Texts that end a docstring, a comment, a string or an annotation, and then run; and names that mean something.
// Source: CVE-2016-5641, CVE-2021-42574, GHSA-h526-wf6g-67jv, GHSA-38c3-wv3c-v3xj; the vectors of other generators.
const run = '__import__("builtins").broken = 1';
const texts = [
  `"""\n${run}\n"""`,
  `'''\n${run}\n'''`,
  `"; ${run}; "`,
  `'; ${run}; '`,
  `\\"; ${run} #`,
  `\\`,
  `\\"""\n${run}`,
  `"`,
  `""`,
  `ends with "`,
  `{${run}}`,
  `{__import__('os')}%s%(x)s$x`,
  `\n${run}\n`,
  `\r${run}\r`,
  `\u2028${run}\u2029`,
  `\f${run}\u000b${run}\u0085${run}`,
  `]; ${run} #`,
  `) -> None:\n    ${run}`,
  `*/ ${run}; /*`,
  `# type: ignore`,
  `# -*- coding: utf-7 -*-`,
  `# fmt: off`,
  `\u202e${run}\u2066`,
  `a\0b`,
  `\u{1f600} \u{10ffff}`,
  `__class__`,
  `__init__`,
  `__import__`,
  `self`,
  `class`,
  `None`,
  `list`,
  `str`,
  `Any`,
  `TypedDict`,
  `json`,
  `body`,
  `accept`,
  `close`,
  `_caller`,
  `用户`,
  `1st`,
  ' ',
];

/** What no URL can hold is refused of a query parameter's name. */
const queryName = (text: string): string => text.replace(/\0|\p{Cs}/gu, '-');

/** A contract that has the text wherever a text may stand. */
function hostileContract(text: string): object {
  const node = {
    type: 'string',
    title: text,
    description: text,
    enum: [text, 'other'],
    default: text,
    'x-hint': text,
    examples: [text],
    'x-deprecated': { instead: text },
  };
  const closed = { type: 'object', properties: { [text]: node, plain: node }, additionalProperties: false };
  const content = { type: 'object', description: text, required: [text], properties: { [text]: node, deep: closed } };
  return {
    title: text,
    version: text,
    upstream: { name: 'trial' },
    operations: {
      [text]: {
        summary: text,
        description: text,
        deprecated: { instead: text },
        route: 'POST /op',
        query: {
          properties: { plain: node, [queryName(text)]: node, filter: { ...closed, 'x-style': 'deepObject' } },
        },
        body: {
          content: {
            'application/json': {
              ...content,
              properties: {
                ...content.properties,
                both: { oneOf: [closed, { $ref: '#/$defs/Deep' }, { const: text }] },
              },
              patternProperties: { '^["#]': { type: 'string' } },
            },
          },
        },
        responses: {
          '200': {
            description: text,
            content: {
              'application/json': { enum: [text, { [text]: text }] },
              'text/event-stream': { 'x-events': { [/[\r\n\0]|^$/.test(text) ? 'event' : text]: content } },
            },
          },
        },
      },
      form: {
        route: 'PUT /form',
        body: {
          content: {
            'application/x-www-form-urlencoded': { type: 'object', properties: { [text]: { type: 'string' } } },
          },
        },
      },
      upload: {
        route: 'POST /upload',
        body: {
          content: {
            'multipart/form-data': {
              type: 'object',
              properties: { [text]: { type: 'string', format: 'binary', description: text } },
            },
          },
        },
      },
    },
    $defs: { Deep: { ...node, $comment: text } },
  };
}

// Prints how often each kind of syntax stands in each file, and whether anything ran when it was imported.
const count = `
import ast, builtins, collections, importlib, json, sys
told = {}
for name in sys.argv[1:]:
    with open(name + ".py", encoding="utf-8", newline="") as file:
        tree = ast.parse(file.read(), feature_version=(3, 9))
    nodes = collections.Counter(type(node).__name__ for node in ast.walk(tree))
    importlib.import_module(name)
    told[name] = [dict(sorted(nodes.items())), hasattr(builtins, "broken")]
print(json.dumps(told))
`;

test('no text of a contract becomes code', { skip: skipWithoutPython() }, async (t) => {
  const folder = await mkdtemp(join(tmpdir(), 'paramap-hostile-'));
  t.after(() => rm(folder, { recursive: true }));
  const names = [];
  // A text that is a name of Python's, and one that is none, for both kinds are written in their own way.
  for (const [index, text] of ['harmless', 'no-name', ...texts].entries()) {
    const [contract] = normalized(hostileContract(text));
    assert.ok(contract, text);
    const source = await generatePython(contract);
    assert.doesNotMatch(
      source,
      /[\0\u202e\u2066\u2028\u2029\u0085\f\v\r]/,
      `invisible characters in ${JSON.stringify(text)}`,
    );
    names.push(`client_${index}`);
    await writeFile(join(folder, `client_${index}.py`), source);
  }
  await writeFile(join(folder, 'count.py'), count);
  const { status, output, errors } = await command(folder, ['python3', 'count.py', ...names]);
  assert.equal(status, 0, errors);
  const told = JSON.parse(output);
  const shapes = [told['client_0'][0], told['client_1'][0]].map((nodes) => syntax(nodes));
  for (const [index, text] of texts.entries()) {
    const [nodes, broken] = told[`client_${index + 2}`];
    assert.equal(broken, false, `${JSON.stringify(text)} ran`);
    const shape = syntax(nodes);
    assert.ok(
      shapes.includes(shape),
      `${JSON.stringify(text)} is written as other syntax:\n${shape}\n${shapes.join('\n')}`,
    );
  }
});

/** What runs: calls, imports, statements and functions. How types are written depends on what is a name. */
function syntax(nodes: Readonly<Record<string, number>>): string {
  const running = [
    'Call',
    'Import',
    'ImportFrom',
    'Expr',
    'FunctionDef',
    'Lambda',
    'Attribute',
    'Return',
    'Delete',
    'JoinedStr',
    'Raise',
  ];
  return running.map((kind) => `${kind} ${nodes[kind] ?? 0}`).join(', ');
}
