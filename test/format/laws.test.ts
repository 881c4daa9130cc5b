import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import type { JsonObject, JsonValue } from '../../src/codec/json-value.ts';
import { formQueryText } from '../../src/format/form-text.ts';
import { compileWriteForm } from '../../src/format/write-form.ts';
import { parseXml } from '../../src/format/xml/parse-xml.ts';
import { compileWriteXml } from '../../src/format/xml/write-xml.ts';
import { contractOf } from '../support/contract.ts';
import { apiOf, send, sent } from '../support/pipeline.ts';

const anyText = fc.string({ unit: 'binary', maxLength: 12 });
const isSendable = (text: string): boolean => text.isWellFormed() && !text.includes('\0');
const fieldText = anyText.filter(isSendable);
// The names of exploded objects are those of their members, so that all fields here are scalars and lists.
const field = fc.oneof(
  fieldText,
  fc.boolean(),
  fc.maxSafeInteger(),
  fc.array(fieldText, { minLength: 1, maxLength: 3 }),
);
const fields = fc.dictionary(
  fieldText.filter((name) => name !== '' && name !== '__proto__'),
  field,
  { maxKeys: 5 },
);

describe('a form that is written', () => {
  const write = compileWriteForm(new Map());

  it('is what URLSearchParams reads', () => {
    fc.assert(
      fc.property(fields, (value) => {
        const written = write(value);
        assert.ok(written.ok);
        const pairs = Object.entries(value).flatMap(([name, content]) =>
          [content].flat().map((each) => [name, String(each)]),
        );
        assert.deepEqual([...new URLSearchParams(written.content.toString())], pairs);
      }),
    );
  });

  it('is read back as it was', () => {
    const form = 'application/x-www-form-urlencoded';
    const schema = {
      type: 'object',
      properties: { a: { type: 'string' }, b: { type: 'array', items: { type: 'string' } } },
    };
    const api = apiOf([
      contractOf({ route: 'POST /a', body: { content: { [form]: schema }, upstreamType: 'application/json' } }),
    ]);
    const values = fc.record(
      { a: fieldText, b: fc.array(fieldText, { minLength: 1 }) },
      { requiredKeys: [], noNullPrototype: true },
    );
    fc.assert(
      fc.property(
        values.filter((value) => Object.keys(value).length > 0),
        (value) => {
          const written = write(value);
          assert.ok(written.ok);
          const outcome = send(api, 'POST /a', { body: written.content, headers: ['Content-Type', form] });
          assert.deepEqual(JSON.parse(sent(outcome).body ?? ''), value);
        },
      ),
    );
  });

  it('is read as URLSearchParams writes it', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(fieldText, fieldText)), (pairs) => {
        const text = new URLSearchParams(pairs).toString();
        const read = formQueryText(Buffer.from(text), 'utf-8');
        assert.deepEqual([...new URLSearchParams(read ?? '')], pairs);
      }),
    );
  });
});

const xmlName = fc.string({ unit: fc.constantFrom('a', 'B', 'é', '_', '日'), minLength: 1, maxLength: 3 });
// What XML can hold; a text of blanks alone is layout, and an empty one is nothing.
const isXmlText = (text: string): boolean =>
  text.isWellFormed() && !/[\0-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]/.test(text) && text.trim() !== '';
const xmlText = anyText.filter(isXmlText);
const { element } = fc.letrec<{ element: JsonValue }>((tie) => ({
  element: fc.oneof(
    { maxDepth: 4 },
    xmlText,
    fc
      .tuple(
        fc.dictionary(xmlName, fc.oneof(tie('element'), fc.array(tie('element'), { minLength: 2, maxLength: 3 })), {
          maxKeys: 3,
        }),
        fc.dictionary(
          xmlName.map((name) => `@${name}`),
          xmlText,
          { minKeys: 1, maxKeys: 2 },
        ),
        fc.option(xmlText),
      )
      .map(([children, attributes, text]) => ({
        ...attributes,
        ...children,
        ...(text === null ? {} : { '#text': text }),
      })),
  ) as fc.Arbitrary<JsonValue>,
}));

describe('XML that is written', () => {
  const api = apiOf([
    contractOf({
      route: 'POST /a',
      body: { content: { 'application/xml': { type: 'object' } }, upstreamType: 'application/json' },
    }),
  ]);

  it('is read back as it was', () => {
    fc.assert(
      fc.property(xmlName, element, (name, value) => {
        const document: JsonObject = { [name]: value };
        const written = compileWriteXml(undefined)(document);
        assert.ok(written.ok);
        const outcome = send(api, 'POST /a', { body: written.content, headers: ['Content-Type', 'application/xml'] });
        assert.deepEqual(JSON.parse(sent(outcome).body ?? ''), JSON.parse(JSON.stringify(document)));
      }),
    );
  });

  it('is well-formed or refused, whatever the value', () => {
    fc.assert(
      fc.property(fc.dictionary(anyText, fc.jsonValue() as fc.Arbitrary<JsonValue>, { maxKeys: 2 }), (value) => {
        const written = compileWriteXml('root')(value);
        if (!written.ok) return assert.ok(written.faults.length > 0);
        const parsed = parseXml(written.content.toString(), { maxDepth: 1000 });
        assert.ok(parsed.ok || parsed.fault.code === 'name', written.content.toString());
      }),
    );
  });
});

describe('XML that arrives', () => {
  it('is a document or a fault with its place, whatever the text', () => {
    const pieces = fc.constantFrom(
      '<a>',
      '</a>',
      '<a',
      '/>',
      '<!--',
      '-->',
      '<![CDATA[',
      ']]>',
      '<?x',
      '?>',
      '&lt;',
      '&#1;',
      '<!DOCTYPE a>',
      ' b="1"',
      'x',
      ' ',
    );
    fc.assert(
      fc.property(fc.array(fc.oneof(pieces, anyText), { maxLength: 12 }), (parts) => {
        const parsed = parseXml(parts.join(''), { maxDepth: 5 });
        if (!parsed.ok) assert.ok(parsed.fault.line >= 1 && parsed.fault.column >= 1 && parsed.fault.detail !== '');
      }),
      { numRuns: 500 },
    );
  });
});
