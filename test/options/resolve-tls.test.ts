import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import test, { type TestContext } from 'node:test';
import { ContractError, type Finding } from '../../src/contract/finding.ts';
import { givenInCode, resolveOptions } from '../../src/options/resolve-options.ts';
import type { TlsSettings } from '../../src/upstream/tls/tls-settings.ts';
import { skipWithout } from '../support/needed-program.ts';
import { makeAuthority } from '../support/tls/make-certificates.ts';

const skip = skipWithout('openssl');
const keptExpired = 'test/support/tls/expired.pem';

/** The settings that a section gives, or its findings. */
function resolveTls(tls: object, target = 'https://backend.example') {
  const warnings: Finding[] = [];
  const options = { contracts: {}, upstreams: { users: { targets: [target], tls } } };
  const onWarning = (finding: Finding) => void warnings.push(finding);
  try {
    const [users] = resolveOptions({ ...options, onWarning }, givenInCode('middleware')).upstreams;
    return { settings: users?.tls, files: users?.tlsFiles, findings: warnings };
  } catch (error) {
    if (error instanceof ContractError) return { settings: undefined, files: undefined, findings: error.findings };
    throw error;
  }
}

/** Two identities of one authority, the second with an encrypted key. */
function identities(t: TestContext) {
  const authority = makeAuthority(t);
  return { authority, one: authority.issue('one.example'), locked: authority.issue('locked.example', 'open sesame') };
}

test('gives every setting with the texts of its files', { skip }, (t) => {
  const { authority, one } = identities(t);
  const tls = { ca: authority.certFile, cert: one.certFile, key: one.keyFile };
  const { settings, files, findings } = resolveTls({ ...tls, serverName: 'users.example', minVersion: 'TLSv1.3' });
  const expected: TlsSettings = {
    ca: authority.cert,
    cert: one.cert,
    key: one.key,
    passphrase: undefined,
    serverName: 'users.example',
    minVersion: 'TLSv1.3',
  };
  assert.deepEqual(settings, expected);
  assert.deepEqual(files, [authority.certFile, one.certFile, one.keyFile]);
  assert.deepEqual(findings, []);
});

test('opens an encrypted key with a passphrase of a file or of the environment', { skip }, (t) => {
  const { authority, locked } = identities(t);
  const secretFile = join(authority.folder, 'passphrase');
  writeFileSync(secretFile, 'open sesame\n');
  process.env['TEST_TLS_PASSPHRASE'] = 'open sesame';
  t.after(() => delete process.env['TEST_TLS_PASSPHRASE']);
  for (const passphrase of [{ secretFile }, { secret: 'TEST_TLS_PASSPHRASE' }]) {
    const { settings } = resolveTls({ cert: locked.certFile, key: locked.keyFile, passphrase });
    assert.equal(settings?.passphrase, 'open sesame');
  }
});

test('finds every file that could not serve, with what to do', { skip }, (t) => {
  const { authority, one, locked } = identities(t);
  const garbled = join(authority.folder, 'garbled.pem');
  writeFileSync(garbled, '-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n');
  const wrong = join(authority.folder, 'wrong');
  writeFileSync(wrong, 'shut');
  const cases: readonly (readonly [name: string, tls: object, pointer: string, message: RegExp])[] = [
    ['a missing file', { ca: 'no-such.pem' }, '/ca', /cannot be read/],
    ['a file of something else', { ca: 'package.json' }, '/ca', /no PEM certificate/],
    ['a certificate of other bytes', { ca: garbled }, '/ca', /cannot be read/],
    ['an authority that has ended', { ca: keptExpired }, '/ca', /ended at Jan +2 /],
    ['an own certificate that has ended', { cert: keptExpired, key: keptExpired }, '/cert', /ended at Jan +2 /],
    ['a certificate without key', { cert: one.certFile }, '/cert', /without `key`/],
    ['a key without certificate', { key: one.keyFile }, '/key', /without `cert`/],
    ['the key of another certificate', { cert: one.certFile, key: authority.keyFile }, '/key', /not the key of `cert`/],
    ['a key that is locked', { cert: locked.certFile, key: locked.keyFile }, '/key', /needs a `passphrase`/],
    [
      'a wrong passphrase',
      { cert: locked.certFile, key: locked.keyFile, passphrase: { secretFile: wrong } },
      '/key',
      /not opened by the `passphrase`/,
    ],
    ['a passphrase in plain text', { passphrase: 'open sesame' }, '/passphrase', /must be an object/],
    ['a passphrase that is not there', { passphrase: { secret: 'NO_SUCH_VARIABLE' } }, '/passphrase', /is not there/],
    ['a server name that is an address', { serverName: '10.0.0.1' }, '/serverName', /must be a host name/],
    ['a version that is broken', { minVersion: 'TLSv1' }, '/minVersion', /must be `TLSv1.2` or `TLSv1.3`/],
    ['a way to switch verification off', { insecure: true }, '/insecure', /always verified/],
  ];
  for (const [name, tls, pointer, message] of cases) {
    const { findings } = resolveTls(tls);
    const found = findings.find((finding) => finding.pointer === `/upstreams/users/tls${pointer}`);
    assert.match(found?.message ?? '', message, name);
    assert.notEqual(found?.cure, '', name);
    assert.doesNotMatch(JSON.stringify(findings), /open sesame|BEGIN/, name);
  }
});

test('takes a bundle of authorities', { skip }, (t) => {
  const { authority } = identities(t);
  const bundle = join(authority.folder, 'bundle.pem');
  writeFileSync(bundle, `${authority.cert}\nold ones follow\n${makeAuthority(t).cert}`);
  assert.deepEqual(resolveTls({ ca: bundle }).findings, []);
});

test('warns of `tls` where no target has `https:`', () => {
  const { findings } = resolveTls({ minVersion: 'TLSv1.3' }, 'http://backend.example');
  assert.deepEqual(
    findings.map(({ rule, severity }) => [rule, severity]),
    [['tls-unused', 'warning']],
  );
});
