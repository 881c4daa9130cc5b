import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readProxyFields } from '../../src/http/proxy-fields.ts';

test('joins the lines of a field, but takes the first Host alone', () => {
  const rawHeaders = ['Via', '1.1 a', 'host', 'one', 'VIA', '1.1 b', 'Host', 'two', 'X-Other', 'x'];
  const { via, host, forwarded } = readProxyFields({ url: '/', rawHeaders });
  assert.deepEqual([via, host, forwarded], ['1.1 a, 1.1 b', 'one', undefined]);
});

test('a field of a name that objects have by themselves is no field of the way', () => {
  assert.equal(readProxyFields({ rawHeaders: ['__proto__', 'x', 'constructor', 'y'] }).host, undefined);
});

const targets: readonly [target: string, host: string][] = [
  ['http://api.example:8080/users?x=1', 'api.example:8080'],
  ['HTTPS://[::1]:80?x', '[::1]:80'],
  ['http://api.example', 'api.example'],
  ['http://user@api.example/', 'front.example'],
  ['//api.example/users', 'front.example'],
  ['/users?to=http://api.example/', 'front.example'],
];
for (const [url, host] of targets) {
  test(`the host of the target \`${url}\` is ${host}`, () => {
    assert.equal(readProxyFields({ url, rawHeaders: ['Host', 'front.example'] }).host, host);
  });
}
