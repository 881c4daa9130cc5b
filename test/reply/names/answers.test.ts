import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import zlib from 'node:zlib';
import { contractOf, normalize } from '../../support/contract.ts';
import { answerBy, type Answer, type MappedAnswer, replyOf } from '../../support/reply.ts';

const text = { type: 'string' };
const names = [{ at: '/errors/*/field', form: 'dotted' }];
const request = {
  route: 'POST /users',
  query: { properties: { userName: { ...text, 'x-upstream': 'username' } } },
  body: {
    content: {
      'application/json': {
        type: 'object',
        properties: { born: { ...text, 'x-upstream': 'profile/birth' } },
      },
    },
  },
};
const said = JSON.stringify({ errors: [{ field: 'username' }, { field: 'profile.birth' }] });
const told = JSON.stringify({ errors: [{ field: 'userName' }, { field: 'born' }] });

function answered(response: object, answer: Partial<Answer>, more = {}): MappedAnswer {
  const contract = contractOf({ ...request, responses: { '4XX': response } }, more);
  return answerBy(replyOf(contract), { status: 422, text: said, ...answer });
}

describe('an error of the upstream', () => {
  it('has the names of the caller’s, and tells the length of what it became', () => {
    const { text: got, headers } = answered(
      { names },
      { headers: { ETag: '"1"', Digest: 'x', 'Content-Length': '60' } },
    );
    assert.equal(got, told);
    assert.deepEqual(headers, { 'Content-Type': 'application/json', 'Content-Length': String(told.length) });
  });

  it('is told as it came, its fields too, where no name is in it', () => {
    const headers = { ETag: '"1"', 'Content-Length': '12' };
    const got = answered({ names }, { headers, text: '{"error" : 1}' });
    assert.equal(got.text, '{"error" : 1}');
    assert.deepEqual(got.headers, { 'Content-Type': 'application/json', ...headers });
  });

  it('is read in every type that is JSON', () => {
    const headers = { 'Content-Type': 'application/problem+json; charset=UTF-8' };
    assert.equal(answered({ names }, { headers }).text, told);
  });

  it('is translated beside a content that is declared and not mapped', () => {
    const content = { 'application/json': { type: 'object', required: ['code'] } };
    const { text: got, violations } = answered({ names, content }, {});
    assert.equal(got, told);
    assert.deepEqual(violations, ['body/code: required']);
  });

  it('is translated before its content is mapped', () => {
    const error = { type: 'object', properties: { at: { ...text, 'x-upstream': 'field' } } };
    const faults = { type: 'array', 'x-upstream': 'errors', items: error };
    const content = { 'application/json': { type: 'object', properties: { faults } } };
    assert.equal(answered({ names, content }, {}).text, '{"faults":[{"at":"userName"},{"at":"born"}]}');
  });

  it('of a type that nobody declares is translated, and reported', () => {
    const headers = { 'Content-Type': 'application/problem+json' };
    const content = { 'application/json': { type: 'object' } };
    const { text: got, violations } = answered({ names, content }, { headers });
    assert.equal(got, told);
    assert.equal(violations.length, 1);
  });

  it('is left alone in other statuses, and where nothing is declared', () => {
    for (const status of [200, 500]) assert.equal(answered({ names }, { status }).text, said);
    assert.equal(answered({ description: 'x' }, {}).text, said);
  });

  it('as plain text has its names found by a pattern', () => {
    const rules = [{ pattern: "field '([^']+)'", form: 'dotted' }];
    const answer = { headers: { 'Content-Type': 'text/plain' }, text: "é field 'username', field 'profile.birth'" };
    const { text: got, headers } = answered({ names: rules }, answer);
    assert.equal(got, "é field 'userName', field 'born'");
    assert.equal(headers['Content-Length'], String(Buffer.byteLength(got ?? '')));
    const events = { ...answer, headers: { 'Content-Type': 'text/event-stream' } };
    assert.equal(answered({ names: rules }, events).kind, 'pass');
  });

  it('under a coding that can be taken off is translated and goes out without it', () => {
    for (const [coding, bytes] of [
      ['gzip', zlib.gzipSync(said)],
      ['br', zlib.brotliCompressSync(said)],
      ['deflate', zlib.deflateSync(said)],
    ] as const) {
      const { text: got, headers } = answered({ names }, { headers: { 'Content-Encoding': coding }, text: bytes });
      assert.equal(got, told);
      assert.equal(headers['Content-Encoding'], undefined);
    }
  });
});

describe('an error that cannot be read is passed on as it came:', () => {
  const bomb = zlib.gzipSync(Buffer.alloc(9_000_000, ' '));
  const rows: [what: string, answer: Partial<Answer>][] = [
    ['an empty one', { text: '' }],
    ['a cut one', { text: said.slice(0, 20) }],
    ['a page that says it is JSON', { text: '<html>username</html>' }],
    ['one that is no UTF-8', { text: Buffer.from('{"errors":"\xff"}', 'latin1') }],
    ['one in another charset', { headers: { 'Content-Type': 'application/json; charset=utf-16' } }],
    ['one of no type', { headers: { 'Content-Type': '' } }],
    ['one in an unknown coding', { headers: { 'Content-Encoding': 'zzz' } }],
    ['one that is not what its coding says', { headers: { 'Content-Encoding': 'gzip' } }],
    ['one that unpacks to more than is read', { headers: { 'Content-Encoding': 'gzip' }, text: bomb }],
    ['one that must not be transformed', { headers: { 'Cache-Control': 'no-transform' } }],
    ['one that says it is larger than is read', { headers: { 'Content-Length': '9000000' } }],
    ['one that is larger than is read', { text: `${said}${' '.repeat(9_000_000)}` }],
    ['one that is nested too deep', { text: `${'['.repeat(2000)}${']'.repeat(2000)}` }],
  ];
  for (const [what, answer] of rows) {
    it(what, () => {
      for (const mode of ['report', 'enforce', 'off']) {
        const got = answered({ names }, { status: 422, ...answer }, { responseValidation: mode });
        assert.equal(got.problem, undefined);
        assert.deepEqual(got.violations, []);
        assert.equal(got.text, Buffer.from(answer.text ?? said).toString());
      }
    });
  }
});

describe('the request of an operation whose errors are translated', () => {
  const reply = replyOf(contractOf({ ...request, responses: { '4XX': { names } } }));

  it('may ask for a part, and for codings that can be taken off', () => {
    assert.equal(reply?.asksForWhole, false);
    assert.equal(reply?.asksForReadable, true);
  });

  it('may be answered with a part, which is passed on', () => {
    const contract = contractOf({ ...request, responses: { default: { names } } });
    const { kind, text: got } = answerBy(replyOf(contract), { status: 206, text: said });
    assert.deepEqual([kind, got], ['pass', said]);
  });

  it('to HEAD is answered without the fields of the untranslated content', () => {
    const headers = { ETag: '"1"', 'Content-Length': '60' };
    const got = answered({ names }, { method: 'HEAD', headers, text: '' });
    assert.deepEqual(got.headers, { 'Content-Type': 'application/json' });
  });
});

describe('`names` in a contract', () => {
  it('that can never be found is a finding where it stands', () => {
    const { findings } = normalize([contractOf({ ...request, responses: { 400: { names: [{ keys: true }] } } })]);
    assert.deepEqual(
      findings.filter(({ severity }) => severity === 'error').map(({ rule, pointer }) => [rule, pointer]),
      [
        ['answer-names', '/operations/op/responses/400/names/0'],
        ['answer-names', '/operations/op/responses/400/names/0'],
      ],
    );
  });
});
