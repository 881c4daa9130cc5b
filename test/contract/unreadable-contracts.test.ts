import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdirSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { loadContracts } from '../../src/contract/load-contracts.ts';
import { folder } from './folder.ts';

describe('a file that is no contract', () => {
  type Row = readonly [
    name: string,
    content: string | Uint8Array,
    expected: { rule: string; line?: number; column?: number; pointer?: string; message: RegExp; cure?: RegExp },
  ];
  const deep = (levels: number): string => `${'{"a":'.repeat(levels)}1${'}'.repeat(levels)}`;
  const rows: readonly Row[] = [
    ['empty', '', { rule: 'json-syntax', message: /empty/, cure: /operations/ }],
    ['white space', ' \n\t\n', { rule: 'json-syntax', message: /empty/ }],
    ['a comma too many', '{\n  "a": 1,\n}', { rule: 'json-syntax', line: 2, column: 9, message: /comma/ }],
    ['single quotes', "{\n  'a': 1\n}", { rule: 'json-syntax', line: 2, column: 3, message: /double quotes/ }],
    [
      'a comment',
      '{\n  // why\n  "a": 1\n}',
      { rule: 'json-syntax', line: 2, column: 3, message: /name in double quotes/, cure: /no comments/ },
    ],
    ['a missing comma', '{\n  "a": 1\n  "b": 2\n}', { rule: 'json-syntax', line: 3, column: 3, message: /","/ }],
    ['a cut file', '{\n  "a": [1, 2', { rule: 'json-syntax', line: 2, column: 13, message: /the text ends/ }],
    ['NaN', '{"a": NaN}', { rule: 'json-syntax', line: 1, column: 7, message: /NaN/ }],
    ['text behind', '{}\n{}', { rule: 'json-syntax', line: 2, column: 1, message: /after the end/ }],
    ['a list', '[1]', { rule: 'root-type', line: 1, column: 1, message: /one JSON object/ }],
    ['a text', '"contract"', { rule: 'root-type', line: 1, column: 1, message: /one JSON object/ }],
    [
      'a byte order mark',
      '\ufeff{}',
      { rule: 'json-encoding', line: 1, column: 1, message: /byte order mark/, cure: /without/ },
    ],
    [
      'UTF-16',
      new Uint8Array([0xff, 0xfe, 0x7b, 0x00]),
      { rule: 'json-encoding', line: 1, column: 1, message: /UTF-16/ },
    ],
    [
      'Latin-1',
      Buffer.from('{\n "a": "caf\u00e9"\n}', 'latin1'),
      { rule: 'json-encoding', line: 2, column: 11, message: /0xE9/ },
    ],
    ['too deep', deep(201), { rule: 'json-too-deep', line: 1, message: /more than 200 levels/, cure: /\$defs/ }],
    ['hostile depth', '['.repeat(100_000), { rule: 'json-too-deep', line: 1, message: /more than 200 levels/ }],
    ['a prototype', '{"a": {"__proto__": {}}}', { rule: 'json-name', line: 1, column: 8, message: /__proto__/ }],
  ];
  for (const [name, content, { message, cure, ...place }] of rows) {
    it(`is told apart: ${name}`, (context) => {
      const root = folder(context, { 'a.json': content });
      const { documents, findings } = loadContracts(['a.json'], { root });
      assert.equal(documents.length, 0);
      assert.equal(findings.length, 1);
      const [finding] = findings;
      for (const [member, value] of Object.entries(place)) assert.equal(finding?.[member as 'rule'], value, member);
      assert.match(finding?.message ?? '', message);
      assert.match(finding?.cure ?? '', cure ?? /./);
      assert.equal(finding?.severity, 'error');
    });
  }

  it('lists every duplicate member with the line of the first', (context) => {
    const root = folder(context, { 'a.json': '{\n "a": 1,\n "b": {"c": 1, "c": 2},\n "a": 2\n}' });
    const { findings } = loadContracts(['a.json'], { root });
    assert.deepEqual(
      findings.map(({ rule, pointer, line, column, message }) => ({ rule, pointer, line, column, message })),
      [
        {
          rule: 'json-duplicate',
          pointer: '/b/c',
          line: 3,
          column: 16,
          message: '`c` stands here twice; the first is in line 3',
        },
        {
          rule: 'json-duplicate',
          pointer: '/a',
          line: 4,
          column: 2,
          message: '`a` stands here twice; the first is in line 2',
        },
      ],
    );
  });

  it('accepts 200 levels', (context) => {
    const root = folder(context, { 'a.json': deep(200) });
    assert.deepEqual(loadContracts(['a.json'], { root }).findings, []);
  });

  const special: readonly [name: string, rule: string, make: (path: string) => void][] = [
    ['a directory', 'file-is-directory', (path) => mkdirSync(path)],
    ['a pipe', 'file-unreadable', (path) => execFileSync('mkfifo', [path])],
    ['a link to an endless device', 'file-unreadable', (path) => symlinkSync('/dev/zero', path)],
    ['a link that leads nowhere', 'file-missing', (path) => symlinkSync('nowhere.json', path)],
    ['a link to itself', 'file-unreadable', (path) => symlinkSync(path, path)],
  ];
  for (const [name, rule, make] of special) {
    it(`is refused without reading: ${name}`, (context) => {
      const root = folder(context, {});
      make(join(root, 'a.json'));
      assert.deepEqual(
        loadContracts(['a.json'], { root }).findings.map((finding) => finding.rule),
        [rule],
      );
    });
  }

  it('is refused above ten megabytes', (context) => {
    const root = folder(context, { 'a.json': new Uint8Array(10 * 1024 * 1024 + 1).fill(0x20) });
    assert.deepEqual(
      loadContracts(['a.json'], { root }).findings.map(({ rule }) => rule),
      ['file-too-large'],
    );
  });
});

describe('an object that is no contract', () => {
  const circle: { again?: unknown } = {};
  circle.again = { inner: circle };
  const shared = { type: 'string' };
  const rows: readonly [name: string, value: object, rules: readonly [pointer: string, rule: string][]][] = [
    ['a list', [], [['', 'root-type']]],
    ['a class', new URL('http://a/'), [['', 'value-no-json']]],
    [
      'a function and a date',
      { a: () => 1, b: [new Date(0)] },
      [
        ['/a', 'value-no-json'],
        ['/b/0', 'value-no-json'],
      ],
    ],
    [
      'numbers that JSON lacks',
      { a: Number.NaN, b: 1n },
      [
        ['/a', 'value-no-json'],
        ['/b', 'value-no-json'],
      ],
    ],
    ['a circle', circle, [['/again/inner', 'value-circular']]],
    ['a prototype', JSON.parse('{"a": {"__proto__": 1}}'), [['/a/__proto__', 'json-name']]],
    ['one schema in two places', { a: shared, b: shared }, []],
    ['an object without prototype', Object.assign(Object.create(null), { a: 1 }), []],
  ];
  for (const [name, value, expected] of rows) {
    it(`is judged member by member: ${name}`, () => {
      const { findings } = loadContracts([value], { root: '/' });
      assert.deepEqual(
        findings.map(({ pointer, rule }) => [pointer, rule]),
        expected,
      );
    });
  }
});
