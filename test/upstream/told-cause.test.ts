import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { toldCause } from '../../src/upstream/told-cause.ts';

describe('the cause that the app is told', () => {
  it('has no bytes of an answer, and all else of the error', () => {
    for (const bytes of [{ data: 'secret' }, { rawPacket: Buffer.from('secret') }]) {
      const error = Object.assign(new Error('bad'), { code: 'HPE_INVALID', name: 'HTTPParserError', ...bytes });
      const told = toldCause(error);
      assert.ok(told instanceof Error && told !== error);
      assert.deepEqual({ ...told }, { code: 'HPE_INVALID', name: 'HTTPParserError' });
      assert.equal(told.stack, error.stack);
      assert.equal(told.message, 'bad');
    }
  });

  it('is the very error where it holds none', () => {
    const error = Object.assign(new Error('reset'), { code: 'ECONNRESET', data: undefined });
    assert.equal(toldCause(error), error);
    assert.equal(toldCause('text'), 'text');
  });
});
