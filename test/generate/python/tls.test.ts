import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { Listening } from '../../support/listen.ts';
import { testAuthority, tlsUpstream } from '../../support/tls-upstream.ts';
import { type GeneratedClient, generatedClient } from './generated-client.ts';
import { skipWithoutPython } from './python-programs.ts';
import { sessions } from './python-sessions.ts';
import { unusualContract } from './unusual-contract.ts';

describe('a generated Python client over TLS', () => {
  let client: GeneratedClient;
  let valid: Listening;
  let wrongName: Listening;

  before(async () => {
    client = await generatedClient(unusualContract);
    valid = await tlsUpstream('valid');
    wrongName = await tlsUpstream('wrong-name');
  });
  after(() => Promise.all([client.remove(), valid.close(), wrongName.close()]));

  const call = (base: string, session: string): string => `
import json, os
from client import *
os.environ["NO_PROXY"] = "127.0.0.1"
try:
    print(json.dumps(UnusualClient(${JSON.stringify(base)}, session=${session}, retries=0).note(body="x").decode()))
except NetworkError as error:
    print(json.dumps("verify" in str(error).lower() or "mismatch" in str(error).lower()))
`;

  for (const { library, session, modules } of sessions) {
    test(`refuses a certificate that nobody vouches for, over ${library}`, {
      skip: skipWithoutPython(...modules),
    }, async () => {
      assert.equal(await client.run(call(valid.url, session), ...modules), true);
    });
  }
  const trusting = (base: string): string => `
import os, tempfile
authority = tempfile.NamedTemporaryFile(suffix=".pem")
authority.write(${JSON.stringify(testAuthority)}.encode())
authority.flush()
os.environ["SSL_CERT_FILE"] = authority.name
${call(base, 'None')}`;

  test('trusts the authorities of the machine, over the standard library', { skip: skipWithoutPython() }, async () => {
    assert.equal(await client.run(trusting(valid.url)), 'ok');
  });
  test('refuses a certificate of another name, over the standard library', { skip: skipWithoutPython() }, async () => {
    assert.equal(await client.run(trusting(wrongName.url)), true);
  });
});
