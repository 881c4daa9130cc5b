import assert from 'node:assert/strict';
import { test, type TestContext } from 'node:test';
import { freePort } from '../support/free-port.ts';
import { fullBacklog } from '../support/full-backlog.ts';
import { fieldValues, sendRaw } from '../support/raw-client.ts';
import { answering, scriptedUpstream } from '../support/scripted-upstream.ts';
import { testAuthority, tlsUpstream, trusting } from '../support/tls-upstream.ts';
import { type AnyFrontOptions, ways } from './both-ways.ts';
import { type FailureCase, failureCases } from './failure-cases.ts';
import { openFront, promptMs, rawRequest } from './front.ts';

type Expected = Omit<FailureCase, 'script' | 'timeouts'>;

/** Sends one GET through a front to the target and holds everything that an answer of ours promises. */
async function assertFailure(
  t: TestContext,
  {
    way,
    target,
    settings = {},
    expected,
  }: { way: string; target: string; settings?: AnyFrontOptions; expected: Expected },
): Promise<void> {
  const open = ways[way] ?? openFront;
  const front = await open(target, settings);
  t.after(() => front.close());
  const answer = await sendRaw(front.port, rawRequest('GET', '/x'));
  assert.equal(answer.status, expected.status);
  assert.equal(answer.complete, true);
  assert.ok(answer.tookMs < promptMs, `took ${answer.tookMs} ms`);
  assert.deepEqual(fieldValues(answer, 'proxy-status'), [`gate; error=${expected.proxyError}`]);
  const body = JSON.parse(answer.body.toString());
  assert.ok(expected.code.split('|').includes(body.code), body.code);
  assert.equal(body.timer, expected.timer);
  // Nothing of the upstream stands in an answer of ours: no field, no address, no words of the system.
  assert.deepEqual(fieldValues(answer, 'x-a'), []);
  assert.doesNotMatch(answer.raw, /127\.0\.0\.1|localhost|ECONN|socket|UND_ERR|HPE_/i);
  assert.equal(front.problems.length, 1);
  assert.notEqual(front.problems[0]?.cause, undefined);
}

const unreachable = { status: 502, code: 'upstream-unreachable' };

for (const way of Object.keys(ways)) {
  for (const [name, failure] of Object.entries(failureCases)) {
    const { status, code, proxyError } = failure;
    test(`${way}: an upstream that ${name} gives ${status} ${code} (${proxyError})`, async (t) => {
      const upstream = await scriptedUpstream(failure.script);
      t.after(() => upstream.close());
      const { timeouts = {} } = failure;
      await assertFailure(t, { way, target: upstream.url, settings: { timeouts }, expected: failure });
    });
  }

  test(`${way}: an upstream that does not listen gives 502 (connection_refused)`, async (t) => {
    const target = `http://127.0.0.1:${await freePort()}`;
    await assertFailure(t, { way, target, expected: { ...unreachable, proxyError: 'connection_refused' } });
  });

  test(`${way}: a name that does not exist gives 502 (dns_error)`, async (t) => {
    // A label of more than 63 octets is refused by the resolver itself, without asking a server.
    const target = `http://${'a'.repeat(64)}.invalid`;
    await assertFailure(t, { way, target, expected: { ...unreachable, proxyError: 'dns_error' } });
  });

  test(`${way}: a connection attempt that nobody answers gives 504 with the timer connect`, async (t) => {
    const upstream = await fullBacklog();
    t.after(() => upstream.close());
    const late = { status: 504, code: 'upstream-timeout', proxyError: 'connection_timeout', timer: 'connect' };
    const settings = { timeouts: { connectMs: 200 } };
    await assertFailure(t, { way, target: upstream.url, settings, expected: late });
  });

  for (const [name, certificate, ca] of [
    ['of an unknown authority', 'valid', undefined],
    ['for another name', 'wrong-name', testAuthority],
    ['that has expired', 'expired', testAuthority],
  ] as const) {
    test(`${way}: a certificate ${name} gives 502 (tls_certificate_error), and nothing is sent`, async (t) => {
      const upstream = await tlsUpstream(certificate);
      t.after(() => upstream.close());
      const expected = { ...unreachable, proxyError: 'tls_certificate_error' };
      await assertFailure(t, { way, target: upstream.url, settings: { options: { tls: trusting(ca) } }, expected });
    });
  }

  test(`${way}: a certificate of the given authority is accepted`, async (t) => {
    const upstream = await tlsUpstream('valid');
    const front = await (ways[way] ?? openFront)(upstream.url, { options: { tls: trusting(testAuthority) } });
    t.after(() => Promise.all([front.close(), upstream.close()]));
    const answer = await sendRaw(front.port, rawRequest('GET', '/'));
    assert.deepEqual([answer.status, answer.body.toString()], [200, 'ok']);
  });

  test(`${way}: a peer that speaks no TLS gives 502 (tls_protocol_error)`, async (t) => {
    const upstream = await scriptedUpstream((connection) => connection.send('HTTP/1.1 400 Bad Request\r\n\r\n'));
    t.after(() => upstream.close());
    const target = `https://127.0.0.1:${upstream.port}`;
    await assertFailure(t, { way, target, expected: { ...unreachable, proxyError: 'tls_protocol_error' } });
  });

  test(`${way}: a peer that refuses the handshake gives 502 (tls_alert_received)`, async (t) => {
    const upstream = await tlsUpstream('valid', {
      minVersion: 'TLSv1.2',
      maxVersion: 'TLSv1.2',
      ciphers: 'AES128-SHA',
    });
    t.after(() => upstream.close());
    const expected = { ...unreachable, proxyError: 'tls_alert_received' };
    await assertFailure(t, {
      way,
      target: upstream.url,
      settings: { options: { tls: trusting(testAuthority) } },
      expected,
    });
  });

  test(`${way}: a handshake that stalls gives 504 with the timer tls`, async (t) => {
    const upstream = await scriptedUpstream(() => {});
    t.after(() => upstream.close());
    const expected = { status: 504, code: 'upstream-timeout', proxyError: 'connection_timeout', timer: 'tls' };
    const settings = { timeouts: { connectMs: 200 } };
    await assertFailure(t, { way, target: `https://127.0.0.1:${upstream.port}`, settings, expected });
  });
}

test('forwarding: a 100 Continue that nobody asked for gives 502', async (t) => {
  const upstream = await scriptedUpstream(answering('HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 204 No Content\r\n\r\n'));
  t.after(() => upstream.close());
  const expected = { status: 502, code: 'upstream-invalid-response', proxyError: 'http_protocol_error' };
  await assertFailure(t, { way: 'forwarding', target: upstream.url, expected });
});

test('an operation can set its own limit for the first byte', async (t) => {
  const upstream = await scriptedUpstream(() => {});
  const front = await openFront(upstream.url, { operationTimeouts: { firstByteMs: 100 } });
  t.after(() => Promise.all([front.close(), upstream.close()]));
  const answer = await sendRaw(front.port, rawRequest('GET', '/'));
  assert.match(JSON.parse(answer.body.toString()).detail, /within 100 ms/);
  assert.ok(answer.tookMs < promptMs);
});
