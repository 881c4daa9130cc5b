import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { gatewayFields, headerSpelling, isForwardingField } from '../../src/http/request-fields.ts';

describe('headerSpelling', () => {
  it('is one for all names that a backend could take for the same', () => {
    for (const name of ['X-Session', 'x_session', 'X.SESSION', 'x~session']) {
      assert.equal(headerSpelling(name), 'x-session');
    }
  });
});

describe('gatewayFields', () => {
  it('holds the fields of the connection and of the way', () => {
    for (const name of ['host', 'content-length', 'te', 'upgrade', 'via', 'forwarded', 'x-forwarded-for']) {
      assert.ok(gatewayFields.has(name), name);
    }
    for (const name of ['accept', 'authorization', 'x-tenant', 'x-forwarded-prefix', 'x-real-ip'])
      assert.ok(!gatewayFields.has(name), name);
  });
});

describe('isForwardingField', () => {
  it('knows every field of the family, also those that are not listed', () => {
    for (const name of ['x-forwarded-prefix', 'x-forwarded', 'x-real-ip', 'forwarded']) {
      assert.ok(isForwardingField(name), name);
    }
  });
});
