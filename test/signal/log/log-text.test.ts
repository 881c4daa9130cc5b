import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import type { LogEntry } from '../../../src/signal/log/log-entry.ts';
import { commonLine, jsonLine, sentenceOf } from '../../../src/signal/log/log-text.ts';

const entry: LogEntry = {
  time: '2026-01-02T03:04:05.678Z',
  requestId: 'one',
  method: 'GET',
  route: '/users',
  status: 200,
  ms: 1.5,
};

test('a line of JSON is the entry again', () => {
  assert.deepEqual(JSON.parse(jsonLine({ ...entry, path: '/ä\u2028\u001b[31m"' })), {
    ...entry,
    path: '/ä\u2028\u001b[31m"',
  });
});

test('whatever is in it, a line is one line of printable ASCII that a pipe keeps whole', () => {
  const texts = fc.string({ unit: 'binary', maxLength: 3000 });
  const violation = fc.record({ in: fc.constant('body' as const), name: texts, code: texts });
  const entries = fc.record(
    { path: texts, method: texts, route: texts, code: texts, violations: fc.array(violation, { maxLength: 20 }) },
    { requiredKeys: [] },
  );
  fc.assert(
    fc.property(entries, (hostile) => {
      for (const line of [jsonLine({ ...entry, ...hostile }), commonLine({ ...entry, ...hostile })]) {
        assert.match(line, /^[\x20-\x7e]*\n$/);
      }
      const line = jsonLine({ ...entry, ...hostile });
      assert.ok(line.length < 4096, `${line.length}`);
      assert.equal(JSON.parse(line).requestId, 'one');
    }),
    { numRuns: 100 },
  );
});

const common: readonly (readonly [name: string, entry: LogEntry, line: string])[] = [
  [
    'an answer',
    { ...entry, bytes: { in: 9, out: 70 } },
    '- - - [02/Jan/2026:03:04:05 +0000] "GET /users HTTP/1.1" 200 70',
  ],
  [
    'a caller by its key',
    { ...entry, caller: 'abc' },
    '- - abc [02/Jan/2026:03:04:05 +0000] "GET /users HTTP/1.1" 200 -',
  ],
  [
    'a caller that left',
    { time: entry.time, method: 'GET', left: true },
    '- - - [02/Jan/2026:03:04:05 +0000] "GET - HTTP/1.1" 499 -',
  ],
  ['no HTTP', { time: entry.time, status: 400 }, '- - - [02/Jan/2026:03:04:05 +0000] "-" 400 -'],
  ['a quote in a path', { ...entry, path: '/"x' }, '- - - [02/Jan/2026:03:04:05 +0000] "GET /\\x22x HTTP/1.1" 200 -'],
];
for (const [name, given, line] of common) {
  test(`the common log format of ${name}`, () => assert.equal(commonLine(given), `${line}\n`));
}

test('the sentence says what matters', () => {
  assert.equal(sentenceOf({ ...entry, status: 502, code: 'upstream-reset' }), 'GET /users 502 upstream-reset 1.5 ms');
  assert.equal(sentenceOf({ time: entry.time, left: true }), 'no answer');
});
