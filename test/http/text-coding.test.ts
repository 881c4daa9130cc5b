import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { textLocations } from '../../src/http/location.ts';
import { decodingFault, sendingFault, textCodings } from '../../src/http/text-coding.ts';

describe('the coding of each location', () => {
  for (const location of textLocations) {
    const { encode, decode } = textCodings[location];

    it(`reads in ${location} what it wrote there`, () => {
      fc.assert(
        fc.property(fc.oneof(fc.string({ unit: 'binary' }), fc.string({ unit: 'grapheme-ascii' })), (text) => {
          const written = encode(text);
          if (written !== undefined) assert.equal(decode(written), text);
        }),
        { numRuns: 500 },
      );
    });

    it(`says why it cannot write a text in ${location}`, () => {
      for (const text of ['a\0b', '\ud800', 'a\r\nb', '€', ' a', 'a;b']) {
        if (encode(text) === undefined) assert.match(sendingFault(text, location), /^it (holds|begins) /);
      }
    });
  }

  it('says why it cannot read a text of a URL', () => {
    const reasons = ['%', '%ff', '%00', 'é'].map(decodingFault);
    assert.equal(new Set(reasons).size, 4);
    for (const reason of reasons) assert.match(reason, /^has /);
  });
});
