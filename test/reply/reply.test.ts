import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import zlib from 'node:zlib';
import { contractOf } from '../support/contract.ts';
import { answerBy, answering, type MappedAnswer, replyOf } from '../support/reply.ts';

const text = { type: 'string' };
const user = { type: 'object', required: ['name'], properties: { name: { ...text, 'x-upstream': 'n' } } };
const plain = { type: 'object', required: ['name'], properties: { name: text } };
const json = (schema: object) => ({ content: { 'application/json': schema } });
const renamedTo = (name: string) => json({ type: 'object', properties: { [name]: { ...text, 'x-upstream': 'n' } } });

/** The answer `{"n":"x"}` with some fields. */
const answered = (contract: object, answer: Partial<Parameters<typeof answerBy>[1]> = {}): MappedAnswer =>
  answerBy(replyOf(contract), { text: '{"n":"x"}', ...answer });

describe('the declaration that counts', () => {
  const contract = contractOf({
    route: 'GET /a',
    responses: { 201: renamedTo('exact'), '2XX': renamedTo('class'), default: renamedTo('other') },
  });
  const rows: [status: number, text: string][] = [
    [201, '{"exact":"x"}'],
    [200, '{"class":"x"}'],
    [404, '{"other":"x"}'],
  ];
  for (const [status, expected] of rows) {
    it(`of ${status} is the most specific one`, () => assert.equal(answered(contract, { status }).text, expected));
  }

  it('is none for a status that nobody declares', () => {
    const { kind, text: got } = answered(answering(user), { status: 404 });
    assert.deepEqual([kind, got], ['pass', '{"n":"x"}']);
  });

  const mediaTypes: [type: string, kind: string][] = [
    ['application/json', 'read'],
    ['Application/JSON; charset="UTF-8"', 'read'],
    ['application/problem+json', 'pass'],
    ['text/event-stream', 'pass'],
    ['application/json, text/plain', 'pass'],
    ['', 'pass'],
  ];
  for (const [type, kind] of mediaTypes) {
    it(`of the type ${JSON.stringify(type)} makes it ${kind}`, () => {
      assert.equal(answered(answering(user), { headers: { 'Content-Type': type } }).kind, kind);
    });
  }

  it('is nobody’s business where nothing is declared that is applied', () => {
    const nothing = [
      contractOf({ route: 'GET /a' }),
      contractOf({ route: 'GET /a', responses: { 200: { content: { 'text/csv': text } } }, responseValidation: 'off' }),
      contractOf({ route: 'GET /a', responses: { 200: json(plain) }, responseValidation: 'off' }),
    ];
    for (const contract of nothing) assert.equal(replyOf(contract), undefined);
    assert.equal(replyOf(answering(plain), { reports: false }), undefined);
    assert.notEqual(replyOf(answering(plain)), undefined);
  });

  it('asks the upstream for the whole only where a content is mapped', () => {
    assert.equal(replyOf(answering(user))?.asksForWhole, true);
    assert.equal(replyOf(answering(plain))?.asksForWhole, false);
  });
});

describe('the fields of a mapped answer', () => {
  const headers = {
    ETag: '"1"',
    'Content-MD5': 'x',
    Digest: 'x',
    'Content-Digest': 'x',
    'Repr-Digest': 'x',
    'Accept-Ranges': 'bytes',
    Signature: 'x',
    'Signature-Input': 'x',
    'Content-Length': '9',
    'Last-Modified': 'Mon, 01 Jan 2024 00:00:00 GMT',
    'Cache-Control': 'max-age=1',
  };

  it('say nothing of the bytes that the upstream sent, and how long the content is', () => {
    assert.deepEqual(answered(answering(user), { headers }).headers, {
      'Content-Type': 'application/json',
      'Last-Modified': headers['Last-Modified'],
      'Cache-Control': 'max-age=1',
      'Content-Length': '12',
    });
  });

  it('count bytes, not characters', () => {
    const { headers: got, text: content = '' } = answered(answering(user), { text: '{"n":"é€😀"}' });
    assert.equal(got['Content-Length'], String(Buffer.byteLength(content)));
  });

  it('stay where nothing is mapped', () => {
    const { kind, headers: got } = answered(answering(plain), { headers });
    assert.deepEqual([kind, got], ['watch', { 'Content-Type': 'application/json', ...headers }]);
  });

  it('keep an ETag that the contract declares: its author vouches for it', () => {
    const response = { ...json(user), headers: { properties: { etag: text } } };
    const { headers: got } = answered(contractOf({ route: 'GET /a', responses: { 200: response } }), { headers });
    assert.equal(got['ETag'], '"1"');
    assert.equal(got['Digest'], undefined);
  });

  it('go from the answer to HEAD and from 304 as well, which have no content', () => {
    for (const answer of [{ method: 'HEAD' }, { status: 304 }]) {
      const { kind, headers: got } = answered(answering(user), { ...answer, headers, text: '' });
      assert.equal(kind, 'pass');
      assert.deepEqual(Object.keys(got), ['Content-Type', 'Last-Modified', 'Cache-Control']);
    }
  });

  it('stay with 204, 206 and the answer to HEAD of what is not mapped', () => {
    const contract = contractOf({ route: 'GET /a', responses: { '2XX': json(user) } });
    for (const status of [204, 206]) {
      const { kind, headers: got } = answered(contract, { status, headers });
      assert.deepEqual([kind, got['ETag']], ['pass', '"1"']);
    }
    assert.equal(answered(answering(plain), { method: 'HEAD', headers, text: '' }).headers['ETag'], '"1"');
  });

  it('cannot forbid the mapping that is declared', () => {
    for (const value of ['no-transform', 'private, No-Transform', ['private', 'no-transform, max-age=1']]) {
      const { problem } = answered(answering(user), { headers: { 'Cache-Control': value } });
      assert.deepEqual(problem, { code: 'upstream-contract-violation', proxyError: undefined });
    }
    assert.equal(answered(answering(user), { headers: { 'Cache-Control': 'x-no-transform' } }).kind, 'read');
    assert.equal(answered(answering(plain), { headers: { 'Cache-Control': 'no-transform' } }).kind, 'watch');
  });

  it('are mapped under no-transform where the contract says so', () => {
    const contract = contractOf({ route: 'GET /a', upstream: { noTransform: 'map' }, responses: { 200: json(user) } });
    const { kind, headers: got } = answered(contract, { headers: { 'Cache-Control': 'no-transform' } });
    assert.deepEqual([kind, got['Cache-Control']], ['read', 'no-transform']);
  });
});

describe('a content coding', () => {
  const content = Buffer.from('{"n":"x"}');
  const gzip = zlib.gzipSync(content);
  const rows: [coding: string, bytes: Buffer][] = [
    ['gzip', gzip],
    ['X-GZip', gzip],
    ['deflate', zlib.deflateSync(content)],
    ['deflate', zlib.deflateRawSync(content)],
    ['br', zlib.brotliCompressSync(content)],
    ['identity', content],
    ['gzip, br', zlib.brotliCompressSync(gzip)],
  ];
  for (const [coding, bytes] of rows) {
    it(`${coding} is taken off`, () => {
      const got = answered(answering(user), { headers: { 'Content-Encoding': coding }, text: bytes });
      assert.equal(got.text, '{"name":"x"}');
      assert.equal(got.headers['Content-Encoding'], undefined);
    });
  }

  const faults: [name: string, coding: string, bytes: Buffer, proxyError: string][] = [
    ['cut', 'gzip', gzip.subarray(0, -9), 'http_response_content_coding'],
    ['cut to nothing', 'gzip', Buffer.alloc(0), 'http_response_content_coding'],
    ['not what it says', 'br', gzip, 'http_response_content_coding'],
    ['broken', 'gzip', Buffer.concat([gzip.subarray(0, 12), Buffer.alloc(30, 7)]), 'http_response_content_coding'],
    ['unknown', 'zstd', content, 'http_response_content_coding'],
    ['applied too often', 'gzip,gzip,gzip,gzip', gzip, 'http_response_content_coding'],
    ['a bomb', 'gzip', zlib.gzipSync(Buffer.alloc(50_000_000)), 'http_response_body_size'],
    [
      'a bomb in a bomb',
      'gzip, gzip',
      zlib.gzipSync(zlib.gzipSync(Buffer.alloc(50_000_000))),
      'http_response_body_size',
    ],
    ['a bomb of another kind', 'br', zlib.brotliCompressSync(Buffer.alloc(50_000_000)), 'http_response_body_size'],
  ];
  for (const [name, coding, bytes, proxyError] of faults) {
    it(`that is ${name} is a 502`, () => {
      const started = performance.now();
      const { problem } = answered(answering(user), { headers: { 'Content-Encoding': coding }, text: bytes });
      assert.deepEqual(problem, { code: 'upstream-invalid-response', proxyError });
      assert.ok(performance.now() - started < 1000, 'it ends at the limit');
    });
  }

  it('stays where nothing is mapped, and the content is judged all the same', () => {
    const got = answered(answering(plain), { headers: { 'Content-Encoding': 'gzip' }, text: gzip });
    assert.equal(got.headers['Content-Encoding'], 'gzip');
    assert.deepEqual(got.violations, ['body/name: required']);
    const cut = answered(answering(plain), { headers: { 'Content-Encoding': 'gzip' }, text: gzip.subarray(0, -9) });
    assert.deepEqual(cut.violations, ['body: unreadable']);
  });
});

describe('an answer over the limit', () => {
  const long = JSON.stringify({ n: 'x'.repeat(100) });
  const small = { mappedAnswerBytes: 100 };

  it('is a 502 where it is mapped, also by its announced length alone', () => {
    const expected = { code: 'upstream-invalid-response', proxyError: 'http_response_body_size' };
    const reply = replyOf(answering(user), small);
    assert.deepEqual(answerBy(reply, { text: long }).problem, expected);
    const announced = answerBy(reply, { headers: { 'Content-Length': '101' }, text: long });
    assert.deepEqual([announced.kind, announced.problem], ['refuse', expected]);
  });

  it('is passed on where it is only watched', () => {
    assert.equal(answerBy(replyOf(answering(plain), small), { text: long }).text, long);
  });
});

describe('validation of answers', () => {
  const mode = (responseValidation: string, schema: object = user) =>
    replyOf(contractOf({ route: 'GET /a', responses: { 200: json(schema) }, responseValidation }));
  const bad = '{"m":1}';

  it('enforce: what does not fit is a 502, in mapped answers and in others', () => {
    const expected = { code: 'upstream-contract-violation', proxyError: undefined };
    assert.deepEqual(answerBy(mode('enforce'), { text: bad }).problem, expected);
    assert.deepEqual(answerBy(mode('enforce', plain), { text: bad }).problem, expected);
    assert.equal(answerBy(mode('enforce', plain), { text: '{"name" : "x"}' }).text, '{"name" : "x"}');
  });

  it('report: it is passed on and told', () => {
    for (const schema of [user, plain]) {
      const { text: got, violations } = answerBy(mode('report', schema), { text: bad });
      assert.deepEqual([got, violations], [bad, ['body/name: required']]);
    }
  });

  it('off: it is passed on', () => {
    const { text: got, violations } = answerBy(mode('off'), { text: bad });
    assert.deepEqual([got, violations], [bad, []]);
  });

  it('the operation’s word replaces the contract’s', () => {
    const operation = { route: 'GET /a', responses: { 200: json(user) }, responseValidation: 'off' };
    assert.equal(
      answerBy(replyOf(contractOf(operation, { responseValidation: 'enforce' })), { text: bad }).kind,
      'read',
    );
    const silent = contractOf({ route: 'GET /a', responses: { 200: json(user) } }, { responseValidation: 'enforce' });
    assert.notEqual(answerBy(replyOf(silent), { text: bad }).problem, undefined);
  });

  it('says what is wrong to nobody but the log', () => {
    const step = mode('enforce')?.begin({
      method: 'GET',
      status: 200,
      fields: new Map([['content-type', { name: 'Content-Type', value: 'application/json' }]]),
    });
    assert.ok(step?.kind === 'read');
    const finished = step.finish(Buffer.from('{"secret-name":1}'));
    assert.ok(!finished.ok);
    assert.equal(finished.problem.errors, undefined);
    assert.doesNotMatch(finished.problem.detail, /name/);
    assert.match(String(finished.problem.cause), /`name` in the body is required/);
  });

  it('does not look at what is not JSON, and does not ask for what a schema allows', () => {
    const { violations } = answerBy(mode('report', { ...plain, required: [] }), { text: '{"more":[]}' });
    assert.deepEqual(violations, []);
  });

  it('stops at the limit of violations', () => {
    const schema = { type: 'array', items: { type: 'integer' } };
    const reply = replyOf(answering(schema), { violations: 3 });
    assert.equal(answerBy(reply, { text: JSON.stringify(new Array(100).fill('x')) }).violations.length, 3);
  });
});

describe('an answer that strict reading refuses', () => {
  const rows: [name: string, bytes: string | Buffer][] = [
    ['empty', ''],
    ['cut JSON', '{"n":'],
    ['two members of one name', '{"n":"x","n":"y"}'],
    ['half a character', '{"n":"\\ud800"}'],
    ['a byte order mark', '\ufeff{"n":"x"}'],
    ['no UTF-8', Buffer.from([0x22, 0xff, 0x22])],
    ['a page', '<html>'],
    ['more than 1000 levels', `${'['.repeat(1001)}${']'.repeat(1001)}`],
  ];
  const enforced = replyOf(
    contractOf({ route: 'GET /a', responses: { 200: json(user) }, responseValidation: 'enforce' }),
  );
  for (const [name, bytes] of rows) {
    it(`is passed on as it came, and told: ${name}`, () => {
      const headers = { ETag: '"1"', 'Content-Length': '17' };
      const got = answered(answering(user), { headers, text: bytes });
      assert.equal(got.text, bytes.toString());
      assert.deepEqual(got.headers, { 'Content-Type': 'application/json', ...headers });
      assert.deepEqual(got.violations, ['body: unreadable']);
      assert.equal(answerBy(enforced, { text: bytes }).problem?.code, 'upstream-contract-violation');
    });
  }

  it('as does one in another charset', () => {
    const headers = { 'Content-Type': 'application/json; charset=iso-8859-1' };
    const got = answered(answering(user), { headers });
    assert.deepEqual([got.text, got.violations], ['{"n":"x"}', ['body: unreadable']]);
  });

  it('is none of 900 levels', () => {
    const deep = `{"n":"x","deep":${'['.repeat(900)}${']'.repeat(900)}}`;
    assert.equal(answered(answering(user), { text: deep }).text, deep.replace('"n"', '"name"'));
  });
});

describe('declared header fields of an answer', () => {
  const words = { words: { true: 'Y', false: 'N' } };
  const properties = {
    'X-Total': { type: 'integer', 'x-upstream': 'X-Count' },
    'X-Fresh': { type: 'boolean', 'x-upstream': { codec: words } },
    'X-Until': { type: 'string', format: 'date-time', 'x-upstream': { name: 'x-expires', codec: 'unix-seconds' } },
    'X-Tags': {
      type: 'array',
      items: { type: 'string', 'x-upstream': { codec: { prefix: 't_' } } },
      'x-upstream': 'X-Labels',
    },
    'X-Internal': { ...text, 'x-upstream': false },
    'X-Same': { type: 'integer' },
  };
  const contract = (more: object = {}) =>
    contractOf({ route: 'GET /a', responses: { 200: { headers: { properties, ...more } } } });

  it('come under the caller’s names and in the caller’s form, and not also under the upstream’s', () => {
    const { kind, headers, violations } = answered(contract(), {
      headers: {
        'x-count': '7',
        'X-Fresh': 'N',
        'X-Expires': '1763631000',
        'X-Labels': ['t_a, t_b', 't_c'],
        'X-Internal': 'i',
        'X-Same': '5',
        'X-Total': 'an upstream’s own',
        'X-Other': 'o',
      },
    });
    assert.equal(kind, 'pass');
    assert.deepEqual(headers, {
      'Content-Type': 'application/json',
      'X-Same': '5',
      'X-Other': 'o',
      'X-Total': '7',
      'X-Fresh': 'false',
      'X-Until': '2025-11-20T09:30:00Z',
      'X-Tags': 'a,b,c',
    });
    assert.deepEqual(violations, []);
  });

  it('that cannot be read keep their text, and are told', () => {
    const { headers, violations } = answered(contract({ required: ['X-Until'] }), {
      headers: { 'X-Count': '1e3', 'X-Fresh': 'maybe', 'X-Same': 'five' },
    });
    assert.deepEqual([headers['X-Total'], headers['X-Fresh'], headers['X-Same']], ['1e3', 'maybe', 'five']);
    assert.deepEqual(violations.toSorted(), [
      'header/X-Count: type',
      'header/X-Fresh: unreadable',
      'header/X-Same: type',
      'header/X-Until: required',
    ]);
  });

  it('are enforced where answers are', () => {
    const strict = {
      ...contractOf({
        route: 'GET /a',
        responses: { 200: { headers: { required: ['X-A'], properties: { 'X-A': text } } } },
      }),
      responseValidation: 'enforce',
    };
    assert.equal(answered(strict).problem?.code, 'upstream-contract-violation');
    assert.equal(answered(strict, { headers: { 'x-a': 'a' } }).kind, 'pass');
    assert.equal(answered(strict, { status: 304, text: '' }).kind, 'pass');
  });
});
