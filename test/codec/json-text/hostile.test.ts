import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { parseJson } from '../../../src/codec/json-text/parse.ts';
import { cpuMs } from '../../support/cpu-time.ts';

const megabyte = 1_000_000;

// Quiet, each takes 1 to 60 ms; a bound of a second still tells a quadratic reader, which takes minutes.
const boundMs = 1000;

function filled(piece: string): string {
  return piece.repeat(Math.ceil(megabyte / piece.length));
}

function distinctMembers(): string {
  return Array.from({ length: 80_000 }, (_, index) => `"m${index}":1`).join(',');
}

describe('a megabyte of hostile JSON takes linear time', () => {
  const rows: { name: string; text: string; code: string | undefined }[] = [
    { name: 'one member over and over', text: `{${filled('"a":1,')}"a":1}`, code: 'duplicate-key' },
    { name: 'a duplicate at the very end', text: `{${distinctMembers()},"m0":1}`, code: 'duplicate-key' },
    { name: 'exponents', text: `[${filled('1e5,')}1]`, code: undefined },
    { name: 'numbers that no double holds', text: `[${filled('12345678901234567891,')}1]`, code: undefined },
    { name: 'open brackets', text: filled('['), code: 'depth' },
    { name: 'open objects', text: filled('{"a":'), code: 'depth' },
    { name: 'a run of digits', text: filled('7'), code: undefined },
    { name: 'a run of zeros before a digit', text: `0.${filled('0')}1`, code: undefined },
    { name: 'an exponent of a megabyte', text: `1e${filled('9')}`, code: undefined },
    { name: 'escapes', text: `["${filled('\\u0041')}",1e5]`, code: undefined },
    { name: 'a half surrogate after many pairs', text: `"${filled('\\ud83d\\ude00')}\\ud83d"`, code: 'surrogate' },
    { name: 'line breaks before a fault', text: `${filled('\n')}x`, code: 'syntax' },
    { name: 'empty containers', text: `[${filled('[],{},')}1e5]`, code: undefined },
    { name: 'a long word', text: filled('x'), code: 'syntax' },
    { name: 'a string that is not closed', text: `"${filled('x')}`, code: 'syntax' },
  ];
  for (const { name, text, code } of rows) {
    it(name, (context) => {
      const bytes = Buffer.from(text);
      const took = cpuMs(() => {
        const result = parseJson(bytes, { maxDepth: 64 });
        assert.equal(result.ok ? undefined : result.fault.code, code);
      });
      context.diagnostic(`${took.toFixed(1)} ms`);
      assert.ok(took < boundMs, `took ${took} ms`);
    });
  }

  it('a megabyte that is broken at its end', () => {
    const bytes = Buffer.concat([Buffer.from(filled('"é" ')), Buffer.from([0xff])]);
    const took = cpuMs(() => {
      const result = parseJson(bytes, { maxDepth: 64 });
      assert.ok(!result.ok && result.fault.code === 'encoding');
    });
    assert.ok(took < boundMs, `took ${took} ms`);
  });
});
