import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Api } from '../../../src/pipeline/pipeline.ts';
import { contractOf, type ContractText } from '../../support/contract.ts';
import { apiOf, refused, send, sent } from '../../support/pipeline.ts';

const object = (properties: object, more: object = {}) => ({ type: 'object', properties, ...more });
const declaration = '<?xml version="1.0" encoding="UTF-8"?>';

function api(body: object, more: ContractText = {}): Api {
  return apiOf([contractOf({ route: 'POST /a', body, ...more })]);
}

const post = (to: Api, body: string | Uint8Array, type = 'application/xml') =>
  send(to, 'POST /a', { body, headers: ['Content-Type', type] });

const order = object(
  {
    order: object(
      {
        '@id': { type: 'integer', 'x-upstream': 'id' },
        name: { type: 'string' },
        line: { type: 'array', items: object({ sku: { type: 'string' }, count: { type: 'integer', minimum: 1 } }) },
        paid: { type: 'boolean' },
        note: object({ '@lang': { type: 'string' }, '#text': { type: 'string' } }),
        limit: { type: ['number', 'null'] },
      },
      { required: ['name'] },
    ),
  },
  { required: ['order'] },
);

describe('XML that a caller sends', () => {
  const toJson = api({ content: { 'application/xml': order }, upstreamType: 'application/json' });
  const json = (xml: string) => JSON.parse(sent(post(toJson, xml)).body ?? '');

  it('becomes JSON of typed values', () => {
    const xml = `${declaration}
      <order id="7">
        <name>Ada &amp; Co &#x1F600;</name>
        <line><sku>a</sku><count> 2 </count></line>
        <line><sku>b</sku></line>
        <paid>true</paid>
        <note lang="en">all <![CDATA[<well>]]></note>
      </order>`;
    assert.deepEqual(json(xml), {
      order: {
        id: 7,
        name: 'Ada & Co 😀',
        line: [{ sku: 'a', count: 2 }, { sku: 'b' }],
        paid: true,
        note: { '@lang': 'en', '#text': 'all <well>' },
      },
    });
  });

  it('makes a list of one element where a list is declared', () => {
    assert.deepEqual(json('<order><name>a</name><line><sku>x</sku></line></order>').order.line, [{ sku: 'x' }]);
  });

  it('makes null of nothing where null is declared and no text', () => {
    assert.deepEqual(json('<order><name/><limit/></order>').order, { name: '', limit: null });
  });

  it('keeps the digits of numbers that JavaScript cannot hold', () => {
    const { body } = sent(post(toJson, '<order id="12345678901234567890"><name>a</name></order>'));
    assert.equal(body, '{"order":{"id":12345678901234567890,"name":"a"}}');
  });

  it('leaves declarations of namespaces out, and comments between elements', () => {
    const xml = '<order xmlns="urn:a" xmlns:x="urn:b"><!-- c --><name>a</name><?p i?></order>';
    assert.deepEqual(json(xml), { order: { name: 'a' } });
  });

  it('is judged like every other body: all violations at once, by member', () => {
    const xml =
      '<order id="x"><line><count>0</count></line><line><count>1e3</count></line><paid>1</paid><hint>h</hint></order>';
    assert.deepEqual(refused(post(toJson, xml)), [
      'body/order/%40id: type',
      'body/order/name: required',
      'body/order/line/0/count: minimum',
      'body/order/line/1/count: type',
      'body/order/paid: type',
      'body/order/hint: unknown',
    ]);
  });

  it('has one element where one is declared', () => {
    const outcome = post(toJson, '<order><name>a</name><name>b</name></order>');
    assert.deepEqual(refused(outcome), ['body/order/name: type']);
  });

  const malformed: readonly [string, string, RegExp][] = [
    ['an element that is not closed', '<order><name></order>', /Line 1, column \d+: unexpected close tag/],
    ['two roots', '<order/><order/>', /one root/],
    ['nothing', ' ', /root element/],
    ['a DOCTYPE', '<!DOCTYPE order SYSTEM "http://x/y.dtd"><order/>', /DOCTYPE is not accepted/],
    [
      'a bomb of entities',
      '<!DOCTYPE o [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><order><name>&b;</name></order>',
      /DOCTYPE is not accepted/,
    ],
    ['an entity beyond the five', '<order><name>&nbsp;</name></order>', /undefined entity/],
    ['a control character', '<order><name>\u0001</name></order>', /disallowed character/],
    ['a control character by its number', '<order><name>&#1;</name></order>', /malformed character entity/],
    ['an attribute twice', '<order id="1" id="2"/>', /duplicate attribute/],
    ['a text that a comment cuts', '<order><name>ad<!-- -->min</name></order>', /stands in the text of `name`/],
    ['a name that stands for the prototype', '<order><__proto__>a</__proto__></order>', /`__proto__` is refused/],
    ['an attribute of that name', '<order __proto__="a"/>', /`__proto__` is refused/],
    ['elements that stand too deep', '<a>'.repeat(100_000), /more than 64 deep/],
    ['XML 1.1', '<?xml version="1.1"?><order><name>&#1;</name></order>', /malformed character entity/],
  ];
  for (const [name, xml, detail] of malformed) {
    it(`refuses ${name}`, () => {
      const outcome = post(toJson, xml);
      assert.deepEqual(refused(outcome), ['malformed-body']);
      assert.match((!outcome.ok && outcome.problem.detail) || '', detail);
    });
  }

  it('takes an attribute of a million characters in time', () => {
    const started = performance.now();
    assert.equal(
      json(`<order><name>a</name><note lang="${'x'.repeat(1_000_000)}"/></order>`).order.note['@lang'].length,
      1_000_000,
    );
    assert.ok(performance.now() - started < 2000);
  });

  it('is read in the charset that its mark, its Content-Type or itself names', () => {
    const text = '<order><name>Löw</name></order>';
    const wanted = '{"order":{"name":"Löw"}}';
    const latin = Buffer.from(text, 'latin1');
    assert.equal(sent(post(toJson, latin, 'application/xml; charset=ISO-8859-1')).body, wanted);
    const own = Buffer.from(`<?xml version="1.0" encoding="iso-8859-1"?>${text}`, 'latin1');
    assert.equal(sent(post(toJson, own)).body, wanted);
    assert.equal(sent(post(toJson, Buffer.from(`\ufeff${text}`, 'utf16le'))).body, wanted);
    assert.deepEqual(refused(post(toJson, latin)), ['malformed-body']);
  });

  it('goes on as it came where nothing is mapped', () => {
    const same = api({ content: { 'text/xml': object({ a: { type: 'string' } }) } });
    const text = '<a ><![CDATA[1]]></a>';
    assert.equal(sent(post(same, text, 'text/xml')).body, text);
  });
});

describe('XML that an upstream gets', () => {
  const user = object({
    name: { type: 'string', 'x-upstream': 'user/fullName' },
    id: { type: 'integer', 'x-upstream': 'user/@id' },
    roles: { type: 'array', items: { type: 'string' }, 'x-upstream': 'user/roles/role' },
  });
  const fromJson = api({ content: { 'application/json': user }, upstreamType: 'application/xml' });
  const xml = (json: string) => sent(post(fromJson, json, 'application/json')).body;

  it('is written from JSON, everything escaped', () => {
    assert.equal(
      xml('{"name":"<a> & \\"b\\"]]>\\r\\n","id":7,"roles":["x","y"]}'),
      `${declaration}<user id="7"><fullName>&lt;a&gt; &amp; &quot;b&quot;]]&gt;&#13;&#10;</fullName><roles><role>x</role><role>y</role></roles></user>`,
    );
  });

  it('has its root also where there is nothing in it', () => assert.equal(xml('{}'), `${declaration}<user/>`));

  it('has the media type of the upstream', () => {
    assert.deepEqual(sent(post(fromJson, '{}', 'application/json')).headers, ['Content-Type: application/xml']);
  });

  it('takes a root by a codec, and namespaces as constants', () => {
    const soap = api(
      {
        content: {
          'application/json': object(
            { userName: { type: 'string', 'x-upstream': 'u:name' } },
            { 'x-upstream': { codec: { wrap: 'soap:Envelope/soap:Body/u:find' } } },
          ),
        },
        upstreamType: 'text/xml',
      },
      { upstream: { body: { '/soap:Envelope/@xmlns:soap': 'http://schemas.xmlsoap.org/soap/envelope/' } } },
    );
    const { body, headers } = sent(post(soap, '{"userName":"a"}', 'application/json'));
    assert.equal(
      body,
      `${declaration}<soap:Envelope xmlns:soap="http://schemas.xmlsoap.org/soap/envelope/"><soap:Body><u:find><u:name>a</u:name></u:find></soap:Body></soap:Envelope>`,
    );
    assert.deepEqual(headers, ['Content-Type: text/xml; charset=utf-8']);
  });

  it("cannot hold control characters, which is told in the caller's terms", () => {
    const outcome = post(fromJson, '{"name":"a","roles":["b","\\u0001"]}', 'application/json');
    assert.deepEqual(refused(outcome), ['body/roles/1: unsendable']);
  });

  it('cannot hold a name that a caller makes up and XML does not have', () => {
    const open = api({
      content: { 'application/json': object({ a: { type: 'object', additionalProperties: { type: 'string' } } }) },
      upstreamType: 'application/xml',
    });
    assert.deepEqual(refused(post(open, '{"a":{"b c":"1"}}', 'application/json')), ['body/a/b%20c: unsendable']);
    assert.equal(sent(post(open, '{"a":{"b":"1"}}', 'application/json')).body, `${declaration}<a><b>1</b></a>`);
  });

  // What the contract adds is the caller's where it is made of the caller's values: no defect, and no 500.
  it('cannot hold control characters of values that the contract adds, or of the items that it adds to', () => {
    const lines = {
      type: 'array',
      'x-upstream': 'r/line',
      items: object({ sku: { type: 'string', 'x-upstream': 'S' } }),
    };
    const adding = api(
      { content: { 'application/json': object({ lines }) }, upstreamType: 'application/xml' },
      {
        route: 'POST /a',
        query: { properties: { q: { type: 'string', 'x-upstream': false } } },
        upstream: { body: { '/r/q': { from: 'query:q' }, '/r/t': { template: '{query:q}!' }, '/r/line/*/by': 'web' } },
      },
    );
    const json = ['Content-Type', 'application/json'];
    const outcome = send(adding, 'POST /a?q=%01', { body: '{}', headers: json });
    assert.deepEqual(refused(outcome), ['query/q: unsendable']);
    const body = '{"lines":[{"sku":"a"},{"sku":"\\u0001"}]}';
    assert.deepEqual(refused(send(adding, 'POST /a', { body, headers: json })), ['body/lines/1/sku: unsendable']);
  });
});
