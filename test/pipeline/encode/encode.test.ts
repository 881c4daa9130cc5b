import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { ExactNumber } from '../../../src/codec/exact-number.ts';
import { encoding, outgoing, refused } from './encoding.ts';

const text = { type: 'string' };
const texts = { type: 'array', items: text };

describe('encode of the path', () => {
  const members = {
    route: 'GET /users/{id}/{file}',
    upstream: { route: 'GET /api/v1/{id}/files/{file}.json' },
    path: { properties: { id: text, file: text } },
  };
  const encode = encoding(members);
  const pathOf = (id: string, file = 'f') => outgoing(encode({ slots: { id, file } })).path;

  it('keeps each value one segment', () => {
    assert.equal(pathOf('a/b?c#d%e'), '/api/v1/a%2Fb%3Fc%23d%25e/files/f.json');
    assert.equal(pathOf('é +', 'x;y'), '/api/v1/%C3%A9%20%2B/files/x%3By.json');
    assert.equal(pathOf('%2e%2e'), '/api/v1/%252e%252e/files/f.json');
  });

  it('writes a value that is a part of a segment, even an empty one', () => {
    assert.equal(pathOf('1', ''), '/api/v1/1/files/.json');
    assert.equal(pathOf('1', '..'), '/api/v1/1/files/...json');
  });

  for (const id of ['', '.', '..', '../admin', 'a/../../b', 'a\\..\\b', './x']) {
    it(`refuses ${JSON.stringify(id)}, which would not stay where it is`, () => {
      const [violation, ...others] = refused(encode({ slots: { id }, pathValues: ['x', 'f'] }));
      assert.deepEqual(others, []);
      assert.deepEqual([violation?.in, violation?.pointer, violation?.code], ['path', '#/id', 'unsendable']);
    });
  }

  it('writes the literal path of a route without values as it is authored', () => {
    assert.equal(outgoing(encoding({ upstream: { route: 'GET /a%20b/' } })()).path, '/a%20b/');
    assert.equal(outgoing(encoding({ upstream: { route: 'GET /' } })()).path, '/');
  });

  it('says that a value is required when the caller did not send what the path needs', () => {
    const violations = refused(encode({ slots: { id: undefined, file: undefined }, pathValues: [] }));
    assert.deepEqual(
      violations.map(({ pointer, code }) => `${pointer} ${code}`),
      ['#/id required', '#/file required'],
    );
  });

  it('is silent about a value that did not decode, for decode has said so', () => {
    assert.deepEqual(refused(encode({ slots: { id: 'x', file: undefined }, pathValues: ['x', '%zz'] })), []);
  });
});

describe('encode of the query', () => {
  const encode = encoding({
    upstream: { route: 'GET /r', query: { v: '2' } },
    query: {
      properties: {
        userName: { ...text, 'x-upstream': 'user name' },
        age: { type: 'integer' },
        tags: { ...texts, 'x-upstream': { name: 'tag', style: 'pipeDelimited' } },
        list: texts,
      },
    },
  });

  it('writes values in the order of the slots, and leaves out what is absent', () => {
    const url = '/things?list=b&list=c&age=7&userName=a%26b%3Dc';
    assert.equal(outgoing(encode({ url })).path, '/r?v=2&user%20name=a%26b%3Dc&age=7&list=b&list=c');
    assert.equal(outgoing(encode()).path, '/r?v=2');
  });

  it('writes numbers digit for digit', () => {
    const path = outgoing(encode({ slots: { age: new ExactNumber('12345678901234567890') } })).path;
    assert.equal(path, '/r?v=2&age=12345678901234567890');
  });

  it("names the caller's parameter and item when an item holds the delimiter", () => {
    const [violation] = refused(encode({ slots: { tag: ['a', 'b|c'] }, url: '/things?tags=a&tags=b%7Cc' }));
    assert.deepEqual([violation?.name, violation?.pointer, violation?.code], ['tags', '#/tags/1', 'unsendable']);
    assert.match(violation?.detail ?? '', /^`tags\/1` in query cannot be sent on: it holds a pipe character/);
    assert.equal(violation?.received, 'b|c');
  });
});

describe('encode of forwarded query pairs', () => {
  const encode = encoding({
    upstream: { route: 'GET /r', query: { api_key: { secret: 'KEY' } } },
    query: { properties: { name: { ...text, 'x-upstream': 'user_name' } } },
    unknown: { query: 'forward' },
  });

  it('appends them as they came', () =>
    assert.equal(outgoing(encode({ url: '/things?b=%7e&name=x&a' })).path, '/r?api_key=s3cret&user_name=x&b=%7e&a'));

  for (const pair of [
    'user_name=evil',
    'User_Name=evil',
    'user%5Fname=evil',
    'user_name[]=evil',
    'user.name=evil',
    'API_KEY=evil',
  ]) {
    it(`drops ${pair}, whose name belongs to the mapping`, () =>
      assert.equal(outgoing(encode({ url: `/things?${pair}` })).path, '/r?api_key=s3cret'));
  }
});

describe('encode of an exploded object', () => {
  const open = { type: 'object', additionalProperties: text, 'x-style': 'deepObject' };
  const encode = encoding({
    upstream: { route: 'GET /r', query: { limit: '10' } },
    query: {
      properties: {
        filter: { ...open, 'x-upstream': { name: 'f', style: 'form' } },
        more: { ...open, 'x-upstream': { name: 'm', style: 'form' } },
      },
    },
  });

  it('writes each member as a pair', () =>
    assert.equal(outgoing(encode({ url: '/things?filter[a]=1&filter[b]=2' })).path, '/r?limit=10&a=1&b=2'));

  for (const member of ['limit', 'LIMIT', 'limit[x]']) {
    it(`refuses the member ${member}, whose name belongs to another value`, () => {
      const slots = { f: { [member]: '99' } };
      const [violation] = refused(encode({ slots, url: `/things?filter[limit]=99` }));
      assert.equal(violation?.code, 'collision');
    });
  }

  it('refuses a member that another object has too', () => {
    const violations = refused(encode({ url: '/things?filter[a]=1&more[a]=2' }));
    assert.deepEqual(
      violations.map(({ pointer, code }) => `${pointer} ${code}`),
      ['#/more/a collision'],
    );
  });
});

describe('encode of header fields and cookies', () => {
  const encode = encoding({
    upstream: { route: 'GET /r', headers: { 'x-api-key': { secret: 'KEY' } }, cookies: { lang: 'en' } },
    query: {
      properties: {
        note: { ...text, 'x-upstream': { in: 'header', name: 'X-Note' } },
        sid: { ...text, 'x-upstream': { in: 'cookie', name: 'session' } },
      },
    },
    unknown: { cookies: 'forward' },
  });

  it('writes a field for each value and one Cookie line', () => {
    const { headers } = outgoing(
      encode({ url: '/things?note=a+b&sid=x', rawHeaders: ['Cookie', 'a=1', 'Cookie', 'b="2"'] }),
    );
    assert.deepEqual(headers, ['x-api-key', 's3cret', 'X-Note', 'a b', 'Cookie', 'lang=en; session=x; a=1; b="2"']);
  });

  it("drops the caller's own cookies of the names that the mapping writes", () => {
    const rawHeaders = ['Cookie', 'session=evil; SESSION=evil; lang=evil; session[a]=evil; ok=1'];
    assert.deepEqual(outgoing(encode({ rawHeaders })).headers.slice(2), ['Cookie', 'lang=en; ok=1']);
  });

  for (const note of [
    'a%0d%0aX-Evil:%201',
    'a%0a',
    '%E2%82%AC',
    '%E5%98%8D%E5%98%8A',
    '%C4%8D%C4%8A',
    '%20a',
    'a%7F',
  ]) {
    it(`refuses ${note} as a header`, () => {
      const [violation] = refused(encode({ url: `/things?note=${note}` }));
      assert.deepEqual([violation?.in, violation?.pointer, violation?.code], ['query', '#/note', 'unsendable']);
    });
  }

  for (const sid of ['a%3B%20b=1', 'a,b', 'a+b', 'a%22b', 'a%5Cb', '%C3%A9']) {
    it(`refuses ${sid} as a cookie`, () => {
      const [violation] = refused(encode({ url: `/things?sid=${sid}` }));
      assert.deepEqual([violation?.pointer, violation?.code], ['#/sid', 'unsendable']);
    });
  }

  it('lists every value that cannot be sent, by location', () => {
    const violations = refused(encode({ url: '/things?note=%0a&sid=a+b' }));
    assert.deepEqual(
      violations.map(({ pointer }) => pointer),
      ['#/note', '#/sid'],
    );
  });
});

describe('the violations of encode', () => {
  it('never show a sensitive value', () => {
    const encode = encoding({
      upstream: { route: 'GET /r' },
      query: { properties: { pin: { ...text, 'x-sensitive': true, 'x-upstream': { in: 'header', name: 'X-Pin' } } } },
    });
    const violations = refused(encode({ url: '/things?pin=hunter2%0a' }));
    assert.equal(violations.length, 1);
    assert.ok(!JSON.stringify(violations).includes('hunter2'));
  });

  it('name the parameter that an added value is made from', () => {
    const encode = encoding({
      upstream: { route: 'GET /r', headers: { 'X-From': { from: 'query:a' }, 'X-Both': { template: '{query:b}!' } } },
      query: { properties: { a: text, b: text } },
    });
    const violations = refused(encode({ url: '/things?a=x&b=y', slots: { 'X-From': 'a\n', 'X-Both': 'b\n' } }));
    assert.deepEqual(
      violations.map(({ pointer, code }) => `${pointer} ${code}`),
      ['#/a unsendable', '#/b unsendable'],
    );
  });

  it("are none of the caller's when the app's context holds what cannot be sent: that is a defect", () => {
    const encode = encoding({
      upstream: { route: 'GET /r', headers: { 'X-Tenant': { from: 'context:tenant' } } },
      context: { type: 'object', required: ['tenant'], properties: { tenant: text } },
    });
    assert.throws(() => encode({ slots: { 'X-Tenant': 'a\nb' } }), /X-Tenant.*context:tenant/);
  });
});

describe('the method', () => {
  it("is the upstream's, and HEAD where a GET is asked for its head", () => {
    const encode = encoding({ upstream: { route: 'GET /r' } });
    assert.equal(outgoing(encode({ method: 'HEAD' })).method, 'HEAD');
    assert.equal(outgoing(encode({ method: 'GET' })).method, 'GET');
    assert.equal(outgoing(encoding({ upstream: { route: 'POST /r' } })({ method: 'HEAD' })).method, 'POST');
  });
});
