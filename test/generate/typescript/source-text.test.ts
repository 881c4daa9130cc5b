import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { runtimeTypes } from '../../../src/generate/typescript/generate-typescript.ts';
import { literalMember, memberName, quoted } from '../../../src/generate/typescript/source-text.ts';

const anyText = fc.string({ unit: fc.nat(0x10ffff).map((code) => String.fromCodePoint(code)) });

describe('text of a contract in code', () => {
  test('a member is plain only where it is an identifier', () => {
    assert.equal(memberName('userName'), 'userName');
    assert.equal(memberName('X-Tenant'), '"X-Tenant"');
    assert.equal(memberName('a"b'), '"a\\"b"');
    assert.equal(memberName('ключ'), '"ключ"');
  });

  test('an object literal never sets a prototype', () => {
    assert.equal(literalMember('__proto__'), '["__proto__"]');
  });

  test('a literal evaluates to the text that it was made of', () => {
    fc.assert(fc.property(anyText, (text) => assert.equal(JSON.parse(quoted(text)), text)));
  });
});

test('no generated type can hide a type that the runtime exports', async () => {
  const source = await readFile('src/generate/typescript/runtime/paramap-client.ts', 'utf8');
  const exported = [...source.matchAll(/^export (?:type|interface) (\w+)/gm)].map(([, name = '']) => name);
  assert.ok(exported.length > 3);
  assert.deepEqual(
    exported.filter((name) => !runtimeTypes.includes(name)),
    [],
  );
});
