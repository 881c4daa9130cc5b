import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { contractOf, normalize, operationOf } from '../support/contract.ts';

const text = { type: 'string' };
const object = (properties: object) => ({ type: 'object', properties });
const answer = (response: object) => contractOf({ route: 'GET /a', responses: { 200: response } });
const content = (schema: object, mediaType = 'application/json') => answer({ content: { [mediaType]: schema } });
const headers = (properties: object) => answer({ headers: { properties } });

const at = '/operations/op/responses/200';
const inContent = `${at}/content/application~1json/properties`;
const inHeaders = `${at}/headers/properties`;

interface Row {
  readonly contract: object;
  readonly rule: string;
  readonly pointer: string;
  readonly severity?: string;
}

const findings: Record<string, Row> = {
  'two members that are read from one name': {
    contract: content(object({ a: { ...text, 'x-upstream': 'c' }, b: { ...text, 'x-upstream': 'c' } })),
    rule: 'name-collision',
    pointer: `${inContent}/b`,
  },
  'a member that is read from inside a scalar': {
    contract: content(object({ a: text, b: { ...text, 'x-upstream': 'a/b' } })),
    rule: 'name-collision',
    pointer: `${inContent}/b`,
  },
  'two members of one header': {
    contract: content(
      object({
        a: { ...text, 'x-upstream': { in: 'header', name: 'X-A' } },
        b: { ...text, 'x-upstream': { in: 'header', name: 'x_a' } },
      }),
    ),
    rule: 'name-collision',
    pointer: `${inContent}/b`,
  },
  ...Object.fromEntries(
    ['query', 'path', 'cookie'].map((location): [string, Row] => [
      `a member from the ${location}, which an answer does not have`,
      {
        contract: content(object({ a: { ...text, 'x-upstream': { in: location, name: 'b' } } })),
        rule: 'answer-place',
        pointer: `${inContent}/a`,
      },
    ]),
  ),
  'an item from a header': {
    contract: content({
      type: 'array',
      items: object({ a: { ...text, 'x-upstream': { in: 'header', name: 'X-A' } } }),
    }),
    rule: 'mapping-repeated',
    pointer: `${at}/content/application~1json/items/properties/a/x-upstream`,
  },
  'the body as a whole under a name': {
    contract: content({ ...text, 'x-upstream': 'data' }),
    rule: 'mapping-root',
    pointer: `${at}/content/application~1json`,
  },
  'a codec that loses something': {
    contract: content(object({ a: { ...text, 'x-upstream': { codec: 'upper' } } })),
    rule: 'codec-lossy',
    pointer: `${inContent}/a/x-upstream/codec`,
    severity: 'warning',
  },
  'a mapping in a text': {
    contract: content(object({ a: { ...text, 'x-upstream': 'b' } }), 'text/csv'),
    rule: 'format',
    pointer: `${at}/content/text~1csv`,
  },
  'a member from a header that belongs to the content': {
    contract: content(object({ a: { type: 'integer', 'x-upstream': { in: 'header', name: 'Content-Length' } } })),
    rule: 'outgoing-name',
    pointer: `${inContent}/a`,
  },
  'an object from a header by a codec that makes one': {
    contract: content(
      object({ a: { ...object({ b: { ...text, 'x-upstream': 'c' } }), 'x-upstream': { in: 'header', name: 'X-A' } } }),
    ),
    rule: 'not-built',
    pointer: `${inContent}/a`,
  },
  'a header that cannot be declared': {
    contract: headers({ 'Set-Cookie': text }),
    rule: 'parameter-name',
    pointer: `${inHeaders}/Set-Cookie`,
  },
  'a header of an upstream name that cannot be one': {
    contract: headers({ 'X-A': { ...text, 'x-upstream': 'X A' } }),
    rule: 'outgoing-name',
    pointer: `${inHeaders}/X-A`,
  },
  'a header from the query': {
    contract: headers({ 'X-A': { ...text, 'x-upstream': { in: 'query', name: 'a' } } }),
    rule: 'answer-place',
    pointer: `${inHeaders}/X-A`,
  },
  'two headers that are read from one': {
    contract: headers({ 'X-A': { ...text, 'x-upstream': 'X-C' }, 'X-B': { ...text, 'x-upstream': 'x-c' } }),
    rule: 'name-collision',
    pointer: `${inHeaders}/X-B`,
  },
  'a header that no text can be': {
    contract: headers({ 'X-A': { type: 'array', items: { type: 'array' } } }),
    rule: 'nested-text',
    pointer: `${inHeaders}/X-A`,
  },
};

describe('what cannot be read backwards is a finding:', () => {
  for (const [name, { contract, rule, pointer, severity = 'error' }] of Object.entries(findings)) {
    it(name, () => {
      const found = normalize([contract]).findings.map((finding) => [finding.rule, finding.pointer, finding.severity]);
      assert.deepEqual(found, [[rule, pointer, severity]]);
    });
  }
});

describe('the declared answers of an operation', () => {
  it('are reported where nothing is said, else as the operation says, else as the contract does', () => {
    const modeOf = (contract: object) => operationOf(contract).responseValidation;
    const operation = { route: 'GET /a' };
    assert.equal(modeOf(contractOf(operation)), 'report');
    assert.equal(modeOf(contractOf(operation, { responseValidation: 'off' })), 'off');
    assert.equal(
      modeOf(contractOf({ ...operation, responseValidation: 'enforce' }, { responseValidation: 'off' })),
      'enforce',
    );
  });

  it('ask for what is readOnly, and not for what is writeOnly; requests do the reverse with the same schema', () => {
    const schema = {
      type: 'object',
      required: ['id', 'password', 'name'],
      properties: { id: { ...text, readOnly: true }, password: { ...text, writeOnly: true }, name: text },
    };
    const media = { content: { 'application/json': { $ref: '#/$defs/User' } } };
    const operation = operationOf(
      contractOf({ route: 'POST /a', body: media, responses: { 200: media } }, { $defs: { User: schema } }),
    );
    assert.deepEqual([...(operation.body?.content[0]?.place.required ?? [])], ['password', 'name']);
    const place = operation.responses['200']?.bodies.get('application/json')?.place;
    assert.deepEqual([...(place?.required ?? [])], ['id', 'name']);
  });

  it('add nothing to what the operation sends', () => {
    const schema = object({ a: { ...text, 'x-upstream': { in: 'header', name: 'X-A' } } });
    assert.deepEqual(operationOf(content(schema)).upstream.slots, []);
  });
});
