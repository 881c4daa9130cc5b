import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { AddedValue } from '../../src/contract/upstream-route.ts';
import { contractOf, normalize, operationOf } from '../support/contract.ts';

const base = {
  route: 'POST /a',
  query: { properties: { name: { type: 'string' } } },
  headers: { properties: { 'X-Tenant': { type: 'string' } } },
  body: { content: { 'application/json': { type: 'object', properties: { first: { type: 'string' } } } } },
  context: { properties: { user: { type: 'object', properties: { tenant: { type: 'string' } } } } },
};

function added(written: unknown): AddedValue | undefined {
  const { slots } = operationOf(contractOf({ ...base, upstream: { query: { added: written } } })).upstream;
  const source = slots.find(({ name }) => name === 'added')?.source;
  return source?.kind === 'added' ? source.value : undefined;
}

function findingFor(upstream: object): { rule: string; pointer: string; message: string } {
  const { findings } = normalize([contractOf({ ...base, upstream })]);
  const [finding] = findings;
  assert.ok(finding !== undefined);
  assert.equal(findings.length, 1, JSON.stringify(findings));
  return finding;
}

describe('an added value', () => {
  const rows: Readonly<Record<string, readonly [written: unknown, value: AddedValue]>> = {
    'is a constant as a scalar': ['2', { kind: 'constant', value: '2' }],
    'is a constant of any form under `const`': [{ const: ['a'] }, { kind: 'constant', value: ['a'] }],
    'comes from a parameter': [
      { from: 'query:name' },
      { kind: 'from', reference: { in: 'query', name: 'name', path: [] } },
    ],
    'comes from a header without regard to case': [
      { from: 'header:x-tenant' },
      { kind: 'from', reference: { in: 'header', name: 'X-Tenant', path: [] } },
    ],
    'comes from a part of the context': [
      { from: 'context:user/tenant' },
      { kind: 'from', reference: { in: 'context', name: 'user', path: ['tenant'] } },
    ],
    'is put together of text and references': [
      { template: 'a-{body:/first}!' },
      { kind: 'template', parts: ['a-', { in: 'body', name: '', path: ['first'] }, '!'] },
    ],
  };
  for (const [name, [written, value]] of Object.entries(rows)) it(name, () => assert.deepEqual(added(written), value));

  const refused: Readonly<Record<string, readonly [written: unknown, rule: string, says: RegExp]>> = {
    'with none of its forms': [{ form: 'query:name' }, 'added-value', /exactly one of/],
    'with a brace that is not closed': [{ template: '{query:name' }, 'template', /brace without its partner/],
    'with a brace that is not closed before one more letter': [
      { template: '{query:namex' },
      'template',
      /brace without its partner/,
    ],
    'with a brace that is not opened': [{ template: 'a}' }, 'template', /brace without its partner/],
    'with a reference of no location': [{ from: 'name' }, 'reference-form', /refers to nothing/],
    'with a reference of a location that is none': [{ from: 'headers:a' }, 'reference-form', /refers to nothing/],
    'with a reference below a scalar': [{ from: 'query:name/deeper' }, 'reference-undeclared', /is not declared/],
    'with a template over an undeclared name': [{ template: '{path:id}' }, 'reference-undeclared', /`path:id`/],
    'with a template over an object': [{ template: '{context:user}' }, 'template-type', /cannot stand in a template/],
  };
  for (const [name, [written, rule, says]] of Object.entries(refused)) {
    it(`is refused ${name}`, () => {
      const finding = findingFor({ query: { added: written } });
      assert.equal(finding.rule, rule);
      assert.equal(finding.pointer, '/operations/op/upstream/query/added');
      assert.match(finding.message, says);
    });
  }

  for (const pointer of ['source', '', '/', '/a//b']) {
    it(`cannot land in a body at ${JSON.stringify(pointer)}`, () => {
      assert.equal(findingFor({ body: { [pointer]: 'x' } }).rule, 'body-pointer');
    });
  }

  it('never tells a secret in a finding', () => {
    const { findings } = normalize([contractOf({ ...base, upstream: { headers: { te: { secret: 'TOKEN' } } } })], {
      secrets: { TOKEN: 'abc-123' },
    });
    assert.deepEqual(
      findings.map(({ rule }) => rule),
      ['outgoing-name'],
    );
    assert.doesNotMatch(JSON.stringify(findings), /abc-123/);
  });

  const secrets = { TOKEN: 'abc-123' };
  const secretRows: Readonly<Record<string, readonly [codec: unknown, text: string]>> = {
    'a scheme before it': [{ prefix: 'Bearer ' }, 'Bearer abc-123'],
    'several codecs': [['base64', { prefix: 'Basic ' }], 'Basic YWJjLTEyMw=='],
    'a codec that loses something': ['upper', 'ABC-123'],
  };
  for (const [name, [codec, text]] of Object.entries(secretRows)) {
    it(`is a secret with ${name}`, () => {
      const contract = contractOf({ ...base, upstream: { headers: { auth: { secret: 'TOKEN', codec } } } });
      const [slot] = operationOf(contract, { secrets }).upstream.slots.filter((each) => each.name === 'auth');
      const value = slot?.source.kind === 'added' ? slot.source.value : undefined;
      assert.deepEqual(value, { kind: 'secret', environment: 'TOKEN', text });
    });
  }

  const refusedSecrets: Readonly<Record<string, readonly [written: unknown, rule: string]>> = {
    'refuses the text of a secret': [{ secret: 'TOKEN', codec: 'number' }, 'secret-codec'],
    'makes no text of a secret': [{ secret: 'TOKEN', codec: { wrap: 'a' } }, 'secret-codec'],
    'is unknown': [{ secret: 'TOKEN', codec: 'bearer' }, 'codec-unknown'],
    'stands beside a constant': [{ const: 'a', codec: 'upper' }, 'added-value'],
    'stands alone': [{ codec: 'upper' }, 'added-value'],
    'stands beside what is gathered': [{ gather: {}, codec: 'upper' }, 'added-value'],
  };
  for (const [name, [written, rule]] of Object.entries(refusedSecrets)) {
    it(`is refused where its codec ${name}, without telling the secret`, () => {
      const { findings } = normalize([contractOf({ ...base, upstream: { headers: { auth: written } } })], { secrets });
      assert.deepEqual(
        findings.map((finding) => finding.rule),
        [rule],
      );
      assert.doesNotMatch(JSON.stringify(findings), /abc-123/i);
    });
  }
});
