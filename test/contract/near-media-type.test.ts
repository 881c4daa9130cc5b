import assert from 'node:assert/strict';
import { test } from 'node:test';
import { nearMediaType } from '../../src/contract/near-media-type.ts';

for (const [written, near] of [
  ['application/jsn', 'application/json'],
  ['aplication/json', 'application/json'],
  ['text/plan', 'text/plain'],
  ['application/pdf', undefined],
  ['application/zip', undefined],
  ['application/octet-stream', undefined],
  ['image/png', undefined],
] as const) {
  test(`\`${written}\` ${near === undefined ? 'is a media type of its own' : `most likely means \`${near}\``}`, () => {
    assert.equal(nearMediaType(written), near);
  });
}
