import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { checkFormats } from '../../src/pipeline/check-formats.ts';
import { type ContractText, contractOf, normalize } from '../support/contract.ts';

const form = 'application/x-www-form-urlencoded';
const xml = 'application/xml';
const json = 'application/json';
const text = { type: 'string' };
const object = (properties: object) => ({ type: 'object', properties });
const at = '/operations/op/body';
const content = (mediaType: string) => `${at}/content/${mediaType.replaceAll('/', '~1')}`;

const body = (written: object, more: ContractText = {}) => contractOf({ route: 'POST /a', body: written, ...more });
const to = (upstreamType: string, schema: object, more: ContractText = {}) =>
  body({ content: { [json]: schema }, upstreamType }, more);
const answer = (written: object) => contractOf({ route: 'GET /a', responses: { 200: written } });

const findings: Readonly<Record<string, { contract: object; rule: string; pointer: string }>> = {
  'a media type that is nearly one that is known': {
    contract: body({ content: { 'application/jsn': {} } }),
    rule: 'media-type',
    pointer: content('application/jsn'),
  },
  'a type of the upstream that is nearly one that is known': {
    contract: body({ content: { 'image/png': {} }, upstreamType: 'aplication/xml' }),
    rule: 'media-type',
    pointer: `${at}/upstreamType`,
  },
  'a type of the upstream for a type that is not declared': {
    contract: body({ content: { [json]: {} }, upstreamType: { 'application/jsn+json': xml } }),
    rule: 'media-type',
    pointer: `${at}/upstreamType/application~1jsn+json`,
  },
  'a form that is no object': {
    contract: body({ content: { [form]: text } }),
    rule: 'format',
    pointer: content(form),
  },
  'a list in a list in a form': {
    contract: body({ content: { [form]: object({ a: { type: 'array', items: { type: 'array' } } }) } }),
    rule: 'nested-text',
    pointer: `${content(form)}/properties/a`,
  },
  'a field of several types': {
    contract: body({ content: { [form]: object({ a: { type: ['integer', 'string'] } }) } }),
    rule: 'several-types',
    pointer: `${content(form)}/properties/a`,
  },
  'an object in an object that becomes a form': {
    contract: to(form, object({ a: object({ b: object({ c: text }) }) })),
    rule: 'nested-text',
    pointer: `${content(json)}/properties/a/properties/b`,
  },
  'a path too deep for a form': {
    contract: to(form, object({ a: { ...text, 'x-upstream': 'x/y/z' } })),
    rule: 'nested-text',
    pointer: content(json),
  },
  'an object that becomes a text': {
    contract: to('text/plain', object({ a: text })),
    rule: 'format',
    pointer: content(json),
  },
  'several roots of XML': {
    contract: to(xml, object({ a: text, b: text })),
    rule: 'xml-root',
    pointer: content(json),
  },
  'a second root that a parameter makes': {
    contract: to(xml, object({ a: text }), {
      query: object({ q: { ...text, 'x-upstream': { in: 'body', name: 'q' } } }),
    }),
    rule: 'xml-root',
    pointer: content(json),
  },
  'a list as the whole of XML': {
    contract: to(xml, { type: 'array', items: text }),
    rule: 'format',
    pointer: content(json),
  },
  'a name that XML does not have': {
    contract: to(xml, object({ a: object({ 'b c': text }) })),
    rule: 'xml-name',
    pointer: `${content(json)}/properties/a/properties/b c`,
  },
  'an upstream name that XML does not have': {
    contract: to(xml, object({ a: object({ b: { ...text, 'x-upstream': '1b' } }) })),
    rule: 'xml-name',
    pointer: `${content(json)}/properties/a/properties/b`,
  },
  'an attribute that is an object': {
    contract: to(xml, object({ a: object({ '@b': object({ c: text }) }) })),
    rule: 'format',
    pointer: `${content(json)}/properties/a/properties/@b`,
  },
  'a list in a list that becomes XML': {
    contract: to(
      xml,
      object({ a: { type: 'object', properties: { b: { type: 'array', items: { type: 'array', items: text } } } } }),
    ),
    rule: 'format',
    pointer: `${content(json)}/properties/a/properties/b/items`,
  },
  'a body of nobody in parts': {
    contract: contractOf({ route: 'POST /a', upstream: { bodyType: 'multipart/form-data', body: { '/a': 1 } } }),
    rule: 'format',
    pointer: '/operations/op/upstream/bodyType',
  },
  'two answers of one type of the upstream': {
    contract: answer({ content: { [json]: {}, [form]: object({}) }, upstreamType: xml }),
    rule: 'media-type',
    pointer: `/operations/op/responses/200/content/${form.replace('/', '~1')}`,
  },
  'an answer of bytes that is to become JSON': {
    contract: answer({ content: { [json]: {} }, upstreamType: 'application/octet-stream' }),
    rule: 'format',
    pointer: '/operations/op/responses/200/content/application~1json',
  },
};

describe('what a format cannot hold is a finding:', () => {
  for (const [name, { contract, rule, pointer }] of Object.entries(findings)) {
    it(name, () => {
      const found = normalize([contract]).findings.map((finding) => [finding.rule, finding.pointer]);
      assert.deepEqual(found, [[rule, pointer]]);
    });
  }

  it('but nothing is where the very same text goes on', () => {
    const odd = body({ content: { [xml]: object({ root: object({ a: text }) }), [form]: object({ a: text }) } });
    assert.deepEqual(normalize([odd]).findings, []);
  });
});

describe('what the formats of a contract need', () => {
  const check = (contract: object, installed: boolean) =>
    checkFormats(
      normalize([contract]).contracts,
      () => undefined,
      () => installed,
    );

  it('is a finding that names the command, where XML is read and its parser is not installed', () => {
    for (const contract of [
      body({ content: { [xml]: object({ a: text }) } }),
      answer({ content: { [json]: object({ a: text }) }, upstreamType: xml }),
    ]) {
      const [finding, ...others] = check(contract, false);
      assert.equal(finding?.rule, 'not-installed');
      assert.match(finding?.cure ?? '', /`npm install saxes`/);
      assert.deepEqual(others, []);
      assert.deepEqual(check(contract, true), []);
    }
  });

  it('is nothing where XML is only written, or passed on', () => {
    assert.deepEqual(check(to(xml, object({ a: text })), false), []);
    assert.deepEqual(check(answer({ content: { [xml]: object({ a: text }) } }), false), []);
  });

  it('are constants that the format can hold', () => {
    const added = (value: unknown) =>
      to(xml, object({ a: object({ b: text }) }), { upstream: { body: { '/a/c': value } } });
    assert.deepEqual(check(added('x'), true), []);
    const [finding] = check(added('\u0001'), true);
    assert.equal(finding?.rule, 'value-unsendable');
    assert.match(finding?.message ?? '', /`\/a\/c` .* cannot have/);
  });
});
