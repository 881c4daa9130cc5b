import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { logsCommand } from '../../../src/cli/logs.ts';
import { main } from '../../../src/cli/main.ts';
import { type LogSummary, LogTally } from '../../../src/cli/logs/log-summary.ts';
import type { LogEntry } from '../../../src/signal/log/log-entry.ts';
import { folderWith } from '../paramap-process.ts';
import { recordedTerminal } from '../recorded-terminal.ts';

const stages = {};
const fine: LogEntry = {
  time: '2026-01-02T03:04:05.678Z',
  requestId: 'one',
  operation: 'findUsers',
  route: '/users',
  method: 'GET',
  status: 200,
  ms: 1.5,
  stages,
};
const refused: LogEntry = {
  ...fine,
  requestId: 'two',
  status: 400,
  code: 'invalid-request',
  fault: 'caller',
  stage: 'validate',
  violations: [
    { in: 'query', name: 'age', code: 'minimum' },
    { in: 'body', name: '', code: 'required' },
  ],
  moreViolations: 3,
};
const failed: LogEntry = {
  ...fine,
  time: '2026-01-02T03:04:06.000Z',
  requestId: 'three',
  traceId: '0af7651916cd43dd8448eb211c80319c',
  status: 502,
  code: 'upstream-reset',
  fault: 'upstream',
  stage: 'forward',
  ms: 812,
  attempts: [
    { target: 'users#1', fault: 'reset', cause: 'connection_terminated', ms: 400 },
    { target: 'users#2', status: 200, ms: 410 },
  ],
};
const left: LogEntry = { time: fine.time, requestId: 'four', stages, left: true, weight: 10 };

const log = [fine, refused, failed, left].map((entry) => JSON.stringify(entry)).join('\n');

async function run(words: readonly string[], input = log) {
  const terminal = recordedTerminal({ input });
  const exit = await main(['logs', ...words], [logsCommand], terminal);
  return { exit, out: terminal.out, error: terminal.error };
}

test('each request is a line, with what went wrong below it', async () => {
  const { exit, out } = await run([]);
  assert.equal(exit, 0);
  assert.equal(
    out,
    [
      '03:04:05.678 GET    /users 200    1.5 ms findUsers',
      '             one',
      '03:04:05.678 GET    /users 400    1.5 ms findUsers invalid-request (caller, validate)',
      '             query age: minimum',
      '             body (all of it): required',
      '             and 3 more',
      '             two',
      '03:04:06.000 GET    /users 502    812 ms findUsers upstream-reset (upstream, forward)',
      '             attempt at users#1: reset (connection_terminated) after 400 ms',
      '             attempt at users#2: 200 after 410 ms',
      '             three trace 0af7651916cd43dd8448eb211c80319c',
      '03:04:05.678 -      - left      - ms the caller left',
      '             four',
      '',
    ].join('\n'),
  );
});

const filters: readonly (readonly [words: readonly string[], requestIds: readonly string[]])[] = [
  [['--status', '5xx'], ['three']],
  [
    ['--status', '200,4xx'],
    ['one', 'two', 'four'],
  ],
  [
    ['--status', '200', '--status', '502'],
    ['one', 'three'],
  ],
  [['--operation', 'findUsers', '--slow', '2'], ['three']],
  [['--code', 'invalid-request'], ['two']],
  [['--request', 'one'], ['one']],
  [['--request', '0af7651916cd43dd8448eb211c80319c'], ['three']],
  [['--operation', 'none'], []],
];
for (const [words, requestIds] of filters) {
  test(`${words.join(' ')} shows these and no others`, async () => {
    const { out } = await run([...words, '--json']);
    assert.deepEqual(
      out
        .split('\n')
        .filter(Boolean)
        .map((line) => JSON.parse(line).requestId),
      requestIds,
    );
  });
}

test('a file is read as standard input is, and lines of others are counted', async (t) => {
  const folder = await folderWith(t, {});
  await writeFile(join(folder, 'calls.log'), `${log}\nServer started\n{"level":30,"msg":"hello"}\n{broken\n`);
  const terminal = recordedTerminal({ folder });
  assert.equal(await main(['logs', 'calls.log', '--json'], [logsCommand], terminal), 0);
  assert.equal(terminal.out.split('\n').length, 5);
  assert.equal(terminal.error, '3 lines are not of the call log\n');
});

for (const [words, words2] of [
  [['--status', '6'], /--status is one such as 404, or 4xx, not 6/],
  [['--slow', 'much'], /--slow is a number of milliseconds, not much/],
  [['no-such.log'], /no-such\.log is not there/],
  [['one.log', 'two.log'], /one file at a time/],
] as const) {
  test(`${words.join(' ')} is a wrong command line`, async () => {
    const { exit, error } = await run(words);
    assert.equal(exit, 2);
    assert.match(error, words2);
  });
}

test('nothing in a log reaches the terminal as an order', async () => {
  const { out } = await run(
    [],
    JSON.stringify({
      ...refused,
      route: '/\u001b[2J',
      requestId: '\u0007',
      code: '\u202e',
      violations: [{ in: 'query', name: '\u001b]0;x', code: 'a' }],
    }),
  );
  assert.match(out, /\\u001b\[2J/);
  assert.ok([...out].every((character) => character === '\n' || (character >= ' ' && character <= '~')));
});

const strange: readonly (readonly [string, object])[] = [
  ['a status that steers a terminal', { status: '\u001b[31m\n200' }],
  ['a duration that does', { ms: '\u001b[2J' }],
  ['a count that does', { moreViolations: '\u0007' }],
  ['a method that is no text', { method: 5 }],
  ['an operation that is none', { operation: [] }],
  ['names in place of a list of names', { deprecated: 'nick' }],
  ['a number in place of a list', { answerViolations: 5 }],
  ['nothing in a list of faults', { answerViolations: [null] }],
  ['a fault without names', { violations: [{}] }],
  ['an attempt without a target', { attempts: [{}] }],
  ['a weight below nothing', { weight: -1e308 }],
];
for (const [name, members] of strange) {
  test(`${name} makes a line one of others, in the list and in the summary`, async () => {
    const input = `${JSON.stringify(fine)}\n${JSON.stringify({ ...fine, ...members })}\n`;
    for (const words of [[], ['--summary']]) {
      const { exit, out, error } = await run(words, input);
      assert.deepEqual([exit, error], [0, '1 line is not of the call log\n']);
      assert.ok([...out].every((character) => character === '\n' || (character >= ' ' && character <= '~')));
    }
  });
}

test('the summary adds up, by the weight of the lines', async () => {
  const { out } = await run(['--summary', '--json']);
  const summary: LogSummary = JSON.parse(out);
  assert.deepEqual([summary.requests, summary.from, summary.to], [13, fine.time, failed.time]);
  assert.deepEqual(
    summary.operations.map(({ operation, requests, refused: four, failed: five }) => [operation, requests, four, five]),
    [
      ['(none)', 10, 0, 0],
      ['findUsers', 3, 1, 1],
    ],
  );
  assert.deepEqual(summary.codes, [
    { name: 'invalid-request', count: 1 },
    { name: 'upstream-reset', count: 1 },
  ]);
  assert.deepEqual(summary.targets, [{ name: 'users#1: reset', count: 1 }]);
  const text = (await run(['--summary'])).out;
  assert.match(text, /^13 requests from 2026/);
  assert.match(text, /findUsers +3 +1 +1 /);
  assert.match(text, /1 {2}findUsers: query age minimum/);
  assert.equal((await run(['--summary'], '')).out, 'no requests\n');
  assert.match((await run(['--summary'], `${JSON.stringify(failed)}\n`)).out, /^1 request from 2026/);
});

test('durations are told within a tenth, and memory does not grow with the log', () => {
  const tally = new LogTally();
  for (let index = 1; index <= 10_000; index += 1)
    tally.add({ ...fine, operation: `o${index % 5000}`, ms: index % 1000 });
  for (let index = 1; index <= 1000; index += 1) tally.add({ ...fine, operation: 'o1', ms: index });
  const { operations } = tally.summary;
  assert.ok(operations.length <= 1001);
  const { p50 = 0, p99 = 0 } = operations.find(({ operation }) => operation === 'o1') ?? {};
  assert.ok(Math.abs(p50 - 500) <= 50 && Math.abs(p99 - 990) <= 99, `${p50} ${p99}`);
});
