import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { branchShapes } from '../../support/branches/branch-shapes.ts';
import { contractOf } from '../../support/contract.ts';
import { apiOf, refused, send, sent } from '../../support/pipeline.ts';

const text = { type: 'string' };

function bodyContract(schema: object, definitions: object = {}): object {
  return contractOf({ route: 'POST /a', body: { content: { 'application/json': schema } } }, { $defs: definitions });
}

describe('a mapping counts where the branch that holds it applies:', () => {
  for (const [name, { schema, definitions, pairs }] of Object.entries(branchShapes)) {
    it(name, () => {
      const api = apiOf([bodyContract(schema, definitions)]);
      for (const { caller, upstream } of pairs) {
        const { body } = sent(send(api, 'POST /a', { body: JSON.stringify(caller) }));
        assert.deepEqual(JSON.parse(body ?? 'null'), upstream);
      }
    });
  }
});

describe('a branch of a body', () => {
  const schema = {
    oneOf: [
      {
        type: 'object',
        required: ['id'],
        properties: {
          id: { ...text, 'x-upstream': { in: 'header', name: 'X-Key' } },
          mode: { ...text, default: 'quick', 'x-upstream': 'm' },
        },
        additionalProperties: false,
      },
      {
        type: 'object',
        required: ['number'],
        properties: {
          number: { type: 'integer', 'x-upstream': { in: 'header', name: 'X-Key' } },
          note: { ...text, 'x-upstream': false },
        },
        additionalProperties: false,
      },
    ],
  };
  const api = apiOf([bodyContract(schema)]);
  const run = (value: object) => send(api, 'POST /a', { body: JSON.stringify(value) });

  it('fills one slot from whichever member it has, and completes its defaults', () => {
    const first = sent(run({ id: 'x' }));
    assert.ok(first.headers.includes('X-Key: x'));
    assert.equal(first.body, '{"m":"quick"}');
    const second = sent(run({ number: 7, note: 'kept here' }));
    assert.ok(second.headers.includes('X-Key: 7'));
    assert.equal(second.body, undefined);
  });

  it('is refused in the name of the member that was sent', () => {
    assert.deepEqual(refused(run({ id: 'line\nbreak' })), ['body/id: unsendable']);
    const other = bodyContract({
      oneOf: [
        { ...schema.oneOf[0], required: ['id'] },
        {
          type: 'object',
          required: ['name'],
          properties: { name: { ...text, 'x-upstream': { in: 'header', name: 'X-Key' } } },
          additionalProperties: false,
        },
      ],
    });
    assert.deepEqual(refused(send(apiOf([other]), 'POST /a', { body: '{"name":"line\\nbreak"}' })), [
      'body/name: unsendable',
    ]);
  });

  it('is not guessed for a value that fits none', () => {
    assert.deepEqual(refused(run({ id: 1 })), ['body/id: type']);
  });
});

describe('branches around the parameters of a location', () => {
  const api = apiOf([
    contractOf({
      route: 'GET /a',
      query: {
        properties: { sort: text },
        oneOf: [
          { required: ['id'], properties: { id: { ...text, 'x-upstream': 'key' }, by: { ...text, default: 'id' } } },
          { required: ['name'], properties: { name: { ...text, 'x-upstream': { in: 'header', name: 'X-Name' } } } },
        ],
        dependentSchemas: { sort: { properties: { sort: { 'x-upstream': 'order' } } } },
      },
    }),
  ]);
  const rows = [
    ['GET /a?id=1', 'GET /a?key=1&by=id', []],
    ['GET /a?name=n', 'GET /a', ['X-Name: n']],
    ['GET /a?name=n&sort=up', 'GET /a?order=up', ['X-Name: n']],
  ] as const;

  for (const [line, expected, headers] of rows) {
    it(`map ${line} to ${expected}`, () => {
      const outgoing = sent(send(api, line));
      assert.equal(outgoing.line, expected);
      assert.deepEqual(outgoing.headers, headers);
    });
  }

  it('leave a request that fits none to its violations', () => {
    assert.deepEqual(refused(send(api, 'GET /a?id=1&name=2')), ['query: oneOf']);
  });
});

describe('a path parameter that each branch fills', () => {
  const member = (name: string) => ({
    type: 'object',
    required: [name],
    properties: { [name]: { ...text, 'x-upstream': { in: 'path', name: 'key' } } },
    additionalProperties: false,
  });

  it('is there in every request', () => {
    const contract = contractOf({
      route: 'POST /a',
      upstream: { route: 'POST /v1/{key}' },
      body: { content: { 'application/json': { oneOf: [member('id'), member('name')] } } },
    });
    const api = apiOf([contract]);
    assert.equal(sent(send(api, 'POST /a', { body: '{"id":"1"}' })).line, 'POST /v1/1');
    assert.equal(sent(send(api, 'POST /a', { body: '{"name":"2"}' })).line, 'POST /v1/2');
  });
});
