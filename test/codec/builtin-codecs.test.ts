import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { builtinCodecs } from '../../src/codec/builtin-codecs.ts';
import { compileCodec } from '../../src/codec/compile-codec.ts';
import { codecFor, outcome } from './conversions.ts';

describe('the built-in codecs', () => {
  it('have names of their own', () => {
    const names = builtinCodecs.map(({ name }) => name);
    assert.equal(new Set(names).size, names.length);
  });

  for (const { name, summary, argument, example } of builtinCodecs) {
    describe(name, () => {
      it('does what its example says', () => {
        const codec = codecFor(example.specification, example.input);
        assert.deepEqual(outcome(codec.encode(example.caller)), example.upstream);
        if (codec.lossy === undefined) assert.deepEqual(outcome(codec.decode(example.upstream)), example.caller);
      });

      it('is shown by its own name, with an argument where it needs one', () => {
        const { specification } = example;
        const shown = argument === undefined ? specification : Object.keys(Object(specification))[0];
        assert.equal(shown, name);
        assert.match(summary, /^[^\n]{10,}[^.]$/);
      });

      it('passes null, and refuses what it does not take without repeating it', () => {
        const codec = codecFor(example.specification, example.input);
        assert.equal(codec.encode(null), null);
        assert.equal(codec.decode(null), null);
        for (const value of [true, 12.5, 'S3cr3t-value', ['S3cr3t-value'], { a: 'S3cr3t-value' }]) {
          for (const result of [codec.encode(value), codec.decode(value)]) {
            assert.doesNotMatch(JSON.stringify(outcome(result)), /refused.*S3cr3t|NaN|undefined|\[object|Invalid/);
          }
        }
      });

      it('is compiled without a fault but its loss', () => {
        const { faults } = compileCodec(example.specification, { ...example.input, custom: new Map() });
        assert.deepEqual(
          faults.filter(({ rule }) => rule !== 'codec-lossy'),
          [],
        );
      });
    });
  }
});
