import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { checkStructure } from '../../src/contract/check-structure.ts';
import { loadContracts } from '../../src/contract/load-contracts.ts';
import { contractOf, normalize } from '../support/contract.ts';

const at = '/operations/op/responses';
const answers = (responses: object) => contractOf({ route: 'GET /a', responses });
const json = { content: { 'application/json': { type: 'object' } } };
const when = { required: ['error'] };
const events = (stream: object) => answers({ 200: { content: { 'text/event-stream': stream } } });
const inEvents = `${at}/200/content/text~1event-stream`;

interface Row {
  readonly contract: object;
  readonly rule: string;
  readonly pointer: string;
  readonly severity?: string;
}

const rows: Record<string, Row> = {
  'two answers that are always made from the same one': {
    contract: answers({ 200: {}, 201: { upstream: { status: '200' } } }),
    rule: 'answer-rival',
    pointer: `${at}/201`,
  },
  'two answers with one condition': {
    contract: answers({ 404: { upstream: { status: '200', when } }, 410: { upstream: { status: '200', when } } }),
    rule: 'answer-rival',
    pointer: `${at}/410`,
  },
  'one origin twice': {
    contract: answers({ 404: { upstream: [{ status: '404' }, { status: '404' }] } }),
    rule: 'answer-rival',
    pointer: `${at}/404`,
  },
  'a class that is made from a status outside of it': {
    contract: answers({ '4XX': { upstream: { status: '200', when } } }),
    rule: 'answer-status',
    pointer: `${at}/4XX/upstream`,
  },
  'a class that is made from every status': {
    contract: answers({ '4XX': { upstream: { status: 'default' } } }),
    rule: 'answer-status',
    pointer: `${at}/4XX/upstream`,
  },
  'an answer to a condition that nobody asked': {
    contract: answers({ 304: { upstream: { status: '200' } } }),
    rule: 'answer-status',
    pointer: `${at}/304/upstream`,
  },
  'a whole made from a part': {
    contract: answers({ 200: { upstream: { status: '206' } } }),
    rule: 'answer-status',
    pointer: `${at}/200/upstream`,
  },
  'a condition on content that is not there': {
    contract: answers({ 404: { upstream: { status: '204', when } } }),
    rule: 'answer-condition',
    pointer: `${at}/404/upstream`,
  },
  'a condition that always holds': {
    contract: answers({ 404: { upstream: { status: '200', when: {} } } }),
    rule: 'answer-condition',
    pointer: `${at}/404/upstream`,
  },
  'a condition that never holds, in a list': {
    contract: answers({ 404: { upstream: [{ status: '200', when: false }] } }),
    rule: 'answer-condition',
    pointer: `${at}/404/upstream/0`,
  },
  'a condition in the caller’s terms': {
    contract: answers({
      404: { upstream: { status: '200', when: { properties: { a: { type: 'string', 'x-upstream': 'b' } } } } },
    }),
    rule: 'mapping-hidden',
    pointer: `${at}/404/upstream/when/properties/a/x-upstream`,
  },
  'a condition with a pattern that is none': {
    contract: answers({ 404: { upstream: { status: '200', when: { properties: { a: { pattern: '(' } } } } } }),
    rule: 'pattern',
    pointer: `${at}/404/upstream/when/properties/a/pattern`,
  },
  'content beside a status that has none': {
    contract: answers({ 204: json }),
    rule: 'answer-content',
    pointer: `${at}/204/content`,
  },
  'content that nothing can be read from': {
    contract: answers({ 200: { ...json, upstream: { status: '204' } } }),
    rule: 'answer-content',
    pointer: `${at}/200/upstream`,
  },
  'a status that asks for a field which nobody sends': {
    contract: answers({ 401: { upstream: { status: '200', when } } }),
    rule: 'answer-field',
    pointer: `${at}/401/upstream`,
    severity: 'warning',
  },
  'an event that is not sent': {
    contract: events({ 'x-events': { a: { type: 'object', 'x-upstream': false } } }),
    rule: 'event-mapping',
    pointer: `${inEvents}/x-events/a`,
  },
  'an event in a header': {
    contract: events({ 'x-events': { a: [{ type: 'string', 'x-upstream': { in: 'header', name: 'X-A' } }] } }),
    rule: 'event-mapping',
    pointer: `${inEvents}/x-events/a/0`,
  },
  'two members of an event from one name': {
    contract: events({
      'x-events': { a: { type: 'object', properties: { b: { 'x-upstream': 'd' }, c: { 'x-upstream': 'd' } } } },
    }),
    rule: 'name-collision',
    pointer: `${inEvents}/x-events/a/properties/c`,
  },
  'a dropped event in the caller’s terms': {
    contract: events({ 'x-drop-events': { a: { type: 'string', 'x-upstream': 'b' } } }),
    rule: 'mapping-hidden',
    pointer: `${inEvents}/x-drop-events/a/x-upstream`,
  },
};

describe('a finding about an answer', () => {
  for (const [name, { contract, rule, pointer, severity = 'error' }] of Object.entries(rows)) {
    it(`tells ${name}`, () => {
      const { findings } = normalize([contract]);
      const found = findings.map((finding) => [finding.rule, finding.pointer, finding.severity]);
      assert.deepEqual(found, [[rule, pointer, severity]], JSON.stringify(findings));
    });
  }

  it('is not made of what can be', () => {
    const fine = answers({
      200: { upstream: [{ status: '200' }, { status: '201' }] },
      204: { upstream: { status: '299' } },
      401: {
        upstream: { status: '200', when },
        headers: { properties: { 'WWW-Authenticate': { type: 'string', 'x-upstream': { in: 'body', name: 'how' } } } },
      },
      404: { ...json, upstream: [{ status: '200', when: { required: ['gone'] } }, { status: '404' }] },
      '5XX': { upstream: { status: '503' } },
      default: { upstream: { status: '2XX', when } },
    });
    assert.deepEqual(normalize([fine]).findings, []);
  });
});

const forms: Record<string, Row> = {
  'an interim answer': { contract: answers({ 103: {} }), rule: 'member-name', pointer: `${at}/103` },
  'an interim answer of the upstream': {
    contract: answers({ 200: { upstream: { status: '1XX' } } }),
    rule: 'text-form',
    pointer: `${at}/200/upstream/status`,
  },
  'an origin without status': {
    contract: answers({ 200: { upstream: { when } } }),
    rule: 'required',
    pointer: `${at}/200/upstream`,
  },
  'a status that is a number': {
    contract: answers({ 200: { upstream: { status: 200 } } }),
    rule: 'type',
    pointer: `${at}/200/upstream/status`,
  },
  'an event with a line end in its name': {
    contract: events({ 'x-events': { 'a\nb': {} } }),
    rule: 'member-name',
    pointer: `${inEvents}/x-events/a\nb`,
  },
  'events of a content that is no stream': {
    contract: answers({ 200: { content: { 'application/json': { 'x-events': { a: {} } } } } }),
    rule: 'unknown-member',
    pointer: `${at}/200/content/application~1json/x-events`,
  },
  'a misspelt member of a stream': {
    contract: events({ 'x-event': { a: {} } }),
    rule: 'extension-near-miss',
    pointer: `${inEvents}/x-event`,
  },
  'a misspelt keyword in an event': {
    contract: events({ 'x-events': { a: { minLenght: 1 } } }),
    rule: 'unknown-member',
    pointer: `${inEvents}/x-events/a/minLenght`,
  },
  'another word for what becomes of other events': {
    contract: events({ 'x-other-events': 'refuse' }),
    rule: 'enum',
    pointer: `${inEvents}/x-other-events`,
  },
};

describe('the form of an answer', () => {
  for (const [name, { contract, rule, pointer }] of Object.entries(forms)) {
    it(`tells ${name}`, () => {
      const { documents } = loadContracts([contract], { root: process.cwd() });
      const found = documents.flatMap(checkStructure).map((finding) => [finding.rule, finding.pointer]);
      assert.deepEqual(found, [[rule, pointer]]);
    });
  }
});
