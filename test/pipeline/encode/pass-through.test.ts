import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { encoding, outgoing } from './encoding.ts';

const text = { type: 'string' };
const encode = encoding({
  upstream: { route: 'GET /r', headers: { 'X-Api-Key': { secret: 'KEY' } } },
  headers: {
    properties: { 'X-Tenant': { ...text, 'x-upstream': { in: 'query', name: 'tenant' } }, 'X-Trace_Id': text },
  },
});
const passed = (...rawHeaders: string[]): string[] => outgoing(encode({ rawHeaders })).headers.slice(0, -2);

describe("the caller's own header fields", () => {
  it('go on as they came, in their order, several of one name included', () => {
    const rawHeaders = [
      'ACCEPT',
      'a',
      'x-odd',
      ' 1',
      'accept',
      'b',
      'X-Odd',
      '2',
      'If-None-Match',
      '"x"',
      'Authorization',
      'B',
    ];
    assert.deepEqual(passed(...rawHeaders), rawHeaders);
  });

  const neverForwarded = [
    ...['Connection', 'Keep-Alive', 'Proxy-Connection', 'TE', 'Trailer', 'Transfer-Encoding', 'Upgrade'],
    ...['HTTP2-Settings', 'Proxy-Authorization', 'Host', 'Content-Length', 'Expect', 'Cookie', 'Via', 'CDN-Loop'],
    ...['Forwarded', 'X-Forwarded-For', 'X-Forwarded-Proto', 'X-Forwarded-Prefix', 'X-Forwarded-Anything', 'X-Real-IP'],
    ...['X-HTTP-Method-Override', 'X-HTTP-Method', 'X-Method-Override', 'X-Original-URL', 'X-Rewrite-URL'],
    ...['X-Original-URI', 'X-Original-Host', 'X-Host', 'Proxy', 'X-Middleware-Subrequest'],
  ];
  for (const name of neverForwarded) {
    it(`do not go on when they are ${name}, in any spelling`, () => {
      for (const spelled of [name, name.toLowerCase(), name.toUpperCase(), name.replaceAll('-', '_')]) {
        if (spelled !== name && spelled === spelled.toLowerCase() && !/[-_]/.test(name)) continue;
        assert.deepEqual(passed(spelled, 'x', 'Accept', '*/*'), ['Accept', '*/*'], spelled);
      }
    });
  }

  it('do not go on when the contract declares them: they move by their rule alone', () => {
    const { headers, path } = outgoing(encode({ rawHeaders: ['X-Tenant', 't', 'x_tenant', 'evil', 'X-TENANT_', '1'] }));
    assert.equal(path, '/r?tenant=t');
    assert.deepEqual(headers, ['X-TENANT_', '1', 'X-Api-Key', 's3cret']);
  });

  for (const spelled of ['X-Api-Key', 'x-api-key', 'X_Api_Key', 'X.API.KEY', 'x-api_key', 'X-Trace-Id', 'X_Trace_Id']) {
    it(`do not go on as ${spelled}, which the mapping writes`, () => assert.deepEqual(passed(spelled, 'evil'), []));
  }

  it('do not go on when a Connection line names them, in whatever order', () => {
    const rawHeaders = [
      'X-Hop',
      '1',
      'Connection',
      'close, X-Hop',
      'x-HOP',
      '2',
      'connection',
      ' x-two ,',
      'X-Two',
      '3',
      'X-End',
      '4',
    ];
    assert.deepEqual(passed(...rawHeaders), ['X-End', '4']);
  });

  it('cannot take a field of ours away by naming it in a Connection line', () => {
    const { headers } = outgoing(
      encode({ rawHeaders: ['Connection', 'X-Api-Key, Content-Type', 'Content-Type', 'a/b'] }),
    );
    assert.deepEqual(headers, ['Content-Type', 'a/b', 'X-Api-Key', 's3cret']);
  });

  it("go on only as far as they are HTTP's own where unknown ones are dropped", () => {
    const dropping = encoding({ upstream: { route: 'GET /r' }, unknown: { headers: 'drop' } });
    const rawHeaders = ['Accept', '*/*', 'X-Odd', '1', 'user-agent', 'x', 'traceparent', '00', 'Authorization', 'B'];
    const kept = ['Accept', '*/*', 'user-agent', 'x', 'traceparent', '00', 'Authorization', 'B'];
    assert.deepEqual(outgoing(dropping({ rawHeaders })).headers, kept);
  });
});

describe('the fields that describe the body', () => {
  const json = { type: 'object', properties: { a: text } };
  const withBody = {
    route: 'POST /things',
    upstream: { route: 'POST /r' },
    body: { content: { 'application/json': json, 'application/merge-patch+json': json }, required: false },
  };
  const post = encoding(withBody);
  const own = ['Content-Type', 'Application/JSON; charset=utf-8'];
  const description = ['Content-Encoding', 'identity', 'Content-MD5', 'x', 'Digest', 'x', 'Content-Digest', 'x'];
  description.push('Repr-Digest', 'x', 'Signature', 'x', 'Signature-Input', 'x');
  const rawHeaders = [...own, ...description, 'Accept-Encoding', 'gzip'];
  const bytes = new TextEncoder().encode('{"a":"x"}');
  const incomingBody = { kind: 'bytes', bytes } as const;

  it('stay with the very same bytes', () => {
    const sent = outgoing(post({ rawHeaders, incomingBody, body: { kind: 'same', bytes } }));
    assert.deepEqual(sent.headers, rawHeaders);
    assert.equal(sent.body, bytes);
  });

  it('are left behind by a mapped body, which has a media type of its own', () => {
    const sent = outgoing(post({ rawHeaders, incomingBody, body: { kind: 'value', value: { b: 'x' } } }));
    assert.deepEqual(sent.headers, ['Accept-Encoding', 'gzip', 'Content-Type', 'application/json']);
    assert.equal(sent.body, '{"b":"x"}');
  });

  it('have the media type of the content that was sent', () => {
    const typed = ['content-type', 'application/merge-patch+json'];
    const sent = outgoing(post({ rawHeaders: typed, incomingBody, body: { kind: 'value', value: {} } }));
    assert.deepEqual(sent.headers, ['Content-Type', 'application/merge-patch+json']);
  });

  it('have the media type that the contract gives the upstream, also with the very same bytes', () => {
    const body = { content: { 'application/json': json }, upstreamType: 'application/vnd.x+json' };
    const retyping = encoding({ ...withBody, body });
    const sent = outgoing(retyping({ rawHeaders, incomingBody, body: { kind: 'same', bytes } }));
    assert.deepEqual(sent.headers, [
      ...description,
      'Accept-Encoding',
      'gzip',
      'Content-Type',
      'application/vnd.x+json',
    ]);
  });

  it('are left behind with a body that is left out, and only then', () => {
    assert.deepEqual(outgoing(post({ rawHeaders, incomingBody, body: { kind: 'none' } })).headers, [
      'Accept-Encoding',
      'gzip',
    ]);
    assert.deepEqual(outgoing(post({ rawHeaders: own, body: { kind: 'none' } })).headers, own);
  });
});
