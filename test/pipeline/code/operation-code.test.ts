import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { operationCode } from '../../../src/pipeline/code/operation-code.ts';
import { contractOf, type ContractText, operationOf } from '../../support/contract.ts';

const limits = { queryParameters: 256, jsonDepth: 64, violations: 50, decompressedBytes: 1, formFields: 1 };
const text = { type: 'string' };

const partsOf = (members: ContractText, more: ContractText = {}) => {
  const operation = operationOf(contractOf({ route: 'GET /things', ...members }, more), { secrets: { KEY: 'S3CR3T' } });
  return new Map(operationCode(operation, limits).map(({ name, ...part }) => [name.split(':')[0], part]));
};

describe('the code of an operation, for readers', () => {
  it('is the code of its line and of its schemas', () => {
    const parts = partsOf({ query: { properties: { limit: { type: 'integer', maximum: 7 } } } });
    assert.match(parts.get('line')?.code ?? '', /startsWith\("limit", at\)/);
    assert.match(parts.get('schema of query')?.code ?? '', /data0 > 7/);
  });

  it('holds the functions that a schema calls, each once', () => {
    const node = { type: 'object', properties: { next: { $ref: '#/$defs/node' }, name: text } };
    const body = { content: { 'application/json': { $ref: '#/$defs/node' } } };
    const parts = partsOf({ route: 'POST /things', body }, { $defs: { node } });
    const { code = '' } = parts.get('schema of the body, application/json') ?? {};
    const names = [...code.matchAll(/^function (\w+)\(/gm)].map(([, name]) => name);
    assert.equal(new Set(names).size, names.length);
    assert.ok(names.length > 1);
  });

  it('is the code that maps a body, without its sensitive defaults', () => {
    const schema = {
      type: 'object',
      properties: { a: { ...text, 'x-upstream': 'bee' }, pin: { ...text, default: 'S3CR3T', 'x-sensitive': true } },
    };
    const parts = partsOf({ route: 'POST /things', body: { content: { 'application/json': schema } } });
    const { code = '' } = parts.get('mapping of the body, application/json') ?? {};
    assert.match(code, /"bee"|\bbee\b/);
    assert.doesNotMatch(code, /S3CR3T/);
  });

  it('is not parted by a name of the contract', () => {
    const { code = '' } = partsOf({ query: { properties: { '*/\n"+process.exit()+"`${x}': text } } }).get('line') ?? {};
    assert.doesNotThrow(() => new Function(code));
    assert.doesNotMatch(code, /^"\+process/m);
  });

  it('has no secret, no sensitive default and no list of sensitive values in it', () => {
    const parts = partsOf({
      upstream: {
        route: 'GET /u',
        query: { key: { secret: 'KEY' } },
        headers: { 'X-Key': { secret: 'KEY' }, 'X-Both': { template: 'S3CR3T {query:pin}' } },
      },
      query: {
        properties: {
          pin: { ...text, default: 'S3CR3T', 'x-sensitive': true },
          code: { enum: ['S3CR3T', 'b'], 'x-sensitive': true },
        },
      },
    });
    assert.doesNotMatch(JSON.stringify([...parts]), /S3CR3T/);
    assert.match(parts.get('line')?.code ?? '', /secret\d+/);
    assert.match(parts.get('schema of query')?.closure ?? '', /sensitive/);
  });

  const general: readonly [name: string, members: ContractText, why: RegExp][] = [
    ['an older name', { query: { properties: { a: { ...text, 'x-alias': 'b' } } } }, /older name/],
    [
      'members that are parameters',
      { query: { properties: { a: { type: 'object', properties: { b: text } } } } },
      /members of `a`/,
    ],
    [
      'a value that goes into the body',
      { upstream: { route: 'POST /u' }, query: { properties: { a: { ...text, 'x-upstream': { in: 'body' } } } } },
      /place of its own/,
    ],
    [
      'a body with values for the line',
      {
        route: 'POST /things',
        upstream: { route: 'POST /u', headers: { 'X-A': { from: 'body:/a' } } },
        body: { content: { 'application/json': { type: 'object', required: ['a'], properties: { a: text } } } },
      },
      /body goes elsewhere/,
    ],
  ];
  for (const [name, members, why] of general) {
    it(`says why the stages serve ${name}`, () => {
      const line = partsOf(members).get('line');
      assert.equal(line?.code, undefined);
      assert.match(line?.closure ?? '', why);
    });
  }
});
