import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { ContractText } from '../support/contract.ts';
import { answerBy, answering, type MappedAnswer, replyOf } from '../support/reply.ts';

const text = { type: 'string' };
const user = {
  type: 'object',
  properties: {
    name: { ...text, 'x-upstream': 'HEAD/N' },
    lines: { type: 'array', items: { type: 'object', properties: { sku: { ...text, 'x-upstream': 'S' } } } },
  },
};
const sent = { HEAD: { N: 'ada', PLANT: 'DE01' }, lines: [{ S: 'a', X: 1 }], NOTE: 'x' };

function answered(
  schema: object,
  unknown: string,
  { value = sent, more = {} }: { value?: object; more?: ContractText } = {},
): MappedAnswer {
  return answerBy(replyOf(answering(schema, { unknown: { response: unknown }, ...more })), {
    text: JSON.stringify(value),
  });
}

describe('undeclared members of an answer', () => {
  it('stay where they are with `forward`', () => {
    const { text: got = '', violations } = answered(user, 'forward');
    assert.deepEqual(JSON.parse(got), {
      name: 'ada',
      lines: [{ sku: 'a', X: 1 }],
      HEAD: { PLANT: 'DE01' },
      NOTE: 'x',
    });
    assert.deepEqual(violations, []);
  });

  it('are left out at every depth with `drop`', () => {
    const { text: got = '', violations, headers } = answered(user, 'drop');
    assert.deepEqual(JSON.parse(got), { name: 'ada', lines: [{ sku: 'a' }] });
    assert.equal(headers['Content-Length'], String(Buffer.byteLength(got)));
    assert.deepEqual(violations, []);
  });

  it('are left out of answers without a mapping, too', () => {
    const schema = { type: 'object', properties: { name: text } };
    const { kind, text: got } = answered(schema, 'drop', { value: { name: 'ada', secret: 1 } });
    assert.deepEqual([kind, got], ['read', '{"name":"ada"}']);
    const same = answered(schema, 'drop', { value: { name: 'ada' } });
    assert.equal(same.text, '{"name":"ada"}');
  });

  it('are violations with `refuse`, which are reported', () => {
    const { text: got = '', violations } = answered(user, 'refuse');
    assert.equal(JSON.parse(got).NOTE, 'x');
    assert.deepEqual(violations, ['body/lines/0/X: unknown', 'body/HEAD: unknown', 'body/NOTE: unknown']);
  });

  it('are a 502 with `refuse` where answers are enforced', () => {
    const { problem } = answered(user, 'refuse', { more: { responseValidation: 'enforce' } });
    assert.equal(problem?.code, 'upstream-contract-violation');
    const clean = answered(user, 'refuse', { value: { HEAD: { N: 'a' } }, more: { responseValidation: 'enforce' } });
    assert.equal(clean.text, '{"name":"a"}');
  });

  const open = [
    ['an object that declares no members', { type: 'object' }],
    [
      'a schema that speaks of additional members',
      { type: 'object', properties: { a: text }, additionalProperties: true },
    ],
    ['a map', { type: 'object', additionalProperties: { type: 'integer' } }],
  ] as const;
  for (const [name, schema] of open) {
    it(`are no business of the policy in ${name}`, () => {
      for (const policy of ['drop', 'refuse']) {
        const { text: got, violations } = answered(schema, policy, { value: { x: 1 } });
        assert.deepEqual([got, violations], ['{"x":1}', []]);
      }
    });
  }

  const branches = {
    type: 'object',
    properties: { kind: { enum: ['card', 'bank'] } },
    required: ['kind'],
    oneOf: [
      { properties: { kind: { const: 'card' }, number: text }, required: ['number'] },
      { properties: { kind: { const: 'bank' }, iban: text }, required: ['iban'] },
    ],
  };

  it('are those that only another branch names', () => {
    const value = { kind: 'card', number: '1', iban: '2' };
    assert.equal(answered(branches, 'drop', { value }).text, '{"kind":"card","number":"1"}');
    assert.deepEqual(answered(branches, 'refuse', { value }).violations, ['body/iban: unknown']);
  });

  it('keep the members of branches where no branch fits, so that a small fault costs no more than itself', () => {
    const value = { kind: 'card', number: 1, other: 2 };
    const { text: got, violations } = answered(branches, 'drop', { value });
    assert.equal(got, '{"kind":"card","number":1}');
    assert.notDeepEqual(violations, []);
  });

  it('follow the operation before the contract', () => {
    const contract = answering(user, { unknown: { response: 'drop' } });
    const operations = contract['operations'] as Record<string, ContractText>;
    const [operation] = Object.values(operations);
    Object.assign(operation ?? {}, { unknown: { response: 'forward' } });
    const { text: got = '' } = answerBy(replyOf(contract), { text: JSON.stringify(sent) });
    assert.equal(JSON.parse(got).NOTE, 'x');
  });
});
