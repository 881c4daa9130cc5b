import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { apiOf, refused, send, sent } from '../../support/pipeline.ts';
import { contractOf } from '../../support/contract.ts';

const apiFor = (name: string) =>
  apiOf([
    contractOf({
      route: 'POST /a',
      body: {
        content: {
          'application/json': {
            type: 'object',
            required: [name],
            properties: { [name]: { type: 'string', 'x-upstream': 'upper' }, other: { type: 'string' } },
          },
        },
      },
    }),
  ]);

/** Runs while every object has inherited a member. */
function withInherited(name: string, descriptor: PropertyDescriptor, run: () => void): void {
  Object.defineProperty(Object.prototype, name, { ...descriptor, configurable: true });
  try {
    run();
  } finally {
    Reflect.deleteProperty(Object.prototype, name);
  }
}

describe('a member that every object inherits', () => {
  for (const name of ['constructor', 'toString', 'valueOf', 'hasOwnProperty']) {
    it(`is none that was sent: ${name}`, () => {
      const api = apiFor(name);
      assert.deepEqual(refused(send(api, 'POST /a', { body: '{}' })), [`body/${name}: required`]);
      assert.equal(sent(send(api, 'POST /a', { body: `{"${name}":"x"}` })).body, '{"upper":"x"}');
    });
  }

  for (const enumerable of [true, false]) {
    it(`is none that was sent where somebody adds it later, ${enumerable ? 'to be enumerated' : 'hidden'}`, () => {
      const api = apiFor('added');
      assert.equal(sent(send(api, 'POST /a', { body: '{"added":"x"}' })).body, '{"upper":"x"}');
      withInherited('added', { value: 'y', enumerable }, () => {
        assert.deepEqual(refused(send(api, 'POST /a', { body: '{}' })), ['body/added: required']);
        assert.deepEqual(refused(send(api, 'POST /a', { body: '{"other":"x"}' })), ['body/added: required']);
        assert.equal(sent(send(api, 'POST /a', { body: '{"added":"x"}' })).body, '{"upper":"x"}');
      });
      withInherited('foreign', { value: 'y', enumerable }, () => {
        assert.equal(sent(send(api, 'POST /a', { body: '{"added":"x"}' })).body, '{"upper":"x"}');
      });
    });
  }
});
