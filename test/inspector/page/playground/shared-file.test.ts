import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { emptyForm } from '../../../../src/inspector/page/playground/request-form.ts';
import { formatShared, parseShared, sharedName } from '../../../../src/inspector/page/playground/shared-file.ts';

describe('a playground as a file', () => {
  test('comes back as it was given away', () => {
    const text = fc.string({ unit: 'binary', maxLength: 20 }).map((value) => value.replace(/^\ufeff/, ''));
    const fields = { method: text, path: text, headers: text, body: text, context: text, credential: text };
    const form = fc.record(fields, { noNullPrototype: true });
    fc.assert(
      fc.property(text, form, (contract, given) => {
        assert.deepEqual(parseShared(formatShared({ contract, form: given })), { contract, form: given });
      }),
      { numRuns: 30 },
    );
  });

  const contracts: readonly (readonly [title: string, text: string])[] = [
    ['a contract', '{"title":"Users","operations":{}}'],
    ['a contract that is not whole', '{"title":'],
    ['no JSON', 'name: Users'],
    ['nothing', ''],
    ['another value', '[1]'],
    ['a playground without a contract', '{"paramap-playground":1}'],
  ];
  for (const [title, text] of contracts) {
    test(`${title} is taken as the text of a contract`, () => assert.deepEqual(parseShared(text), { contract: text }));
  }

  test('a byte order mark is no part of it', () => assert.deepEqual(parseShared('\ufeff{}'), { contract: '{}' }));

  test('fields that are no text are left empty', () => {
    const opened = parseShared('{"paramap-playground":1,"contract":"{}","request":{"method":7,"path":"/x"}}');
    assert.deepEqual(opened.form, { ...emptyForm, path: '/x' });
  });

  test('is named for the contract, with letters that every system takes', () => {
    assert.equal(sharedName('{"title": "Users & Ünits/../x"}'), 'users-nits-x.playground.json');
    assert.equal(sharedName('{}'), 'contract.playground.json');
  });
});
