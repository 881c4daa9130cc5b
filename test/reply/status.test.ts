import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { contractOf } from '../support/contract.ts';
import { type Answer, answerBy, replyOf } from '../support/reply.ts';

const json = (schema: object) => ({ content: { 'application/json': schema } });
const user = { type: 'object', required: ['name'], properties: { name: { type: 'string', 'x-upstream': 'n' } } };
const fault = {
  type: 'object',
  required: ['message'],
  properties: { message: { type: 'string', 'x-upstream': 'error' } },
};
const isError = { type: 'object', required: ['error'] };

const lookup = contractOf({
  route: 'GET /a',
  responses: {
    200: json(user),
    201: { upstream: { status: '202' } },
    204: { upstream: { status: '299' } },
    404: { ...json(fault), upstream: [{ status: '200', when: isError }, { status: '404' }] },
    409: {
      ...json(fault),
      upstream: { status: '500', when: { properties: { code: { const: 17 } }, required: ['code'] } },
    },
    '5XX': { upstream: { status: '5XX' } },
    default: {},
  },
});
const reply = replyOf(lookup);
const run = (answer: Partial<Answer>) => answerBy(reply, { text: '', ...answer });

const rows: Record<string, { answer: Partial<Answer>; status: number; text?: string; kind?: string }> = {
  'a 200 that fits no condition stays one': { answer: { text: '{"n":"ada"}' }, status: 200, text: '{"name":"ada"}' },
  'a 200 with an error in it': { answer: { text: '{"error":"gone"}' }, status: 404, text: '{"message":"gone"}' },
  'the upstream’s own 404': { answer: { status: 404, text: '{"error":"no"}' }, status: 404, text: '{"message":"no"}' },
  'a 500 with a certain code': {
    answer: { status: 500, text: '{"code":17,"error":"taken"}' },
    status: 409,
    text: '{"message":"taken","code":17}',
  },
  'a 500 with another code': { answer: { status: 500, text: '{"code":18}' }, status: 500, text: '{"code":18}' },
  'plain renumbering': { answer: { status: 202, text: '{"a":1}' }, status: 201, text: '{"a":1}', kind: 'pass' },
  'content that is no JSON fits no condition': { answer: { status: 500, text: '<p>' }, status: 500, text: '<p>' },
  'another media type fits no condition': {
    answer: { headers: { 'Content-Type': 'text/html' }, text: '{"error":"gone"}' },
    status: 200,
    text: '{"error":"gone"}',
    kind: 'pass',
  },
  'an exact number is judged by its digits': {
    answer: { status: 500, text: '{"code":17.00000000000000000001,"error":"x"}' },
    status: 500,
  },
};

describe('the status of an answer', () => {
  for (const [name, { answer, status, text, kind }] of Object.entries(rows)) {
    it(`is as it is declared: ${name}`, () => {
      const got = run(answer);
      assert.equal(got.status, status);
      if (text !== undefined) assert.equal(got.text, text);
      if (kind !== undefined) assert.equal(got.kind, kind);
    });
  }

  it('is decided by XML, forms and text where an answer is declared in them', () => {
    const when = { properties: { code: { type: 'integer', minimum: 17 } }, required: ['code'] };
    const texts = { type: 'string', pattern: '^ERROR' };
    const declared = (mediaType: string) => ({ 200: { content: { [mediaType]: {} } } });
    const made = (mediaType: string, condition: object) =>
      replyOf(
        contractOf({
          route: 'GET /a',
          responses: { ...declared(mediaType), 409: { upstream: { status: '200', when: condition } } },
        }),
      );
    const statusOf = (type: string, text: string, condition: object = when) =>
      answerBy(made(type, condition), { headers: { 'Content-Type': type }, text }).status;
    const xml = { properties: { fault: when }, required: ['fault'] };
    assert.equal(statusOf('application/xml', '<fault><code>17</code></fault>', xml), 409);
    assert.equal(statusOf('application/xml', '<fault><code>16</code></fault>', xml), 200);
    assert.equal(statusOf('application/xml', '<fault>', xml), 200);
    assert.equal(statusOf('application/x-www-form-urlencoded', 'code=18'), 409);
    assert.equal(statusOf('application/x-www-form-urlencoded', 'code=x'), 200);
    assert.equal(statusOf('text/plain', 'ERROR 17', texts), 409);
    assert.equal(statusOf('text/plain', 'fine', texts), 200);
    const undeclared = answerBy(reply, { headers: { 'Content-Type': 'text/plain' }, text: '{"error":1}' });
    assert.deepEqual([undeclared.kind, undeclared.status], ['pass', 200]);
  });

  it('is decided by nothing that is larger than the limit', () => {
    const small = replyOf(lookup, { mappedAnswerBytes: 20 });
    assert.equal(answerBy(small, { status: 500, text: '{"code":17,"error":"taken"}' }).status, 500);
  });

  it('is decided without content for HEAD and for a part of a content', () => {
    assert.deepEqual([run({ method: 'HEAD' }).kind, run({ method: 'HEAD' }).status], ['pass', 200]);
    assert.equal(run({ status: 206, text: '{"error":"gone"}' }).status, 206);
  });

  it('is asked of the upstream by GET where the content decides it', () => {
    assert.equal(reply?.headAsGet, true);
    assert.equal(
      replyOf(contractOf({ route: 'GET /a', responses: { 201: { upstream: { status: '200' } } } }))?.headAsGet,
      false,
    );
    const byHead = {
      ...lookup,
      operations: { op: { ...(lookup['operations'] as { op: object }).op, route: 'HEAD /a' } },
    };
    assert.equal(replyOf(byHead)?.headAsGet, false);
  });

  it('has the more particular origin count before a class, a class before the rest, and then the lower status', () => {
    const when = { type: 'object' };
    const contract = contractOf({
      route: 'GET /a',
      responses: {
        410: { upstream: { status: '404', when: { ...when, required: ['a'] } } },
        409: { upstream: { status: '404', when: { ...when, required: ['b'] } } },
        403: { upstream: { status: '4XX', when } },
        400: { upstream: { status: '4XX' } },
        500: { upstream: { status: 'default' } },
      },
    });
    const statusOf = (status: number, text: string) => answerBy(replyOf(contract), { status, text }).status;
    assert.deepEqual(
      [
        statusOf(404, '{"a":1,"b":1}'),
        statusOf(404, '{"a":1}'),
        statusOf(404, '{}'),
        statusOf(404, '[]'),
        statusOf(302, ''),
      ],
      [409, 410, 403, 400, 500],
    );
  });
});

const sent = {
  Allow: 'GET',
  'Cache-Control': 'max-age=60',
  Age: '3',
  ETag: '"1"',
  Expires: 'soon',
  'Last-Modified': 'now',
  Location: '/x',
  'Retry-After': '7',
  'Set-Cookie': 'a=1',
  Vary: 'Accept',
  'X-Other': 'o',
};

describe('the fields of an answer whose status changed', () => {
  const fieldsOf = (from: string, to: string, more: object = {}, headers: Answer['headers'] = sent) => {
    const contract = contractOf({ route: 'GET /a', responses: { [to]: { upstream: { status: from }, ...more } } });
    const { headers: got } = answerBy(replyOf(contract), { status: Number(from), headers, text: '{}' });
    return Object.keys(got).filter((name) => name !== 'Content-Type');
  };
  const all = Object.keys(sent);
  const without = (...names: string[]) => all.filter((name) => !names.includes(name));

  it('keep what holds with the new status, too', () => {
    assert.deepEqual(fieldsOf('200', '201'), without('Allow', 'Retry-After'));
    assert.deepEqual(fieldsOf('200', '303'), without('Allow'));
    assert.deepEqual(fieldsOf('500', '503'), without('Allow', 'Location'));
    assert.deepEqual(
      fieldsOf('400', '405', { headers: { properties: { Allow: { type: 'string' } } } }),
      without('Location', 'Retry-After'),
    );
  });

  it('say of an error nothing that was said of a success, and forbid to keep it', () => {
    const kept = ['Set-Cookie', 'Vary', 'X-Other', 'Cache-Control'];
    assert.deepEqual(fieldsOf('200', '404'), kept);
    assert.deepEqual(fieldsOf('500', '200'), kept);
    const contract = contractOf({ route: 'GET /a', responses: { 404: { upstream: { status: '200' } } } });
    const { headers } = answerBy(replyOf(contract), { headers: sent, text: '{}' });
    assert.equal(headers['Cache-Control'], 'no-store');
  });

  it('forbid caches to keep an error of their own accord that they would not have kept before', () => {
    assert.deepEqual(fieldsOf('500', '404', {}, { 'X-Other': 'o' }), ['X-Other', 'Cache-Control']);
    assert.deepEqual(fieldsOf('404', '410', {}, { 'X-Other': 'o' }), ['X-Other']);
  });

  it('stay where the contract declares them', () => {
    const headers = { properties: { ETag: { type: 'string' }, 'Cache-Control': { type: 'string' } } };
    const got = fieldsOf('200', '404', { headers });
    assert.deepEqual(got.toSorted(), ['Cache-Control', 'ETag', 'Set-Cookie', 'Vary', 'X-Other']);
  });

  it('describe no content where none follows', () => {
    const headers = { 'Content-Language': 'de', 'Content-Length': '2', 'X-Other': 'o', ETag: '"1"' };
    const contract = contractOf({ route: 'GET /a', responses: { 204: { upstream: { status: '200' } } } });
    const got = answerBy(replyOf(contract), { headers, text: '{}' }).headers;
    assert.deepEqual(Object.keys(got), ['X-Other', 'ETag']);
  });
});

describe('an answer that is not declared', () => {
  const declared = {
    200: { content: { 'application/json': { type: 'object' }, 'image/*': true } },
    201: {},
  };
  const contract = contractOf({ route: 'GET /a', responses: declared });
  const strict = contractOf({ route: 'GET /a', responses: declared, responseValidation: 'enforce' });
  const violating: Record<string, { answer: Partial<Answer>; violation: string | undefined }> = {
    'another status': { answer: { status: 500, text: '{}' }, violation: 'status: undeclared' },
    'another media type': {
      answer: { headers: { 'Content-Type': 'text/html' }, text: '<p>' },
      violation: 'header/Content-Type: undeclared',
    },
    'no media type': {
      answer: { headers: { 'Content-Type': '' }, text: 'x' },
      violation: 'header/Content-Type: undeclared',
    },
    'a part of what is judged as a whole': {
      answer: { status: 206, text: '{' },
      violation: 'header/Content-Type: undeclared',
    },
    'a media type of a declared range': {
      answer: { headers: { 'Content-Type': 'image/png' }, text: 'x' },
      violation: undefined,
    },
    'a part of what nobody judges': {
      answer: { status: 206, headers: { 'Content-Type': 'image/png' }, text: 'x' },
      violation: undefined,
    },
    'any content where none is declared': {
      answer: { status: 201, headers: { 'Content-Type': 'text/html' }, text: 'x' },
      violation: undefined,
    },
    'an answer to the caller’s condition': { answer: { status: 304, text: '' }, violation: undefined },
    'an answer to the caller’s range': { answer: { status: 416, text: '' }, violation: undefined },
    'a head without a content': { answer: { method: 'HEAD', text: '' }, violation: undefined },
  };
  for (const [name, { answer, violation }] of Object.entries(violating)) {
    it(`${violation === undefined ? 'fits' : 'is told and passed on, or refused'}: ${name}`, () => {
      const reported = answerBy(replyOf(contract), { text: '', ...answer });
      assert.deepEqual(reported.violations, violation === undefined ? [] : [violation]);
      assert.equal(reported.text, answer.text ?? '');
      const enforced = answerBy(replyOf(strict), { text: '', ...answer });
      assert.equal(enforced.problem?.code, violation === undefined ? undefined : 'upstream-contract-violation');
    });
  }

  it('fits where `default` is declared, or nothing is', () => {
    const open = contractOf({
      route: 'GET /a',
      responses: { ...declared, default: {} },
      responseValidation: 'enforce',
    });
    assert.equal(answerBy(replyOf(open), { status: 500, text: '' }).problem, undefined);
    assert.equal(replyOf(contractOf({ route: 'GET /a', responseValidation: 'enforce' })), undefined);
  });
});

describe('a header field that comes from the content', () => {
  const page = { type: 'string', 'x-upstream': { in: 'body', name: '/page/next' } };
  const cents = { type: 'number', 'x-upstream': { in: 'body', name: 'cents', codec: { scale: 2 } } };
  const contract = contractOf({
    route: 'GET /a',
    responses: {
      200: {
        headers: { properties: { Next: page, Price: cents } },
        content: { 'application/json': { type: 'object' } },
      },
    },
  });
  const headersOf = (text: string, headers: Answer['headers'] = {}) => answerBy(replyOf(contract), { headers, text });

  it('is written in the caller’s form, and the content keeps its value', () => {
    const got = headersOf('{"page":{"next":"/a?page=2"},"cents":1299}');
    assert.deepEqual([got.headers['Next'], got.headers['Price']], ['/a?page=2', '12.99']);
    assert.equal(got.text, '{"page":{"next":"/a?page=2"},"cents":1299}');
  });

  it('is absent where its value is, or is null; the upstream’s own field of the name never takes its place', () => {
    for (const text of ['{}', '{"page":{"next":null}}', '[1]', 'no json']) {
      assert.equal(headersOf(text, { Next: 'own' }).headers['Next'], undefined, text);
    }
  });

  it('is left out and told where a header cannot hold it', () => {
    const got = headersOf('{"page":{"next":"a\\r\\nSet-Cookie: b=1"}}');
    assert.equal(got.headers['Next'], undefined);
    assert.deepEqual(got.violations, ['header/Next: unreadable']);
  });

  it('is read from JSON whose schema nobody declares', () => {
    const bare = contractOf({
      route: 'GET /a',
      responses: {
        201: { headers: { properties: { Location: { ...page, 'x-upstream': { in: 'body', name: 'self' } } } } },
      },
    });
    const got = answerBy(replyOf(bare), { status: 201, text: '{"self":"/a/1"}' });
    assert.deepEqual([got.headers['Location'], got.text], ['/a/1', '{"self":"/a/1"}']);
  });

  it('is told, or refused, where the content in which nothing else is declared is not the JSON that it says', () => {
    const headers = { properties: { Next: page } };
    const names = { names: [{ at: '/field' }] };
    for (const response of [{ headers }, { headers, ...names }]) {
      for (const text of ['no json', '', '{"page":']) {
        const bare = contractOf({ route: 'GET /a', responses: { 200: response } });
        const got = answerBy(replyOf(bare), { text });
        assert.deepEqual([got.text, got.headers['Next'], got.violations], [text, undefined, ['body: unreadable']]);
        const off = contractOf({ route: 'GET /a', responses: { 200: response }, responseValidation: 'off' });
        assert.deepEqual(answerBy(replyOf(off), { text }).violations, []);
      }
    }
    const strict = contractOf({ route: 'GET /a', responses: { 200: { headers } }, responseValidation: 'enforce' });
    assert.equal(answerBy(replyOf(strict), { text: 'no json' }).problem?.code, 'upstream-contract-violation');
  });

  it('is nothing that an answer without content, or one of another kind, would have to have', () => {
    const bare = contractOf({ route: 'GET /a', responses: { 200: { headers: { properties: { Next: page } } } } });
    const others = [
      { method: 'HEAD', text: '' },
      { headers: { 'Content-Type': 'text/html' }, text: '<p>' },
    ];
    for (const answer of others) assert.deepEqual(answerBy(replyOf(bare), answer).violations, []);
  });

  it('is judged, so that one that is required is asked for', () => {
    const required = contractOf({
      route: 'GET /a',
      responses: { 200: { headers: { required: ['Next'], properties: { Next: page } } } },
      responseValidation: 'enforce',
    });
    assert.equal(answerBy(replyOf(required), { text: '{}' }).problem?.code, 'upstream-contract-violation');
    assert.equal(answerBy(replyOf(required), { text: '{"page":{"next":"x"}}' }).problem, undefined);
    assert.equal(answerBy(replyOf(required), { method: 'HEAD', text: '' }).problem, undefined);
  });
});
