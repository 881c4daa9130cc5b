import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { parseJson } from '../../../src/codec/json-text/parse.ts';
import { scanJson } from '../../../src/codec/json-text/scan.ts';
import { parseStrictly } from '../../../src/codec/json-text/strict-parser.ts';
import { stringifyJson } from '../../../src/codec/json-text/stringify.ts';
import type { JsonValue } from '../../../src/codec/json-value.ts';

const maxDepth = 1000;

/** JSON values without what is refused beyond RFC 8259, minus zero aside, which JSON.stringify does not keep. */
const plainValue = fc
  .jsonValue({ maxDepth: 6 })
  .map((value) => JSON.parse(JSON.stringify(value)))
  .filter((value) => !JSON.stringify(value).includes('"__proto__"'));

/** Texts that are nearly JSON: one place of a JSON text replaced, taken out or doubled. */
const nearlyJson = fc
  .tuple(
    fc.json(),
    fc.nat(),
    fc.constantFrom('', '"', ',', ':', '}', ']', '{', '[', '\\', '0', '1', '-', 'e', '.', ' ', '\n', 'null'),
  )
  .map(([text, place, insert]) => {
    const at = place % (text.length + 1);
    return text.slice(0, at) + insert + text.slice(at + (place % 2));
  });

function plainly(text: string): { value: unknown } | undefined {
  try {
    return { value: JSON.parse(text) };
  } catch {
    return undefined;
  }
}

describe('the strict parser', () => {
  it('makes of every JSON text what JSON.parse makes', () => {
    fc.assert(
      fc.property(plainValue, fc.constantFrom(undefined, 1, '\t'), (value, indent) => {
        const text = JSON.stringify(value, null, indent);
        assert.deepEqual(parseStrictly(text, maxDepth), { ok: true, value });
        assert.partialDeepStrictEqual(parseJson(text, { maxDepth }), { ok: true, value });
        assert.partialDeepStrictEqual(parseJson(Buffer.from(text), { maxDepth }), { ok: true, value });
      }),
      { numRuns: 300 },
    );
  });

  it('refuses as syntax exactly what JSON.parse refuses', () => {
    fc.assert(
      fc.property(fc.oneof(nearlyJson, fc.string({ unit: fc.constantFrom(...'{}[]",:\\u0041e.-+ntf ') })), (text) => {
        const expected = plainly(text);
        const strict = parseStrictly(text, maxDepth);
        const isSyntax = !strict.ok && strict.fault.code === 'syntax';
        assert.equal(isSyntax && expected !== undefined, false, 'JSON.parse accepts it');
        assert.equal(expected === undefined && strict.ok, false, 'JSON.parse refuses it');
        // As text, for JSON.parse rounds the numbers that the strict parser keeps.
        if (strict.ok) assert.equal(rounded(strict.value), JSON.stringify(expected?.value));
      }),
      { numRuns: 3000 },
    );
  });
});

describe('parseJson', () => {
  it('agrees with the strict parser on every text', () => {
    fc.assert(
      fc.property(nearlyJson, (text) => {
        const fast = parseJson(text, { maxDepth });
        const strict = parseStrictly(text, maxDepth);
        assert.equal(fast.ok, strict.ok);
        if (fast.ok && strict.ok) assert.deepEqual(fast.value, strict.value);
      }),
      { numRuns: 2000 },
    );
  });

  it('refuses every duplicated member, wherever it stands', () => {
    fc.assert(
      fc.property(plainValue, fc.string(), plainValue, (before, name, after) => {
        const key = JSON.stringify(name);
        const text = `[${JSON.stringify(before)},{${key}:1,"other${name.length}":[],${key}:${JSON.stringify(after)}}]`;
        const result = parseJson(text, { maxDepth });
        assert.ok(!result.ok);
        assert.ok(['duplicate-key', 'prototype-key'].includes(result.fault.code));
      }),
    );
  });

  it('takes any bytes without throwing', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 40 }), (bytes) => {
        const result = parseJson(bytes, { maxDepth });
        assert.ok(result.ok || (result.fault.line >= 1 && result.fault.column >= 1));
      }),
      { numRuns: 2000 },
    );
  });
});

describe('scanJson', () => {
  it('counts the members and the depth of every JSON text', () => {
    fc.assert(
      fc.property(plainValue, (value) => {
        const scan = scanJson(JSON.stringify(value));
        assert.equal(scan.colons, members(value));
        assert.equal(scan.depth, depth(value));
        assert.equal(scan.loneSurrogate, false);
      }),
    );
  });

  const rows: { name: string; text: string; member: 'exact' | 'loneSurrogate' | 'prototypeKey'; expected: boolean }[] =
    [
      { name: 'fifteen digits', text: '[123456789012345]', member: 'exact', expected: false },
      { name: 'sixteen digits', text: '[1234567890123456]', member: 'exact', expected: true },
      { name: 'sixteen digits around a point', text: '[12345678.12345678]', member: 'exact', expected: true },
      { name: 'digits in text', text: '["1234567890123456e5"]', member: 'exact', expected: false },
      { name: 'an exponent', text: '[1e5]', member: 'exact', expected: true },
      { name: 'a capital exponent', text: '[1E5]', member: 'exact', expected: true },
      { name: 'the letter e in a word', text: '[1,true,false]', member: 'exact', expected: false },
      { name: 'a pair', text: '["\\ud83d\\uDE00"]', member: 'loneSurrogate', expected: false },
      { name: 'a first half', text: '["\\ud83dx"]', member: 'loneSurrogate', expected: true },
      { name: 'two first halves', text: '["\\ud83d\\ud83d"]', member: 'loneSurrogate', expected: true },
      { name: 'a second half', text: '["\\ude00"]', member: 'loneSurrogate', expected: true },
      { name: 'an escaped backslash before u', text: '["\\\\ud83d"]', member: 'loneSurrogate', expected: false },
      { name: '__proto__', text: '{"__proto__":1}', member: 'prototypeKey', expected: true },
      { name: '__proto__ with an escape', text: '{"__pr\\u006Fto__":1}', member: 'prototypeKey', expected: true },
      { name: 'other escapes', text: '{"\\u00e9\\n\\u0041":1}', member: 'prototypeKey', expected: false },
      { name: 'proto', text: '{"proto":1,"_":2}', member: 'prototypeKey', expected: false },
    ];
  for (const { name, text, member, expected } of rows) {
    it(`${expected ? 'marks' : 'passes'} ${name} (${member})`, () => assert.equal(scanJson(text)[member], expected));
  }
});

function rounded(value: JsonValue): string {
  return JSON.stringify(JSON.parse(stringifyJson(value)));
}

function members(value: unknown): number {
  if (typeof value !== 'object' || value === null) return 0;
  const own = Array.isArray(value) ? 0 : Object.keys(value).length;
  return Object.values(value).reduce((sum: number, member) => sum + members(member), own);
}

function depth(value: unknown): number {
  if (typeof value !== 'object' || value === null) return 0;
  return 1 + Math.max(0, ...Object.values(value).map(depth));
}
