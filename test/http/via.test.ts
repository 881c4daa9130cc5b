import assert from 'node:assert/strict';
import { test } from 'node:test';
import { appendCdnLoop, appendVia, passedThrough } from '../../src/http/via.ts';

const own = { httpVersion: '1.1', name: 'gate' };

test('our member of Via is appended with the version in which the request was received', () => {
  assert.equal(appendVia(undefined, own), '1.1 gate');
  assert.equal(appendVia('', own), '1.1 gate');
  assert.equal(appendVia('1.1 a', { ...own, httpVersion: '1.0' }), '1.1 a, 1.0 gate');
});

test('members of different protocols are kept apart', () => {
  assert.equal(appendVia('1.0 a, 1.1 b', own), '1.0 a, 1.1 b, 1.1 gate');
});

test('CDN-Loop is continued where it is in use and never invented', () => {
  assert.equal(appendCdnLoop(undefined, 'gate'), undefined);
  assert.equal(appendCdnLoop('cdn.example; v=1', 'gate'), 'cdn.example; v=1, gate');
});

const cases: [name: string, via: string | undefined, cdnLoop: string | undefined, expected: boolean][] = [
  ['nothing', undefined, undefined, false],
  ['another name', '1.1 other', 'other', false],
  ['our name', '1.1 gate', undefined, true],
  ['our name in another case', '1.1 GATE', undefined, true],
  ['our name with a protocol name', 'HTTP/1.1 gate', undefined, true],
  ['our name between others', '1.0 a, 1.1 gate (v2), 1.1 b', undefined, true],
  ['our name behind a comment that is not closed', '1.1 a (, 1.1 gate', undefined, true],
  ['a name that begins with ours', '1.1 gateway', undefined, false],
  ['our name as a protocol', 'gate other', undefined, false],
  ['our name in a comment', '1.1 other (gate)', undefined, false],
  ['our name in CDN-Loop', undefined, 'cdn, gate; x=1', true],
];

for (const [name, via, cdnLoop, expected] of cases) {
  test(`a way with ${name} is ${expected ? '' : 'not '}a loop`, () => {
    assert.equal(passedThrough({ via, cdnLoop }, 'gate'), expected);
  });
}
