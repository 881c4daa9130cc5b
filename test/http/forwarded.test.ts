import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type CallerConnection, forwardedFields } from '../../src/http/forwarded.ts';
import { readProxyFields } from '../../src/http/proxy-fields.ts';

const peer: CallerConnection = { address: '192.0.2.7', encrypted: false };

function fieldsOf(rawHeaders: string[], trusted: string[] = [], connection = peer): Record<string, string> {
  const list = forwardedFields(readProxyFields({ rawHeaders }), connection, (address) => trusted.includes(address));
  const fields: Record<string, string> = {};
  for (let index = 0; index < list.length; index += 2) fields[String(list[index])] = String(list[index + 1]);
  return fields;
}

const forged = [
  ['Host', 'api.example'],
  ['X-Forwarded-For', '6.6.6.6'],
  ['X-Forwarded-Proto', 'https'],
  ['X-Forwarded-Host', 'evil.example'],
  ['Forwarded', 'for=6.6.6.6;proto=https;host=evil.example'],
].flat();

test('what an untrusted peer says of its way is replaced by what we see', () => {
  assert.deepEqual(fieldsOf(forged), {
    'X-Forwarded-For': '192.0.2.7',
    'X-Forwarded-Proto': 'http',
    'X-Forwarded-Host': 'api.example',
    Forwarded: 'for=192.0.2.7;proto=http;host=api.example',
  });
});

test('what a trusted peer says is kept and continued', () => {
  assert.deepEqual(fieldsOf(forged, ['192.0.2.7', '6.6.6.6']), {
    'X-Forwarded-For': '6.6.6.6, 192.0.2.7',
    'X-Forwarded-Proto': 'https',
    'X-Forwarded-Host': 'evil.example',
    Forwarded: 'for=6.6.6.6;proto=https;host=evil.example, for=192.0.2.7;proto=http;host=api.example',
  });
});

test('a trusted peer vouches for its own caller only, not for what that caller claims', () => {
  const fields = fieldsOf(
    ['X-Forwarded-For', '6.6.6.6, 1.2.3.4', 'Forwarded', 'for=6.6.6.6, for="1.2.3.4:8080";proto=https'],
    ['192.0.2.7'],
  );
  assert.equal(fields['X-Forwarded-For'], '1.2.3.4, 192.0.2.7');
  assert.equal(fields['Forwarded'], 'for="1.2.3.4:8080";proto=https, for=192.0.2.7;proto=http');
});

test('several lines are one chain, in order', () => {
  const fields = fieldsOf(['x-forwarded-for', '10.0.0.1', 'X-Forwarded-For', '10.0.0.2'], ['192.0.2.7', '10.0.0.2']);
  assert.equal(fields['X-Forwarded-For'], '10.0.0.1, 10.0.0.2, 192.0.2.7');
});

test('the trust function sees each address with its distance from us', () => {
  const seen: [string, number][] = [];
  forwardedFields(
    readProxyFields({ rawHeaders: ['X-Forwarded-For', '10.0.0.1, [2001:db8::1]:443'] }),
    peer,
    (address, hop) => {
      seen.push([address, hop]);
      return true;
    },
  );
  assert.deepEqual(seen, [
    ['192.0.2.7', 0],
    ['2001:db8::1', 1],
    ['10.0.0.1', 2],
  ]);
});

test('Forwarded is written only where one came', () => {
  assert.equal(fieldsOf(['Host', 'a'])['Forwarded'], undefined);
});

test('a Forwarded whose quote is not closed cannot swallow our element', () => {
  assert.equal(fieldsOf(['Forwarded', 'for="'], ['192.0.2.7'])['Forwarded'], 'for=192.0.2.7;proto=http');
});

test('addresses and hosts that are no tokens are quoted in Forwarded', () => {
  const fields = fieldsOf(['Host', 'api.example:8080', 'Forwarded', 'x'], [], {
    address: '2001:db8::1',
    encrypted: true,
  });
  assert.equal(fields['Forwarded'], 'for="[2001:db8::1]";proto=https;host="api.example:8080"');
});

test('an IPv4 peer on a dual-stack socket is written as IPv4', () => {
  assert.equal(fieldsOf([], [], { address: '::ffff:10.0.0.1', encrypted: false })['X-Forwarded-For'], '10.0.0.1');
});

test('a peer that has left is unknown', () => {
  assert.equal(fieldsOf([], [], { address: undefined, encrypted: false })['X-Forwarded-For'], 'unknown');
});
