import assert from 'node:assert/strict';
import { symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { loadContracts } from '../../src/contract/load-contracts.ts';
import type { DocumentLibrary, Resolution } from '../../src/contract/document-library.ts';
import { folder } from './folder.ts';

const user = { type: 'object', properties: { name: { type: 'string' } } };
const contract = { title: 'Users', operations: {}, $defs: { User: user, 'a/b ~c': { type: 'integer' } } };

function open(
  root: string,
  source: string | object,
): { library: DocumentLibrary; resolve(reference: string): Resolution } {
  const { documents, library } = loadContracts([source], { root });
  const [document] = documents;
  assert.ok(document);
  return { library, resolve: (reference) => library.resolve(document, reference) };
}

function faultOf(resolution: Resolution): { rule: string; message: string; cure: string } {
  if (resolution.ok) throw new Error(`resolved to ${resolution.document.file}#${resolution.pointer}`);
  return resolution.fault;
}

function placeOf(resolution: Resolution): string {
  if (!resolution.ok) throw new Error(resolution.fault.message);
  return `${resolution.document.file}#${resolution.pointer}`;
}

describe('DocumentLibrary', () => {
  it('follows references inside a file, also with escapes', () => {
    const { resolve } = open('/', contract);
    const found = resolve('#/$defs/User');
    assert.ok(found.ok);
    assert.deepEqual(found.value, user);
    assert.equal(placeOf(resolve('#/$defs/a~1b%20~0c')), 'contracts[0]#/$defs/a~1b ~0c');
    assert.equal(placeOf(resolve('#')), 'contracts[0]#');
  });

  it('reads other files once, relative to the file of the reference', (context) => {
    const root = folder(context, {
      'schemas/users.contract.json': contract,
      'schemas/common/user.json': user,
      'shared.json': { $defs: { Id: { type: 'integer' } } },
    });
    const { library, resolve } = open(root, 'schemas/users.contract.json');
    const first = resolve('common/user.json');
    const again = resolve('./common/../common/user.json#/properties/name');
    assert.ok(first.ok && again.ok);
    assert.equal(first.document, again.document);
    assert.equal(placeOf(again), 'schemas/common/user.json#/properties/name');
    assert.equal(placeOf(library.resolve(first.document, '../../shared.json#/$defs/Id')), 'shared.json#/$defs/Id');
    assert.deepEqual(library.locate('shared.json', '/$defs/Id'), { line: 3, column: 5 });
    assert.deepEqual(library.findings, []);
  });

  it('takes a contract that is loaded for what it is, not for a second file', (context) => {
    const root = folder(context, { 'a.json': contract, 'b.json': { title: 'B', operations: {} } });
    const { documents, library } = loadContracts(['*.json'], { root });
    const [a, b] = documents;
    assert.ok(a && b);
    const found = library.resolve(b, 'a.json#/$defs/User');
    assert.ok(found.ok);
    assert.equal(found.document, a);
  });

  it('starts at the root for a contract that is given as an object', (context) => {
    const root = folder(context, { 'common/user.json': user });
    assert.equal(placeOf(open(root, contract).resolve('common/user.json')), 'common/user.json#');
  });

  it('lets a contract from elsewhere refer to files below its own folder', (context) => {
    const root = folder(context, {});
    const other = folder(context, { 'a.json': contract, 'sub/user.json': user });
    const { resolve } = open(root, join(other, 'a.json'));
    assert.equal(placeOf(resolve('sub/user.json')), `${join(other, 'sub/user.json')}#`);
    assert.equal(faultOf(resolve('../a.json')).rule, 'reference-outside');
  });

  const refused: readonly [name: string, reference: string, rule: string, message: RegExp, cure: RegExp][] = [
    ['the network', 'https://example.org/user.json#/a', 'reference-network', /network/, /copy/],
    ['a host without scheme', '//example.org/user.json', 'reference-network', /network/, /copy/],
    ['a file URL', 'file:///etc/passwd', 'reference-absolute', /absolute/, /relative/],
    ['an absolute path', '/etc/passwd', 'reference-absolute', /absolute/, /relative/],
    ['a path of Windows', 'C:\\user.json', 'reference-absolute', /absolute/, /relative/],
    ['a urn', 'urn:example:user', 'reference-absolute', /absolute/, /relative/],
    ['backslashes', 'common\\user.json', 'reference-form', /no relative path/, /`\/`/],
    ['a null', 'user%00.json', 'reference-form', /no relative path/, /./],
    ['a broken escape', '#/%zz', 'reference-form', /escape/, /%25/],
    ['an anchor', '#User', 'reference-anchor', /anchor/, /`#\/\$defs\/User`/],
    ['an anchor of another file', 'user.json#User', 'reference-anchor', /anchor/, /`user.json#\/\$defs\/User`/],
    ['a way out', '../user.json', 'reference-outside', /leads out/, /below/],
    ['an encoded way out', '%2e%2e/user.json', 'reference-outside', /leads out/, /below/],
    ['a way out and back', '../../../../etc/passwd', 'reference-outside', /leads out/, /below/],
    ['a misspelt name', '#/$defs/Usr', 'reference-missing', /`\/\$defs` has no `Usr`/, /`#\/\$defs\/User`/],
    ['an inherited name', '#/$defs/constructor', 'reference-missing', /has no `constructor`/, /`User`/],
    ['a place inside a text', '#/title/length', 'reference-missing', /`\/title` has no `length`/, /JSON Pointer/],
    ['a missing file', 'nowhere.json', 'reference-unreadable', /no such file/, /path/],
    ['a folder', 'sub', 'reference-unreadable', /directory/, /./],
  ];
  for (const [name, reference, rule, message, cure] of refused) {
    it(`refuses ${name} with a cure: ${reference}`, (context) => {
      const root = folder(context, { 'a.json': contract, 'sub/x.json': {} });
      const fault = faultOf(open(root, 'a.json').resolve(reference));
      assert.equal(fault.rule, rule);
      assert.match(fault.message, message);
      assert.ok(fault.message.includes(reference));
      assert.match(fault.cure, cure);
    });
  }

  it('does not follow a symbolic link out of the root', (context) => {
    const outside = folder(context, { 'secret.json': user });
    const root = folder(context, { 'a.json': contract, 'inside.json': user });
    symlinkSync(join(outside, 'secret.json'), join(root, 'link.json'));
    symlinkSync(outside, join(root, 'sub'));
    symlinkSync('inside.json', join(root, 'inner.json'));
    const { resolve } = open(root, 'a.json');
    assert.equal(faultOf(resolve('link.json')).rule, 'reference-outside');
    assert.equal(faultOf(resolve('sub/secret.json')).rule, 'reference-outside');
    assert.equal(placeOf(resolve('inner.json')), 'inside.json#');
  });

  it('tells the faults of a referenced file once, at their own lines', (context) => {
    const root = folder(context, { 'a.json': contract, 'broken.json': '{\n  "a": 1,,\n}' });
    const { library, resolve } = open(root, 'a.json');
    assert.equal(faultOf(resolve('broken.json')).rule, 'reference-unreadable');
    assert.equal(faultOf(resolve('broken.json#/a')).rule, 'reference-unreadable');
    assert.deepEqual(
      library.findings.map(({ file, line, column, rule }) => ({ file, line, column, rule })),
      [{ file: 'broken.json', line: 2, column: 10, rule: 'json-syntax' }],
    );
  });
});
