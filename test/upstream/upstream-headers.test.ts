import assert from 'node:assert/strict';
import { test, type TestContext } from 'node:test';
import { type EchoReply, type EchoUpstream, echoUpstream } from '../support/echo-upstream.ts';
import { fieldValues, sendRaw } from '../support/raw-client.ts';
import { answering, scriptedUpstream } from '../support/scripted-upstream.ts';
import { type Front, type FrontOptions, openFront, rawRequest } from './front.ts';

async function openBoth(
  t: TestContext,
  { reply, ...settings }: FrontOptions & { reply?: EchoReply } = {},
): Promise<{ upstream: EchoUpstream; front: Front }> {
  const upstream = await echoUpstream(reply);
  const front = await openFront(upstream.url, settings);
  t.after(() => Promise.all([front.close(), upstream.close()]));
  return { upstream, front };
}

/** Sends the bytes as an upstream's answer to one GET and gives what the caller got. */
async function answerTo(t: TestContext, bytes: string, settings?: FrontOptions) {
  const upstream = await scriptedUpstream(answering(bytes));
  const front = await openFront(upstream.url, settings);
  t.after(() => Promise.all([front.close(), upstream.close()]));
  return { answer: await sendRaw(front.port, rawRequest('GET', '/')), upstream, front };
}

const hopByHop = [
  'Connection: x-hop, close',
  'X-Hop: 1',
  'Keep-Alive: timeout=7',
  'Proxy-Connection: keep-alive',
  'TE: trailers',
  'Trailer: X-T',
  'Upgrade: websocket, h2c',
  'HTTP2-Settings: AAMAAABkAARAAAAAAAIAAAAA',
  'Proxy-Authorization: Basic eDp5',
  'Expect: 100-continue',
];

// Rules 1, 5, 41 and 44; Connection-named fields of requests are removed before, by the stage that makes the request.
test('hop-by-hop fields, Expect and Upgrade do not reach the upstream', async (t) => {
  const { upstream, front } = await openBoth(t);
  await sendRaw(front.port, rawRequest('GET', '/', [...hopByHop, 'X-Kept: 1']));
  const names = Object.keys(upstream.last().headers).sort();
  const ours = ['connection', 'host', 'via', 'x-forwarded-for', 'x-forwarded-host', 'x-forwarded-proto'];
  assert.deepEqual(names, [...ours, 'x-hop', 'x-kept'].sort());
  assert.deepEqual(upstream.last().headers['connection'], ['keep-alive']);
});

test('a chunked request of a caller is sent on with a length', async (t) => {
  const { upstream, front } = await openBoth(t);
  await sendRaw(front.port, `${rawRequest('DELETE', '/', ['Transfer-Encoding: chunked'])}3\r\nabc\r\n0\r\n\r\n`);
  assert.deepEqual(upstream.last().headers['content-length'], ['3']);
  assert.equal(upstream.last().headers['transfer-encoding'], undefined);
  assert.equal(upstream.last().body.toString(), 'abc');
});

test('naming our own fields in Connection does not take them away', async (t) => {
  const { upstream, front } = await openBoth(t);
  const named = 'Connection: close, Via, X-Forwarded-For, X-Forwarded-Host, Host, Content-Length';
  await sendRaw(front.port, `${rawRequest('POST', '/', [named, 'Content-Length: 3'])}abc`);
  const { headers, body } = upstream.last();
  assert.deepEqual(headers['via'], ['1.1 gate']);
  assert.deepEqual(headers['x-forwarded-for'], ['127.0.0.1']);
  assert.deepEqual(headers['host'], [new URL(upstream.url).host]);
  assert.equal(body.toString(), 'abc');
});

test('the lines of a field keep their order and the case of their names', async (t) => {
  const { upstream, front } = await openBoth(t, {
    reply: (_request, response) => {
      response.writeHead(200, [
        'X-Multi',
        'a',
        'x-other',
        '1',
        'X-Multi',
        'b',
        'Set-Cookie',
        'a=1',
        'Set-Cookie',
        'b=2',
      ]);
      response.end();
    },
  });
  const answer = await sendRaw(front.port, rawRequest('GET', '/', ['X-Multi: 1', 'X-Multi: 2']));
  assert.deepEqual(upstream.last().headers['x-multi'], ['1', '2']);
  assert.deepEqual(fieldValues(answer, 'x-multi'), ['a', 'b']);
  assert.deepEqual(fieldValues(answer, 'set-cookie'), ['a=1', 'b=2']);
  assert.ok(answer.headers.some(([name]) => name === 'X-Multi'));
});

test('Via is appended with the version of the caller, the received members untouched', async (t) => {
  const { upstream, front } = await openBoth(t);
  await sendRaw(front.port, 'GET / HTTP/1.0\r\nHost: x\r\nVia: 1.0 fred, 2 other (x)\r\n\r\n');
  assert.deepEqual(upstream.last().headers['via'], ['1.0 fred, 2 other (x), 1.0 gate']);
});

for (const [name, field] of [
  ['Via', 'Via: 1.1 other, 1.1 gate'],
  ['Via, and Connection names it', 'Connection: Via\r\nVia: 1.1 GATE'],
  ['CDN-Loop', 'CDN-Loop: cdn, gate'],
] as const) {
  test(`a request that carries our name in ${name} is a loop and not forwarded`, async (t) => {
    const { upstream, front } = await openBoth(t);
    const answer = await sendRaw(front.port, rawRequest('GET', '/', [field]));
    assert.equal(answer.status, 502);
    assert.deepEqual(fieldValues(answer, 'proxy-status'), ['gate; error=proxy_loop_detected']);
    assert.equal(JSON.parse(answer.body.toString()).code, 'loop-detected');
    assert.equal(upstream.requests.length, 0);
  });
}

test('an upstream that leads back to the gateway ends in one round', async (t) => {
  const { front } = await openBoth(t);
  const looping = await openFront(`http://127.0.0.1:${front.port}`, { options: { pseudonym: 'gate' } });
  t.after(() => looping.close());
  const answer = await sendRaw(looping.port, rawRequest('GET', '/'));
  assert.equal(answer.status, 502);
  assert.equal(JSON.parse(answer.body.toString()).code, 'loop-detected');
});

test('X-Forwarded fields of an untrusted caller are replaced, those of a trusted one continued', async (t) => {
  const forged = ['X-Forwarded-For: 6.6.6.6', 'X-Forwarded-Proto: https', 'X-Forwarded-Host: evil.example'];
  const untrusted = await openBoth(t);
  await sendRaw(untrusted.front.port, rawRequest('GET', '/', forged));
  const { headers } = untrusted.upstream.last();
  assert.deepEqual(headers['x-forwarded-for'], ['127.0.0.1']);
  assert.deepEqual(headers['x-forwarded-proto'], ['http']);
  assert.deepEqual(headers['x-forwarded-host'], ['front.example']);
  const trusted = await openBoth(t, { trust: () => true });
  await sendRaw(trusted.front.port, rawRequest('GET', '/', forged));
  assert.deepEqual(trusted.upstream.last().headers['x-forwarded-for'], ['6.6.6.6, 127.0.0.1']);
  assert.deepEqual(trusted.upstream.last().headers['x-forwarded-proto'], ['https']);
});

test('the Host upstream is the one of the options, whatever the caller says', async (t) => {
  const { upstream, front } = await openBoth(t);
  await sendRaw(front.port, rawRequest('GET', 'http://evil.example/x').replace('front.example', 'evil.example'));
  assert.deepEqual(upstream.last().headers['host'], [new URL(upstream.url).host]);
});

test('the path of the target stands before every route', async (t) => {
  const upstream = await echoUpstream();
  t.after(() => upstream.close());
  for (const [base, path] of [
    ['', '/a%2Fb?x=%7e&y'],
    ['/base', '/base/a%2Fb?x=%7e&y'],
    ['/base/v1/', '/base/v1/a%2Fb?x=%7e&y'],
  ]) {
    const front = await openFront(`${upstream.url}${base}`);
    t.after(() => front.close());
    await sendRaw(front.port, rawRequest('GET', '/a%2Fb?x=%7e&y'));
    assert.equal(upstream.last().rawUrl, path);
  }
});

test('hop-by-hop fields of an answer, and those that its Connection names, do not reach the caller', async (t) => {
  const fields = [
    'Connection: x-hop, close',
    'X-Hop: 1',
    'Keep-Alive: timeout=7',
    'Proxy-Authenticate: Basic',
    'Upgrade: h2c',
  ];
  const bytes = `HTTP/1.1 200 OK\r\n${fields.join('\r\n')}\r\nAlt-Svc: h3=":443"\r\nX-Kept: 1\r\nContent-Length: 2\r\n\r\nok`;
  const { answer } = await answerTo(t, bytes);
  const names = answer.headers.map(([name]) => name.toLowerCase()).sort();
  assert.deepEqual(names, ['connection', 'content-length', 'date', 'keep-alive', 'x-kept']);
  // Node's own, for the connection to the caller.
  assert.deepEqual(fieldValues(answer, 'connection'), ['keep-alive']);
  assert.deepEqual(fieldValues(answer, 'keep-alive'), ['timeout=5']);
});

test('a caller of HTTP/1.0 gets no chunks, no interim answer, and a closed connection', async (t) => {
  const upstream = await scriptedUpstream(
    answering(
      'HTTP/1.1 103 Early Hints\r\nLink: </a>; rel=preload\r\n\r\nHTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n3\r\ndef\r\n0\r\n\r\n',
    ),
  );
  const front = await openFront(upstream.url);
  t.after(() => Promise.all([front.close(), upstream.close()]));
  const answer = await sendRaw(front.port, 'GET / HTTP/1.0\r\n\r\n', { untilClose: true });
  assert.equal(answer.closed, true);
  assert.deepEqual(answer.interim, []);
  assert.deepEqual(fieldValues(answer, 'transfer-encoding'), []);
  assert.ok(answer.raw.endsWith('\r\n\r\nabcdef'));
});

test('early hints are passed on with their links only', async (t) => {
  const hints =
    'HTTP/1.1 103 Early Hints\r\nLink: </a.css>; rel=preload; as=style\r\nConnection: x-hop\r\nX-Hop: 1\r\n\r\n';
  const { answer } = await answerTo(t, `${hints}HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok`);
  assert.deepEqual(answer.interim, [103]);
  assert.match(
    answer.raw,
    /^HTTP\/1\.1 103 Early Hints\r\nLink: <\/a\.css>; rel=preload; as=style\r\n\r\nHTTP\/1\.1 200 OK\r\n/,
  );
});

test('an interim answer that cannot be passed on is left out, the answer is not', async (t) => {
  const hints = 'HTTP/1.1 102 Processing\r\n\r\nHTTP/1.1 103 Early Hints\r\nLink: nonsense\r\n\r\n';
  const { answer } = await answerTo(t, `${hints}HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok`);
  assert.deepEqual([answer.status, answer.interim, answer.body.toString()], [200, [], 'ok']);
});

const bodiless: Record<string, string> = {
  'a 204 with content': 'HTTP/1.1 204 No Content\r\nContent-Length: 3\r\n\r\nabc',
  'a chunked 204': 'HTTP/1.1 204 No Content\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\n\r\n',
  'a 304 with content':
    'HTTP/1.1 304 Not Modified\r\nETag: "x"\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 6\r\n\r\nPOISON',
};

for (const [name, bytes] of Object.entries(bodiless)) {
  test(`${name} reaches the caller without content, and nothing of it the next one`, async (t) => {
    const { answer, upstream, front } = await answerTo(t, bytes);
    assert.equal(answer.body.length, 0);
    assert.deepEqual(fieldValues(answer, 'content-length'), []);
    assert.deepEqual(fieldValues(answer, 'transfer-encoding'), []);
    const next = await sendRaw(front.port, rawRequest('GET', '/'));
    assert.equal(next.status, answer.status);
    assert.equal(upstream.connections.length, 2);
  });
}

test('a 205 has no content and says so', async (t) => {
  const { answer } = await answerTo(t, 'HTTP/1.1 205 Reset Content\r\nContent-Length: 3\r\n\r\nabc');
  assert.deepEqual([answer.status, answer.body.length, answer.complete], [205, 0, true]);
  assert.deepEqual(fieldValues(answer, 'content-length'), ['0']);
});

test('HEAD keeps the length of what GET would give, without content', async (t) => {
  const { upstream, front } = await openBoth(t, {
    reply: (_request, response) => {
      response.writeHead(200, { 'Content-Length': 1234 }).end();
    },
  });
  const answer = await sendRaw(front.port, rawRequest('HEAD', '/'), { head: true });
  assert.equal(upstream.last().method, 'HEAD');
  assert.deepEqual(fieldValues(answer, 'content-length'), ['1234']);
  assert.equal(answer.body.length, 0);
});

test('bytes beyond an answer are discarded with their connection', async (t) => {
  const beyond = 'HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok';
  const { answer, upstream, front } = await answerTo(t, `${beyond}HTTP/1.1 200 OK\r\nContent-Length: 6\r\n\r\nPOISON`);
  assert.equal(answer.body.toString(), 'ok');
  for (let count = 0; count < 3; count += 1) {
    const next = await sendRaw(front.port, rawRequest('GET', '/'));
    assert.equal(next.body.toString(), 'ok');
  }
  assert.equal(upstream.connections.length, 4);
});

test('Content-Length beside chunks is refused or removed', async (t) => {
  const { answer } = await answerTo(
    t,
    'HTTP/1.1 200 OK\r\nContent-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\n\r\n',
  );
  assert.equal(answer.status, 502);
});

test('Date is kept where the upstream sent one and added where it did not', async (t) => {
  const dated = await answerTo(
    t,
    'HTTP/1.1 200 OK\r\nDate: Thu, 01 Jan 2015 00:00:00 GMT\r\nContent-Length: 0\r\n\r\n',
  );
  assert.deepEqual(fieldValues(dated.answer, 'date'), ['Thu, 01 Jan 2015 00:00:00 GMT']);
  const undated = await answerTo(t, 'HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n');
  assert.equal(fieldValues(undated.answer, 'date').length, 1);
});

test('the reason phrase is passed on where it is ASCII', async (t) => {
  const plain = await answerTo(t, 'HTTP/1.1 200 All Fine\r\nContent-Length: 0\r\n\r\n');
  assert.equal(plain.answer.statusLine, 'HTTP/1.1 200 All Fine');
  const odd = await answerTo(t, 'HTTP/1.1 200 \xe2\x82\xac\r\nContent-Length: 0\r\n\r\n');
  assert.equal(odd.answer.statusLine, 'HTTP/1.1 200 OK');
});

test('fields that other middleware has set stay; cookies and Vary are joined', async (t) => {
  const fields = ['Set-Cookie: up=1', 'Vary: Accept', 'X-Frame-Options: DENY', 'Content-Type: text/plain'];
  const { answer } = await answerTo(t, `HTTP/1.1 200 OK\r\n${fields.join('\r\n')}\r\nContent-Length: 2\r\n\r\nok`, {
    before: (_request, response) => {
      response.setHeader('Access-Control-Allow-Origin', '*');
      response.setHeader('Vary', 'Origin');
      response.setHeader('Set-Cookie', ['app=1']);
      response.setHeader('X-Frame-Options', 'SAMEORIGIN');
    },
  });
  assert.deepEqual(fieldValues(answer, 'access-control-allow-origin'), ['*']);
  assert.deepEqual(fieldValues(answer, 'vary'), ['Origin, Accept']);
  assert.deepEqual(fieldValues(answer, 'set-cookie'), ['app=1', 'up=1']);
  assert.deepEqual(fieldValues(answer, 'x-frame-options'), ['DENY']);
});

test('nothing of a failed answer stays on the problem that replaces it', async (t) => {
  const { answer } = await answerTo(
    t,
    'HTTP/1.1 200 OK\r\nX-Upstream: 1\r\nContent-Length: 10\r\nConnection: close\r\n\r\n',
    {
      timeouts: { idleMs: 50 },
    },
  );
  assert.equal(answer.status, 504);
  assert.deepEqual(fieldValues(answer, 'x-upstream'), []);
  assert.equal(answer.complete, true);
});

test('an answer of the upstream tells its own failure apart from one of ours', async (t) => {
  const fields = 'Proxy-Status: cdn; error=dns_error, gate; error=connection_refused';
  const failing = await answerTo(t, `HTTP/1.1 503 Busy\r\n${fields}\r\nRetry-After: 7\r\nContent-Length: 0\r\n\r\n`);
  assert.deepEqual(fieldValues(failing.answer, 'proxy-status'), ['cdn; error=dns_error, gate; received-status=503']);
  assert.deepEqual(fieldValues(failing.answer, 'retry-after'), ['7']);
  const fine = await answerTo(t, `HTTP/1.1 200 OK\r\n${fields}\r\nContent-Length: 0\r\n\r\n`);
  assert.deepEqual(fieldValues(fine.answer, 'proxy-status'), ['cdn; error=dns_error']);
});

test('a field that nobody can write is our own defect: 500, and the upstream sees nothing', async (t) => {
  const { upstream, front } = await openBoth(t, {
    outgoing: (outgoing) => ({ ...outgoing, headers: ['X-A', 'a\r\nX-Evil: 1'] }),
  });
  const answer = await sendRaw(front.port, rawRequest('GET', '/'));
  assert.equal(answer.status, 500);
  assert.equal(JSON.parse(answer.body.toString()).code, 'contract-broken');
  assert.equal(upstream.requests.length, 0);
});

test('a path with a line break is our own defect: 500, and the upstream sees nothing', async (t) => {
  const { upstream, front } = await openBoth(t, {
    outgoing: (outgoing) => ({ ...outgoing, path: '/a HTTP/1.1\r\nX-Evil: 1\r\n\r\n' }),
  });
  const answer = await sendRaw(front.port, rawRequest('GET', '/'));
  assert.equal(answer.status, 500);
  assert.equal(upstream.requests.length, 0);
});
