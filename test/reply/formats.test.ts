import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { contractOf, operationOf, type ContractText } from '../support/contract.ts';
import { apiOf, send, sent } from '../support/pipeline.ts';
import { answerBy, replyOf } from '../support/reply.ts';

const json = 'application/json';
const xml = 'application/xml';
const form = 'application/x-www-form-urlencoded';
const object = (properties: object, more: object = {}) => ({ type: 'object', properties, ...more });
const response = (written: object, more: ContractText = {}) =>
  contractOf({ route: 'GET /a', responses: { 200: written }, ...more });

const user = object(
  {
    userName: { type: 'string', 'x-upstream': 'user/name' },
    id: { type: 'integer', 'x-upstream': 'user/@id' },
    since: { type: 'string', format: 'date-time', 'x-upstream': { name: 'user/since', codec: 'unix-seconds' } },
    roles: { type: 'array', items: { type: 'string' }, 'x-upstream': 'user/roles/role' },
    limit: { type: 'number', 'x-upstream': 'user/limit' },
  },
  { required: ['userName'] },
);
const fromXml = response({ content: { [json]: user }, upstreamType: xml });
const headers = { 'Content-Type': xml };

describe('an answer in XML', () => {
  const reply = replyOf(fromXml);
  const text = `<?xml version="1.0"?>
    <user id="7"><name>Ada &amp; Co</name><since>0</since><roles><role>x</role></roles><limit>12345678901234567890.5</limit></user>`;

  it('reaches the caller as JSON of typed values, mapped back', () => {
    const answer = answerBy(reply, { headers, text });
    assert.equal(
      answer.text,
      '{"userName":"Ada & Co","id":7,"since":"1970-01-01T00:00:00Z","roles":["x"],"limit":12345678901234567890.5}',
    );
    assert.equal(answer.headers['Content-Type'], json);
    assert.equal(answer.headers['Content-Length'], `${Buffer.byteLength(answer.text ?? '')}`);
    assert.deepEqual(answer.violations, []);
  });

  it('is read in its charset', () => {
    const latin = Buffer.from('<user><name>Löw</name></user>', 'latin1');
    const type = { 'Content-Type': 'application/xml; charset=iso-8859-1' };
    assert.equal(answerBy(reply, { headers: type, text: latin }).text, '{"userName":"Löw"}');
  });

  it('keeps a text that is no value of its type, and says so', () => {
    const answer = answerBy(reply, { headers, text: '<user id="x"><name>a</name></user>' });
    assert.equal(answer.text, '{"userName":"a","id":"x"}');
    assert.deepEqual(answer.violations, ['body/user/%40id: type', 'body/id: type']);
  });

  const broken: readonly [string, string | Buffer][] = [
    ['no XML', '{"a":1}'],
    ['cut', '<user><name>a</na'],
    ['a DOCTYPE', '<!DOCTYPE user><user/>'],
    ['other bytes', Buffer.from([0xff, 0xc0])],
  ];
  for (const [name, content] of broken) {
    it(`is passed on as it came where it is ${name}, and told`, () => {
      const answer = answerBy(reply, { headers, text: content });
      assert.equal(answer.text, content.toString());
      assert.equal(answer.headers['Content-Type'], xml);
      assert.deepEqual(answer.violations, ['body: unreadable']);
    });

    it(`is a 502 where it is ${name} and validation is enforced`, () => {
      const strict = replyOf({ ...fromXml, responseValidation: 'enforce' });
      assert.equal(answerBy(strict, { headers, text: content }).problem?.code, 'upstream-contract-violation');
    });
  }

  it('may be wrapped as a whole by a codec', () => {
    const wrapped = object(
      { name: { type: 'string' }, age: { type: 'integer' }, tags: { type: 'array', items: { type: 'integer' } } },
      { 'x-upstream': { codec: { wrap: 's:Envelope/s:Body/user' } } },
    );
    const soap = replyOf(response({ content: { [json]: wrapped }, upstreamType: 'text/xml' }));
    const answer = answerBy(soap, {
      headers: { 'Content-Type': 'text/xml; charset=utf-8' },
      text: '<s:Envelope xmlns:s="x"><s:Body><user><name>a</name><age>3</age><tags>1</tags></user></s:Body></s:Envelope>',
    });
    assert.equal(answer.text, '{"name":"a","age":3,"tags":[1]}');
    assert.deepEqual(answer.violations, []);
  });

  it('stays XML where the caller gets XML, its names mapped', () => {
    const same = replyOf(
      response({ content: { [xml]: object({ user: object({ name: { type: 'string', 'x-upstream': 'n' } }) }) } }),
    );
    const answer = answerBy(same, { headers, text: '<user><n>a&lt;</n></user>' });
    assert.equal(answer.text, '<?xml version="1.0" encoding="UTF-8"?><user><name>a&lt;</name></user>');
    assert.equal(answer.headers['Content-Type'], xml);
  });

  it('is streamed unread where nothing in it is changed', () => {
    const same = replyOf(response({ content: { [xml]: object({ user: { type: 'string' } }) } }));
    assert.equal(answerBy(same, { headers, text: '<user>' }).kind, 'pass');
  });

  it('is judged all the same where that is enforced', () => {
    const schema = object({ user: { type: 'integer' } });
    const strict = replyOf(response({ content: { [xml]: schema } }, { responseValidation: 'enforce' }));
    assert.equal(answerBy(strict, { headers, text: '<user>7</user>' }).text, '<user>7</user>');
    assert.equal(answerBy(strict, { headers, text: '<user>x</user>' }).problem?.code, 'upstream-contract-violation');
  });
});

describe('an answer in a form or a text', () => {
  it('reaches the caller as JSON from a form', () => {
    const reply = replyOf(
      response({
        content: {
          [json]: object({
            ok: { type: 'boolean', 'x-upstream': { name: 'OK', codec: { words: { true: 'Y', false: 'N' } } } },
            count: { type: 'integer' },
            tags: { type: 'array', items: { type: 'string' }, 'x-upstream': { name: 'tag', style: 'pipeDelimited' } },
          }),
        },
        upstreamType: form,
      }),
    );
    const answer = answerBy(reply, { headers: { 'Content-Type': form }, text: 'OK=Y&count=3&tag=a%7Cb&more=x' });
    assert.equal(answer.text, '{"ok":true,"count":3,"tags":["a","b"],"more":"x"}');
    assert.equal(answer.headers['Content-Type'], json);
    const faulty = answerBy(reply, { headers: { 'Content-Type': form }, text: 'OK=Y&count=x' });
    assert.equal(faulty.text, '{"ok":true,"count":"x"}');
    assert.deepEqual(faulty.violations, ['body/count: type']);
  });

  it('reaches the caller as JSON from a text', () => {
    const reply = replyOf(
      response({
        content: { [json]: object({ count: { type: 'integer' } }, { 'x-upstream': { codec: { unwrap: 'count' } } }) },
        upstreamType: 'text/plain',
      }),
    );
    const answer = answerBy(reply, { headers: { 'Content-Type': 'text/plain' }, text: '12' });
    assert.equal(answer.text, '{"count":12}');
  });

  it('is written as a text in UTF-8 for the caller', () => {
    const reply = replyOf(
      response({
        content: { 'text/plain': { type: 'string', 'x-upstream': { codec: { wrap: 'message' } } } },
        upstreamType: json,
      }),
    );
    const answer = answerBy(reply, { text: '{"message":"Löw"}' });
    assert.equal(answer.text, 'Löw');
    assert.equal(answer.headers['Content-Type'], 'text/plain; charset=utf-8');
    assert.equal(answer.headers['Content-Length'], '4');
  });

  it('is passed on as it came where the caller has no form for it', () => {
    const reply = replyOf(
      response({ content: { [form]: object({ a: { type: ['string', 'null'] } }) }, upstreamType: json }),
    );
    const answer = answerBy(reply, { text: '{"a":null}' });
    assert.equal(answer.text, '{"a":null}');
    assert.deepEqual(answer.violations, ['body/a: unreadable']);
  });
});

describe('the Accept field of a request', () => {
  const acceptOf = (contract: object, headersSent: readonly string[]) =>
    sent(send(apiOf([contract]), 'GET /a', { headers: headersSent })).headers;

  it('asks the upstream for what it is declared to answer, where callers get something else', () => {
    assert.deepEqual(acceptOf(fromXml, ['Accept', json]), [`Accept: ${xml}`]);
    const errors = { content: { 'application/problem+json': {} } };
    const both = contractOf({
      route: 'GET /a',
      responses: { 200: { content: { [json]: user }, upstreamType: xml }, '4XX': errors },
    });
    const [line = ''] = acceptOf(both, []);
    assert.deepEqual(line.slice(8).split(', ').toSorted(), ['application/problem+json', xml]);
  });

  it("stays the caller's where the media types are the same", () => {
    const same = response({ content: { [json]: user } });
    assert.deepEqual(acceptOf(same, ['Accept', 'x/y']), ['Accept: x/y']);
  });

  it("is the contract's own where it writes one", () => {
    const own = response(
      { content: { [json]: user }, upstreamType: xml },
      { upstream: { headers: { Accept: 'text/xml' } } },
    );
    assert.equal(operationOf(own).upstream.accept, undefined);
    assert.deepEqual(acceptOf(own, ['Accept', json]), ['Accept: text/xml']);
  });
});

describe('a condition on an answer', () => {
  it('is asked of XML, whose values are texts where nothing says more', () => {
    const when = { required: ['error'] };
    const contract = contractOf({
      route: 'GET /a',
      responses: {
        200: { content: { [json]: user }, upstreamType: xml },
        404: {
          upstream: { status: '200', when },
          content: { [json]: object({ reason: { type: 'string', 'x-upstream': 'error/text' } }) },
          upstreamType: xml,
        },
      },
    });
    const reply = replyOf(contract);
    const found = answerBy(reply, { headers, text: '<user><name>a</name></user>' });
    assert.deepEqual([found.status, found.text], [200, '{"userName":"a"}']);
    const missing = answerBy(reply, { headers, text: '<error><text>gone</text></error>' });
    assert.deepEqual([missing.status, missing.text], [404, '{"reason":"gone"}']);
  });
});
