import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { checkStructure } from '../../src/contract/check-structure.ts';
import { loadContracts } from '../../src/contract/load-contracts.ts';
import { normalize } from '../support/contract.ts';

const answer = {
  type: 'object',
  properties: {
    users: { type: 'array', items: { type: 'string' } },
    page: { type: 'object', properties: { next: { type: 'string' } } },
  },
};

function found(pagination: object, responses: object = { '200': { content: { 'application/json': answer } } }) {
  const operation = {
    route: 'GET /users',
    upstream: { route: 'GET /u' },
    query: { properties: { cursor: { type: 'string' } } },
    responses,
    pagination,
  };
  const contract = { title: 'T', upstream: { name: 't' }, operations: { list: operation } };
  const { documents } = loadContracts([contract], { root: '.' });
  const structural = documents.flatMap(checkStructure);
  const { contracts, findings: semantic } = normalize([contract]);
  const findings = [...structural, ...semantic];
  return {
    pagination: contracts[0]?.operations[0]?.pagination,
    told: findings
      .filter(({ severity }) => severity === 'error')
      .map(({ pointer, message }) => `${pointer} ${message}`),
  };
}

describe('pagination of an operation', () => {
  test('names places of the answer and a parameter', () => {
    const { pagination, told } = found({ items: '/users', next: '/page/next', parameter: 'cursor' });
    assert.deepEqual(told, []);
    assert.deepEqual(pagination, { items: ['users'], next: ['page', 'next'], parameter: 'cursor' });
  });

  test('may take the address of the next page from Link', () => {
    const { pagination } = found({ items: '/users', next: 'Link', parameter: 'cursor' });
    assert.deepEqual(pagination, { items: ['users'], next: undefined, parameter: 'cursor' });
  });

  const wrong: readonly [name: string, pagination: object, responses: object | undefined, told: RegExp][] = [
    [
      'a parameter that is not declared',
      { next: 'Link', items: '/users', parameter: 'page' },
      undefined,
      /no parameter `page`/,
    ],
    [
      'a list that is not declared',
      { next: 'Link', items: '/people', parameter: 'cursor' },
      undefined,
      /`\/people` does not stand/,
    ],
    ['a list that is none', { next: 'Link', items: '/page', parameter: 'cursor' }, undefined, /`\/page` .* is no list/],
    ['an answer that is no list', { next: 'Link', parameter: 'cursor' }, undefined, /the declared answer is no list/],
    [
      'a next page that is not declared',
      { next: '/next', items: '/users', parameter: 'cursor' },
      undefined,
      /`\/next` does not stand/,
    ],
    ['an answer that is not declared', { next: 'Link', parameter: 'cursor' }, {}, /no successful answer is declared/],
    [
      'a next page that is neither pointer nor Link',
      { next: 'next', parameter: 'cursor' },
      undefined,
      /pagination\/next/,
    ],
    [
      'a member that is not known',
      { next: 'Link', items: '/users', parameter: 'cursor', size: 1 },
      undefined,
      /pagination\/size/,
    ],
  ];
  for (const [name, pagination, responses, told] of wrong) {
    test(`is refused with ${name}`, () => assert.match(found(pagination, responses).told.join('\n'), told));
  }
});
