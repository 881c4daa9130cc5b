import assert from 'node:assert/strict';
import { test } from 'node:test';
import { formatProxyStatus, replaceProxyStatus } from '../../src/http/proxy-status.ts';

const formats: [name: string, status: Parameters<typeof formatProxyStatus>[0], text: string][] = [
  ['a token', { name: 'gate', error: 'dns_error' }, 'gate; error=dns_error'],
  ['a status', { name: 'gate', receivedStatus: 503 }, 'gate; received-status=503'],
  ['a name that begins with a digit', { name: '1st', error: 'x' }, '"1st"; error=x'],
  ['a name with a space', { name: 'my gate', error: 'x' }, '"my gate"; error=x'],
  ['a name with quotes', { name: 'a"b\\c', error: 'x' }, '"a\\"b\\\\c"; error=x'],
  ['a name outside ASCII', { name: 'tür', error: 'x' }, '"t?r"; error=x'],
];

for (const [name, status, text] of formats) {
  test(`writes ${name} as a structured field`, () => {
    assert.equal(formatProxyStatus(status), text);
  });
}

const replacements: [name: string, received: string | undefined, own: number | undefined, text: string | undefined][] =
  [
    ['nothing to say', undefined, undefined, undefined],
    [
      'members of others',
      'cdn; error=dns_error, "b, c"; details="x, y"',
      undefined,
      'cdn; error=dns_error, "b, c"; details="x, y"',
    ],
    ['a member in our name', 'cdn, gate; error=dns_error', undefined, 'cdn'],
    ['only a member in our name, as a string', '"gate"; error=dns_error', undefined, undefined],
    ['a member in our name that is replaced', 'cdn, gate', 500, 'cdn, gate; received-status=500'],
    ['a quote that is not closed', 'cdn; details="', 502, 'gate; received-status=502'],
  ];

for (const [name, received, receivedStatus, text] of replacements) {
  test(`passes on an answer's Proxy-Status with ${name}`, () => {
    assert.equal(replaceProxyStatus(received, { name: 'gate', receivedStatus }), text);
  });
}
