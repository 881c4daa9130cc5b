import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { decodePercent, decodeQueryText, encodePercent, percentFault } from '../../src/http/percent.ts';

const anyText = fc
  .string({ unit: 'binary', maxLength: 20 })
  .filter((text) => text.isWellFormed() && !text.includes('\0'));

describe('decodePercent', () => {
  const broken: readonly [raw: string, fault: string][] = [
    ['%', 'escape'],
    ['%z1', 'escape'],
    ['%4', 'escape'],
    ['a%ff', 'utf-8'],
    ['%c0%af', 'utf-8'],
    ['%ed%a0%80', 'utf-8'],
    ['%f5%80%80%80', 'utf-8'],
    ['%e2%82', 'utf-8'],
    ['%00', 'nul'],
    ['a\0b', 'raw'],
    ['a b', 'raw'],
    ['a#b', 'raw'],
    ['é', 'raw'],
    ['a\u007fb', 'raw'],
  ];
  for (const [raw, fault] of broken) {
    it(`refuses ${JSON.stringify(raw)} as ${fault}`, () => {
      assert.equal(decodePercent(raw), undefined);
      assert.equal(percentFault(raw), fault);
    });
  }

  it('takes a plus sign for itself in a path, and for a blank in a query', () => {
    assert.equal(decodePercent('a+b%2Bc'), 'a+b+c');
    assert.equal(decodeQueryText('a+b%2Bc'), 'a b+c');
  });

  it('decodes once', () => assert.equal(decodePercent('%252e'), '%2e'));

  it('reads what encodePercent wrote, in a path and in a query', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const encoded = encodePercent(text) ?? assert.fail('not encoded');
        assert.match(encoded, /^[A-Za-z0-9\-._~!*'()%]*$/);
        assert.equal(decodePercent(encoded), text);
        assert.equal(decodeQueryText(encoded), text);
      }),
    );
  });

  it('agrees with URLSearchParams on every query text that it accepts', () => {
    const raw = fc.string({ unit: fc.constantFrom('a', '%', '4', '1', 'c', '3', 'A', '9', '+', '.'), maxLength: 8 });
    fc.assert(
      fc.property(raw, (text) => {
        const decoded = decodeQueryText(text);
        if (decoded !== undefined) assert.equal(new URLSearchParams(`x=${text}`).get('x'), decoded);
      }),
      { numRuns: 2000 },
    );
  });
});

describe('encodePercent', () => {
  it('refuses half of a surrogate pair and NUL', () => {
    for (const text of ['a\ud800', '\udc00b', 'a\0b']) assert.equal(encodePercent(text), undefined);
  });
});
