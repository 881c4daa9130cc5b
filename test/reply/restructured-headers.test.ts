import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { contractOf, normalize } from '../support/contract.ts';
import { answerBy, replyOf } from '../support/reply.ts';

const text = { type: 'string' };
const answering = (properties: object, upstream: object = {}): object =>
  contractOf({
    route: 'GET /a',
    upstream,
    responses: { 200: { content: { 'application/json': { type: 'object', properties } } } },
  });
const bodyOf = (contract: object, headers: Record<string, string>): unknown => {
  const { text: body, violations } = answerBy(replyOf(contract), { headers, text: '{"id":1}' });
  return { body: JSON.parse(body ?? ''), violations };
};

describe('members of an answer that header fields hold in another shape', () => {
  it('are made of several fields, into which a codec spreads them', () => {
    const split = { split: { by: ' ', into: ['X-First', 'X-Last'] } };
    const contract = answering({ name: { ...text, 'x-upstream': { in: 'header', spread: true, codec: split } } });
    assert.deepEqual(bodyOf(contract, { 'X-First': 'Ada', 'X-Last': 'Lovelace' }), {
      body: { name: 'Ada Lovelace', id: 1 },
      violations: [],
    });
    assert.deepEqual(bodyOf(contract, {}), { body: { id: 1 }, violations: [] });
  });

  it('are made of several fields, by the members of an object that is spread', () => {
    const contract = answering({
      page: {
        type: 'object',
        'x-upstream': { in: 'header', spread: true },
        properties: { size: { type: 'integer', 'x-upstream': 'X-Size' }, next: { ...text, 'x-upstream': 'X-Next' } },
      },
    });
    assert.deepEqual(bodyOf(contract, { 'X-Size': '5', 'X-Next': 'b' }), {
      body: { page: { size: 5, next: 'b' }, id: 1 },
      violations: [],
    });
  });

  const page = {
    size: { type: 'integer', 'x-upstream': { in: 'header', name: 'X-Page', member: 'size' } },
    next: { ...text, 'x-upstream': { in: 'header', name: 'X-Page', member: 'next' } },
  };

  it('are read from one field that holds an object in a style', () => {
    const contract = answering(page, { headers: { 'X-Page': { gather: { explode: true } } } });
    assert.deepEqual(bodyOf(contract, { 'X-Page': 'size=5,next=b' }), {
      body: { size: 5, next: 'b', id: 1 },
      violations: [],
    });
  });

  it('are read from one field that holds an object by a codec', () => {
    const contract = answering(page, { headers: { 'x-page': { gather: { codec: 'json' } } } });
    assert.deepEqual(bodyOf(contract, { 'X-Page': '{"size":5}' }), { body: { size: 5, id: 1 }, violations: [] });
    const broken = answerBy(replyOf(contract), { headers: { 'X-Page': '{' }, text: '{}' });
    assert.ok(broken.violations.length > 0);
  });

  it('are a finding where nobody says how they are gathered', () => {
    const { findings } = normalize([answering(page)]);
    assert.ok(findings.some(({ rule }) => rule === 'mapping-member'));
  });
});
