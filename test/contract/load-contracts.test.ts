import assert from 'node:assert/strict';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { ExactNumber } from '../../src/codec/exact-number.ts';
import { loadContracts } from '../../src/contract/load-contracts.ts';
import { folder } from './folder.ts';

const small = { title: 'Users', operations: {} };

describe('loadContracts', () => {
  it('reads a path, and names the file relative to the root', (context) => {
    const root = folder(context, { 'schemas/users.contract.json': small });
    for (const source of [
      'schemas/users.contract.json',
      './schemas/users.contract.json',
      join(root, 'schemas/users.contract.json'),
    ]) {
      const { documents, findings } = loadContracts([source], { root });
      assert.deepEqual(findings, []);
      assert.deepEqual(
        documents.map(({ file, value }) => ({ file, value })),
        [{ file: 'schemas/users.contract.json', value: small }],
      );
    }
  });

  it('reads the files of a glob by name, each file once, and none of installed packages', (context) => {
    const root = folder(context, {
      'schemas/b.contract.json': small,
      'schemas/a.contract.json': small,
      'schemas/sub/c.contract.json': small,
      'schemas/other.json': small,
      'node_modules/x/schemas/d.contract.json': small,
    });
    const { documents } = loadContracts(['schemas/b.contract.json', '**/*.contract.json'], { root });
    assert.deepEqual(
      documents.map(({ file }) => file),
      ['schemas/b.contract.json', 'schemas/a.contract.json', 'schemas/sub/c.contract.json'],
    );
  });

  it('takes a name that exists as a path, whatever signs it holds', (context) => {
    const root = folder(context, { 'users (old).contract.json': small });
    assert.equal(loadContracts(['users (old).contract.json'], { root }).documents.length, 1);
  });

  it('has a finding for a glob that matches nothing', (context) => {
    const root = folder(context, {});
    const { documents, findings } = loadContracts(['schemas/*.json'], { root });
    assert.equal(documents.length, 0);
    assert.deepEqual(
      findings.map(({ file, rule }) => [file, rule]),
      [['schemas/*.json', 'glob-empty']],
    );
  });

  it('copies and freezes an object, and calls it by its place in the sources', () => {
    const given = { title: 'Users', operations: { a: { route: 'GET /a', summary: undefined } } };
    const { documents, findings } = loadContracts([given], { root: '/' });
    given.title = 'changed later';
    const [document] = documents;
    assert.ok(document);
    assert.deepEqual(findings, []);
    assert.equal(document.file, 'contracts[0]');
    assert.equal(document.path, undefined);
    assert.deepEqual(document.value, { title: 'Users', operations: { a: { route: 'GET /a' } } });
    assert.equal(Object.isFrozen(given), false);
    assert.equal(document.locate('/title'), undefined);
  });

  it('freezes what it reads, to the last level', (context) => {
    const root = folder(context, { 'a.json': { a: [{ b: { c: [1] } }] } });
    const frozen = (value: unknown): boolean =>
      typeof value !== 'object' || value === null || (Object.isFrozen(value) && Object.values(value).every(frozen));
    assert.equal(frozen(loadContracts(['a.json'], { root }).documents[0]?.value), true);
  });

  it('keeps numbers that a double cannot hold', (context) => {
    const root = folder(context, { 'a.json': '{ "maximum": 9223372036854775807, "minimum": 1.50 }' });
    const value = loadContracts(['a.json'], { root }).documents[0]?.value;
    assert.deepEqual(value, { maximum: new ExactNumber('9223372036854775807'), minimum: 1.5 });
  });

  it('knows line and column of every member and item', (context) => {
    const text = '{\n  "title": "Users",\n  "a/b": { "list": [1,\n    { "x": 2 }] }\n}\n';
    const root = folder(context, { 'a.json': text });
    const document = loadContracts(['a.json'], { root }).documents[0];
    assert.deepEqual(document?.locate(''), { line: 1, column: 1 });
    assert.deepEqual(document?.locate('/title'), { line: 2, column: 3 });
    assert.deepEqual(document?.locate('/a~1b/list'), { line: 3, column: 12 });
    assert.deepEqual(document?.locate('/a~1b/list/1'), { line: 4, column: 5 });
    assert.deepEqual(document?.locate('/a~1b/list/1/x'), { line: 4, column: 7 });
    assert.equal(document?.locate('/nothing/here'), undefined);
    assert.equal(document?.locate('/title/length'), undefined);
  });

  it('reads all others where one cannot be read', (context) => {
    const root = folder(context, { 'good.json': small, 'bad.json': '{' });
    const { documents, findings } = loadContracts(['bad.json', 'missing.json', 'good.json'], { root });
    assert.deepEqual(
      documents.map(({ file }) => file),
      ['good.json'],
    );
    assert.deepEqual(
      findings.map(({ file, rule }) => [file, rule]),
      [
        ['bad.json', 'json-syntax'],
        ['missing.json', 'file-missing'],
      ],
    );
  });

  it('tells a fault once where two sources name the same file', (context) => {
    const root = folder(context, { 'bad.json': '{' });
    assert.equal(loadContracts(['bad.json', './bad.json', '*.json'], { root }).findings.length, 1);
  });
});
