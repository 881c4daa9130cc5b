import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { contractOf, normalize } from '../support/contract.ts';

const text = { type: 'string' };
const body = (schema: object): object => ({ content: { 'application/json': schema } });

/** `wide` members on each level, down to `depth`. */
function wideSchema(wide: number, depth: number): object {
  if (depth === 0) return text;
  const below = wideSchema(wide, depth - 1);
  const members = Array.from({ length: wide }, (_, index) => [`m${index}`, below]);
  return { type: 'object', properties: Object.fromEntries(members) };
}

interface Row {
  readonly contract: object;
  readonly rule: string;
  readonly says: RegExp;
}

const rows: Readonly<Record<string, Row>> = {
  'two parts of an `allOf` that map one value differently': {
    contract: contractOf({
      route: 'POST /a',
      body: body({
        allOf: [
          { type: 'object', properties: { a: { ...text, 'x-upstream': 'x' } } },
          { type: 'object', properties: { a: { ...text, 'x-upstream': 'y' } } },
        ],
      }),
    }),
    rule: 'mapping-ambiguous',
    says: /allOf\/0\/properties\/a say different things of one value/,
  },
  'an upstream name without text': {
    contract: contractOf({ route: 'GET /a', query: { properties: { a: { ...text, 'x-upstream': '' } } } }),
    rule: 'mapping-name-empty',
    says: /is empty/,
  },
  'a path into the body with an empty name': {
    contract: contractOf({
      route: 'POST /a',
      body: body({ type: 'object', properties: { a: { ...text, 'x-upstream': 'x//y' } } }),
    }),
    rule: 'mapping-name-empty',
    says: /a part of its path is/,
  },
  'a declared path parameter that the route does not have': {
    contract: contractOf({ route: 'GET /a', path: { properties: { id: { ...text, 'x-upstream': false } } } }),
    rule: 'path-unused',
    says: /path parameter `id` does not stand in the route `\/a`/,
  },
  'a contract that names no upstream': {
    contract: { title: 'Test', operations: { op: { route: 'GET /a' } } },
    rule: 'upstream-name',
    says: /does not say which upstream/,
  },
  'a reference to what is no schema': {
    contract: contractOf({ route: 'GET /a', query: { properties: { a: { $ref: '#/title' } } } }),
    rule: 'reference-no-schema',
    says: /`#\/title` does not lead to a schema/,
  },
  'schemas that describe more places than anybody writes': {
    contract: contractOf({ route: 'POST /a', body: body(wideSchema(30, 3)) }),
    rule: 'schema-too-large',
    says: /more than 20000 places/,
  },
};

describe('a mapping that cannot be meant is found at start', () => {
  for (const [name, { contract, rule, says }] of Object.entries(rows)) {
    it(name, () => {
      const { findings } = normalize([contract]);
      const finding = findings.find((each) => each.rule === rule);
      assert.ok(finding !== undefined, JSON.stringify(findings));
      assert.match(finding.message, says);
      assert.equal(finding.severity, 'error');
      assert.notEqual(finding.cure, '');
    });
  }
});
