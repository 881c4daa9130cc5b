import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Api } from '../../../src/pipeline/pipeline.ts';
import { contractOf, type ContractText } from '../../support/contract.ts';
import { apiOf, limits, refused, send, sent } from '../../support/pipeline.ts';

const form = 'application/x-www-form-urlencoded';
const object = (properties: object, more: object = {}) => ({ type: 'object', properties, ...more });
const person = object(
  {
    userName: { type: 'string', minLength: 1, 'x-upstream': 'username' },
    age: { type: 'integer', maximum: 150 },
    tags: { type: 'array', items: { type: 'string' }, 'x-upstream': { name: 'tag', style: 'pipeDelimited' } },
    active: { type: 'boolean' },
    id: { type: 'integer' },
  },
  { required: ['userName'] },
);

function api(body: object, more: ContractText = {}): Api {
  return apiOf([contractOf({ route: 'POST /a', body, ...more })]);
}

const post = (to: Api, body: string, type = form) => send(to, 'POST /a', { body, headers: ['Content-Type', type] });

describe('a form that a caller sends', () => {
  const toJson = api({ content: { [form]: person }, upstreamType: 'application/json' });

  it('becomes JSON of typed values, under the names of the mapping', () => {
    const { body, headers } = sent(post(toJson, 'userName=Ada+L%C3%B6w&age=36&tags=a&tags=b&active=true'));
    assert.equal(body, '{"username":"Ada Löw","age":36,"tag":["a","b"],"active":true}');
    assert.deepEqual(headers, ['Content-Type: application/json']);
  });

  it('keeps the digits of numbers that JavaScript cannot hold', () => {
    const { body } = sent(post(toJson, 'userName=a&id=12345678901234567890'));
    assert.equal(body, '{"username":"a","id":12345678901234567890}');
  });

  it('may hold characters that a URL cannot', () => {
    assert.equal(sent(post(toJson, 'userName=Ada Löw#1')).body, '{"username":"Ada Löw#1"}');
  });

  it('is judged like every other body: all violations at once, by member', () => {
    assert.deepEqual(refused(post(toJson, 'age=12abc&nick=x&active=yes')), [
      'body/userName: required',
      'body/age: type',
      'body/active: type',
      'body/nick: unknown',
    ]);
  });

  const faults: readonly [string, string, string][] = [
    ['a field twice', 'userName=a&userName=b', 'body/userName: repeated'],
    ['a broken escape', 'userName=%zz', 'body/userName: encoding'],
    ['bytes that are not UTF-8', 'userName=%ff', 'body/userName: encoding'],
    ['NUL', 'userName=a%00b', 'body/userName: encoding'],
    ['an item in another form', 'userName=a&age=', 'body/age: type'],
    ['a value beyond its limit', 'userName=a&age=151', 'body/age: maximum'],
  ];
  for (const [name, body, violation] of faults) {
    it(`refuses ${name}`, () => assert.deepEqual(refused(post(toJson, body)), [violation]));
  }

  it('speaks of the body and the field', () => {
    const outcome = post(toJson, 'userName=a&age=x');
    const [violation] = outcome.ok ? [] : (outcome.problem.errors ?? []);
    assert.equal(violation?.name, 'age');
    assert.match(violation?.detail ?? '', /^`age` in the body must be an integer/);
  });

  it('has no more fields than the limit', () => {
    const small = apiOf(
      [contractOf({ route: 'POST /a', body: { content: { [form]: person } } })],
      {},
      { ...limits, formFields: 2 },
    );
    assert.deepEqual(refused(post(small, 'userName=a&age=1&active=true')), ['body/active: too-many']);
  });

  it('can have no field that stands for the prototype of an object', () => {
    const open = api({ content: { [form]: { type: 'object' } }, upstreamType: 'application/json' });
    assert.deepEqual(refused(post(open, '__proto__=1')), ['malformed-body']);
    assert.equal(sent(post(open, 'constructor=1&toString=2')).body, '{"constructor":"1","toString":"2"}');
  });

  it('goes on as it came where nothing is mapped', () => {
    const same = api({ content: { [form]: object({ a: { type: 'string' } }) } });
    const { body, headers } = sent(post(same, 'a=1+%2b', `${form}; charset=UTF-8`));
    assert.equal(body, 'a=1+%2b');
    assert.deepEqual(headers, [`Content-Type: ${form}; charset=UTF-8`]);
  });

  it('is a form again where fields are mapped', () => {
    const mapped = api({ content: { [form]: person } });
    const { body, headers } = sent(post(mapped, 'userName=a b&tags=x&tags=y'));
    assert.equal(body, 'username=a%20b&tag=x%7Cy');
    assert.deepEqual(headers, [`Content-Type: ${form}`]);
  });

  it('holds objects in the styles of a query', () => {
    const nested = api({
      content: {
        [form]: object({
          filter: { ...object({ name: { type: 'string' }, age: { type: 'integer' } }), 'x-style': 'deepObject' },
          point: { ...object({ x: { type: 'integer' } }), 'x-explode': false },
        }),
      },
      upstreamType: 'application/json',
    });
    assert.equal(
      sent(post(nested, 'filter[name]=a&filter%5Bage%5D=3&point=x,7')).body,
      '{"filter":{"name":"a","age":3},"point":{"x":7}}',
    );
    const faulty = refused(post(nested, 'filter[age]=x&point=y'));
    assert.deepEqual(faulty.toSorted(), ['body/filter/age: type', 'body/point: style']);
  });

  it('is read from what another parser made of it', () => {
    const outcome = send(toJson, 'POST /a', {
      parsed: { userName: 'Ada', tags: ['a', 'b'], age: '36' },
      headers: ['Content-Type', form],
    });
    assert.equal(sent(outcome).body, '{"username":"Ada","age":36,"tag":["a","b"]}');
  });

  it('is judged where another parser made lists of objects of it', () => {
    const parsed = { userName: 'Ada', lines: [{ sku: 'A-1' }] };
    assert.deepEqual(refused(send(toJson, 'POST /a', { parsed, headers: ['Content-Type', form] })), [
      'body/lines%5B0%5D%5Bsku%5D: unknown',
    ]);
  });
});

describe('a form that an upstream gets', () => {
  const fromJson = api({ content: { 'application/json': person }, upstreamType: form });

  it('is written from JSON', () => {
    const { body, headers } = sent(
      post(fromJson, '{"userName":"Ada & Co","age":36,"tags":["a","b"]}', 'application/json'),
    );
    assert.equal(body, 'username=Ada%20%26%20Co&age=36&tag=a%7Cb');
    assert.deepEqual(headers, [`Content-Type: ${form}`]);
  });

  const unsendable: readonly [string, string, string][] = [
    ['a delimiter in an item', '{"userName":"a","tags":["x|y"]}', 'body/tags/0: unsendable'],
    ['NUL', '{"userName":"\\u0000"}', 'body/userName: unsendable'],
  ];
  for (const [name, body, violation] of unsendable) {
    it(`cannot hold ${name}, which is told in the caller's terms`, () => {
      assert.deepEqual(refused(post(fromJson, body, 'application/json')), [violation]);
    });
  }

  it('cannot hold null', () => {
    const nullable = api({
      content: { 'application/json': object({ a: { type: ['string', 'null'] } }) },
      upstreamType: form,
    });
    assert.deepEqual(refused(post(nullable, '{"a":null}', 'application/json')), ['body/a: unsendable']);
  });

  it('holds an object that only a path makes as members in brackets', () => {
    const paths = api({
      content: { 'application/json': object({ name: { type: 'string', 'x-upstream': 'filter/name' } }) },
      upstreamType: form,
    });
    assert.equal(sent(post(paths, '{"name":"a"}', 'application/json')).body, 'filter%5Bname%5D=a');
  });

  it('takes what the contract adds, and parameters that move there', () => {
    const added = api(
      { content: { 'application/json': person }, upstreamType: form },
      {
        query: { properties: { dry: { type: 'boolean', 'x-upstream': { in: 'body', name: 'dryRun' } } } },
        upstream: { body: { '/source': 'web' } },
      },
    );
    const { body } = sent(send(added, 'POST /a?dry=true', { body: '{"userName":"a"}' }));
    assert.equal(body, 'dryRun=true&username=a&source=web');
  });

  it('is made where no caller sends a body', () => {
    const made = apiOf([
      contractOf({
        route: 'GET /a',
        upstream: { route: 'POST /a', bodyType: form, body: { '/action': 'find' } },
        query: { properties: { name: { type: 'string', 'x-upstream': { in: 'body', name: 'q' } } } },
      }),
    ]);
    const { body, headers } = sent(send(made, 'GET /a?name=x%20y'));
    assert.equal(body, 'q=x%20y&action=find');
    assert.deepEqual(headers, [`Content-Type: ${form}`]);
  });
});

describe('several media types side by side', () => {
  const several = api({
    content: { 'application/json': person, [form]: person },
    upstreamType: { [form]: 'application/json' },
  });

  it('are each read in their own format', () => {
    const wanted = '{"username":"a","age":3}';
    assert.equal(sent(post(several, '{"userName":"a","age":3}', 'application/json')).body, wanted);
    assert.equal(sent(post(several, 'userName=a&age=3')).body, wanted);
  });

  it('are named by the answer to another one', () => {
    const outcome = post(several, 'x', 'text/plain');
    assert.ok(!outcome.ok);
    assert.equal(outcome.problem.code, 'unsupported-media-type');
    assert.deepEqual(outcome.problem.headers, { Accept: `application/json, ${form}` });
  });
});

describe('a field of a form with parts', () => {
  it('has the type of the pattern that its name matches', () => {
    const schema = { type: 'object', patternProperties: { '^n_': { type: 'integer' } }, additionalProperties: false };
    const content = { 'multipart/form-data': { ...schema, 'x-upstream': { codec: { wrap: 'all' } } } };
    const api = apiOf([contractOf({ route: 'POST /a', body: { content, upstreamType: 'application/json' } })]);
    const found = api.match('POST', '/a');
    assert.ok(found.kind === 'operation');
    const outcome = found.operation.run(
      {
        method: 'POST',
        url: '/a',
        rawHeaders: ['Content-Type', 'multipart/form-data; boundary=x', 'Content-Length', '1'],
        body: {
          kind: 'parts',
          fields: [{ name: 'n_1', mediaType: undefined, text: '7' }],
          files: [],
          complete: true,
          boundary: 'x',
        },
        context: undefined,
      },
      [],
    );
    assert.equal(sent(outcome).body, '{"all":{"n_1":7}}');
  });
});
