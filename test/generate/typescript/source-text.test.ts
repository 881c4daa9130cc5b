import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { runtimeExports } from '../../../src/generate/typescript/runtime-exports.ts';
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

test('no name of a generated file can hide what it may import of the runtime', async () => {
  for (const [module, exported] of Object.entries(runtimeExports)) {
    if (module === 'paramap-validate') continue;
    const source = await readFile(`src/generate/typescript/runtime/${module}.ts`, 'utf8');
    const own = [...source.matchAll(/^export (?:async )?(type|interface|function|class|const) (\w+)/gm)];
    const passed = [...source.matchAll(/^export (type )?\{([^}]*)\}/gm)].flatMap(([, type, list = '']) =>
      list.split(',').flatMap((name) => (name.trim() === '' ? [] : [[type ? 'type' : 'value', name.trim()] as const])),
    );
    const kinds = own.map(
      ([, kind = '', name = '']) => [/^(type|interface)$/.test(kind) ? 'type' : 'value', name] as const,
    );
    const found = Object.fromEntries([...kinds, ...passed].map(([kind, name]) => [name, kind]));
    assert.deepEqual(found, exported, module);
  }
});
