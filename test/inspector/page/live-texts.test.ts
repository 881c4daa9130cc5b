import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { layJson } from '../../../src/inspector/page/live/json-lines.ts';
import { markMessage } from '../../../src/inspector/page/live/marked-message.ts';
import { sameOutcome } from '../../../src/inspector/page/live/same-outcome.ts';
import { bytesText, countOf, durationText, shareText } from '../../../src/inspector/page/parts/words.ts';
import { formatHash, parseHash, tokenIn } from '../../../src/inspector/page/shell/hash-route.ts';
import { targetState } from '../../../src/inspector/page/upstreams/target-state.ts';
import { madeDetail } from './made-requests.ts';
import { madeUpstreams } from './made-reports.ts';

describe('JSON of a body', () => {
  test('is laid out with a pointer for each value, its digits as they are', () => {
    const lines = layJson('{"a/b":[1,{"c":12345678901234567890.10}],"e":{},"f":[],"g":"x, {y}"}');
    assert.deepEqual(
      lines.map(({ text, depth, pointer }) => [depth, text, pointer]),
      [
        [0, '{', ''],
        [1, '"a/b": [', '/a~1b'],
        [2, '1,', '/a~1b/0'],
        [2, '{', '/a~1b/1'],
        [3, '"c": 12345678901234567890.10', '/a~1b/1/c'],
        [2, '}', undefined],
        [1, '],', undefined],
        [1, '"e": {},', '/e'],
        [1, '"f": [],', '/f'],
        [1, '"g": "x, {y}"', '/g'],
        [0, '}', undefined],
      ],
    );
  });

  test('that was cut is shown as far as it goes', () => {
    assert.deepEqual(
      layJson('{"a":[1,"tw').map(({ text }) => text),
      ['{', '"a": [', '1,', '"tw'],
    );
  });

  test('keeps every letter of what it is given, but for space between values', () => {
    for (const text of ['[[[]]]', '{"a":{"b":{"c":null}}}', '"text"', 'true', '[1,[2,[3]],4]', '{"a":1,"a":2}'])
      assert.equal(
        layJson(text)
          .map((line) => line.text.replace('": ', '":'))
          .join(''),
        text,
      );
  });
});

describe('what differs between the two sides', () => {
  const { incoming, outgoing, differences } = madeDetail();

  test('is marked on the side where it stands', () => {
    const from = markMessage(incoming, 'from', differences);
    assert.deepEqual(
      from.query.map(({ name, mark }) => [name, mark?.kind, mark?.text]),
      [
        ['userName', 'renamed', 'to query username'],
        ['since', 'converted', 'to query since_ts, through unix-seconds'],
        ['debug', 'dropped', 'not declared, dropped'],
      ],
    );
    assert.deepEqual(
      from.body.filter(({ mark }) => mark).map(({ pointer }) => pointer),
      ['/born'],
    );
    assert.ok(outgoing);
    const to = markMessage(outgoing, 'to', differences);
    assert.deepEqual(
      to.headers.map(({ name, mark }) => [name, mark?.kind]),
      [
        ['Accept', undefined],
        ['X-Api-Key', 'added'],
      ],
    );
  });

  test('is found in cookies, deep objects, and paths', () => {
    const message = { method: 'GET', target: '/u/1?f[a]=%zz&flag', headers: [{ name: 'cookie', value: 'a=1' }] };
    const to = { in: 'query', name: 'x', pointer: '' } as const;
    const marked = markMessage(message, 'from', [
      { kind: 'moved', from: { in: 'cookie', name: 'a', pointer: '' }, to, text: '' },
      { kind: 'renamed', from: { in: 'query', name: 'f', pointer: '' }, to, text: '' },
      { kind: 'moved', from: { in: 'path', name: 'id', pointer: '' }, to, text: '' },
    ]);
    assert.equal(marked.pathMark?.kind, 'moved');
    assert.deepEqual(
      marked.query.map(({ name, value, mark }) => [name, value, mark?.kind]),
      [
        ['f[a]', '%zz', 'renamed'],
        ['flag', '', undefined],
      ],
    );
    assert.equal(marked.headers[0]?.mark?.kind, 'moved');
  });
});

test('a dry run says whether it gives what was recorded', () => {
  const detail = madeDetail();
  const { outgoing } = detail;
  assert.ok(outgoing);
  const run = { outgoing, lineage: [], differences: [] };
  const problem = { status: 400, body: { type: '', title: '', status: 400, code: 'invalid-request', detail: '' } };
  const refused = { lineage: [], differences: [], problem };
  assert.equal(sameOutcome(detail, run), 'The same request would be sent as it was then.');
  assert.equal(
    sameOutcome(detail, { ...run, outgoing: { ...outgoing, target: '/x' } }),
    'Another request would be sent than was then, with another address.',
  );
  assert.equal(sameOutcome(detail, refused), 'Then it was sent; now it is refused: invalid-request.');
  assert.equal(sameOutcome({ problem }, refused), 'Refused as it was then: invalid-request.');
  assert.equal(sameOutcome({ problem }, run), 'Then nothing was sent; now it would be.');
  assert.equal(sameOutcome({}, { lineage: [], differences: [] }), 'Now it matches no operation.');
});

test('numbers say no more than they know', () => {
  assert.deepEqual([0.4, 3.04, 12.4, 1840, 75_000, 7_200_000].map(durationText), [
    '0.40 ms',
    '3.0 ms',
    '12 ms',
    '1.84 s',
    '1 min',
    '2 h',
  ]);
  assert.deepEqual([512, 4231, 2_500_000].map(bytesText), ['512 B', '4.2 kB', '2.5 MB']);
  assert.deepEqual(
    [
      [0, 9],
      [9, 9],
      [1, 100_000],
      [99_999, 100_000],
      [36, 12_055],
      [412, 425],
    ].map(([part = 0, whole = 0]) => shareText(part, whole)),
    ['0 %', '100 %', '< 0.1 %', '> 99.9 %', '0.3 %', '97 %'],
  );
  assert.deepEqual([countOf(1, 'request'), countOf(12_345, 'request')], ['1 request', '12,345 requests']);
});

test('an address says where in the page one is', () => {
  assert.deepEqual(parseHash(formatHash('contracts', 'a/b', 'find users')), {
    view: 'contracts',
    rest: ['a/b', 'find users'],
  });
  assert.deepEqual(parseHash('#/live/%zz'), { view: 'live', rest: ['%zz'] });
  assert.deepEqual(parseHash(''), { view: '', rest: [] });
  assert.equal(tokenIn('#token=ab-_12'), 'ab-_12');
  assert.equal(tokenIn('#/live'), undefined);
});

test('the state of a target says first what keeps requests from it', () => {
  const target = madeUpstreams.upstreams[0]?.targets[0];
  assert.ok(target);
  assert.deepEqual(targetState(target), { kind: 'good', text: 'healthy' });
  assert.deepEqual(targetState({ ...target, healthy: undefined }), { kind: 'good', text: 'in use' });
  assert.deepEqual(targetState({ ...target, healthy: false, usable: false }), { kind: 'bad', text: 'unhealthy' });
  assert.deepEqual(
    targetState({ ...target, healthy: false }),
    { kind: 'warn', text: 'unhealthy' },
    'in panic it is used all the same',
  );
  assert.deepEqual(targetState({ ...target, breaker: 'open', usable: false }), { kind: 'bad', text: 'left alone' });
  assert.deepEqual(targetState({ ...target, breaker: 'half-open' }), { kind: 'warn', text: 'being tried' });
  assert.deepEqual(targetState({ ...target, weightNow: 1 }), { kind: 'warn', text: 'coming back' });
  assert.deepEqual(targetState({ ...target, usable: false, ejectedUntil: '2026-11-22T10:11:12.000Z' }), {
    kind: 'bad',
    text: 'ejected until 10:11:12',
  });
});
