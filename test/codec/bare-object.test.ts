import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { createBareObject } from '../../src/codec/bare-object.ts';

describe('a bare object', () => {
  it('has no member but its own, whatever Object has', () => {
    const object = createBareObject();
    for (const name of [...Object.getOwnPropertyNames(Object.prototype)]) assert.equal(object[name], undefined, name);
  });

  it('takes `__proto__` as a name like any other', () => {
    const object = createBareObject();
    const name: string = '__proto__';
    object[name] = { polluted: true };
    assert.deepEqual(Object.keys(object), [name]);
    assert.equal(object['polluted'], undefined);
    assert.equal(JSON.stringify(object), '{"__proto__":{"polluted":true}}');
    assert.deepEqual(Object.keys(createBareObject()), []);
  });

  it('shares nothing that can be written to', () =>
    assert.throws(() => Object.assign(Object.getPrototypeOf(createBareObject()), { polluted: true }), TypeError));
});
