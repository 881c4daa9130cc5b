import { failureCases } from '../upstream/failure-cases.ts';
import { answeringWith } from './scripts.ts';
import { afterHead, type Fault, outcomes, playing, type Stage } from './fault.ts';

const { reset, incomplete, invalid, late } = outcomes;
const head = 'HTTP/1.1 200 OK\r\n';

type Place = readonly [row: number, stage: Stage, retried: Fault['retried']];

/** Where the failures that both ways to an upstream are tested with stand in the taxonomy. */
const places: Readonly<Record<string, Place>> = {
  'accepts and resets at once': [5, 'before the head', 'idempotent'],
  'accepts and closes at once': [5, 'before the head', 'idempotent'],
  'closes before a status line': [8, 'before the head', 'idempotent'],
  'resets before a status line': [8, 'before the head', 'idempotent'],
  'closes after half a head': [10, 'in the head', 'idempotent'],
  'cuts a small body that was not passed on': [11, 'in a buffered body', 'idempotent'],
  'closes in a small body that was not passed on': [11, 'in a buffered body', 'idempotent'],
  'uses a transfer coding that nobody takes off': [13, 'in the head', 'never'],
  'sends a header section beyond the limit': [18, 'in the head', 'never'],
  'switches protocols unasked': [27, 'in the head', 'never'],
  'sends a bare 101': [27, 'in the head', 'never'],
  'never answers': [21, 'before the head', 'never'],
  'pauses in a small body': [22, 'in a buffered body', 'never'],
  'drips a head': [23, 'in the head', 'never'],
  'drips a small body': [23, 'in a buffered body', 'never'],
  'answers with lengths that differ': [14, 'in the head', 'never'],
  'answers with a length that is a word': [14, 'in the head', 'never'],
  'answers with a negative length': [14, 'in the head', 'never'],
  'answers with no HTTP at all': [15, 'in the head', 'never'],
  'answers with a body without a head, as in HTTP/0.9': [15, 'in the head', 'never'],
  'answers with an unknown version': [15, 'in the head', 'never'],
  'answers with a status of two digits': [16, 'in the head', 'never'],
  'answers with the status 000': [16, 'in the head', 'never'],
  'answers with the status 099': [16, 'in the head', 'never'],
  'answers with the status 600': [16, 'in the head', 'never'],
  'answers with the status 999': [16, 'in the head', 'never'],
  'answers with NUL in a field': [17, 'in the head', 'never'],
  'answers with a bare CR in a field': [17, 'in the head', 'never'],
  'answers with DEL in a field': [17, 'in the head', 'never'],
  'answers with a space before the colon': [17, 'in the head', 'never'],
  'answers with a flood of interim answers': [24, 'before the head', 'never'],
};

/** Failures without a place in the taxonomy: the table is then not whole. */
export const unplaced: readonly string[] = Object.keys(failureCases).filter((name) => places[name] === undefined);

/** By chance nothing of the request was sent yet, so that even a POST is sent again. */
const byChance = new Set(['accepts and resets at once', 'accepts and closes at once']);

const shared = Object.entries(failureCases).map(([name, { script, timeouts, ...told }]): [string, Fault] => {
  const [row, stage, retried] = places[name] ?? [0, 'before the head', 'never'];
  const fault: Fault = {
    row,
    stage,
    retried,
    target: playing(script),
    outcome: { told },
    ...(timeouts && { timeouts }),
  };
  return [name, byChance.has(name) ? { ...fault, method: 'GET' } : fault];
});

const cutOff = (bytes: string, how: 'end' | 'reset'): Fault['target'] =>
  playing(
    afterHead(async (connection) => {
      connection.send(bytes);
      // A reset overtakes what was sent and not read yet.
      await connection.pause(20);
      connection[how]();
    }),
  );
const inHead = { stage: 'in the head', retried: 'idempotent', row: 10, outcome: incomplete } as const;

/** By what the upstream does, as the middle of a sentence: before the head of its answer is whole. */
export const headFaults: Readonly<Record<string, Fault>> = {
  ...Object.fromEntries(shared),
  'closes inside the status line': { ...inHead, target: cutOff('HTTP/1.1 20', 'end') },
  'resets inside the status line': { ...inHead, target: cutOff('HTTP/1.1 20', 'reset') },
  'resets after half a head': { ...inHead, target: cutOff(`${head}X-A: a`, 'reset') },
  'closes between the fields and the blank line': { ...inHead, target: cutOff(`${head}X-A: a\r\n`, 'end') },
  'closes a kept connection at the moment of its reuse': {
    row: 9,
    stage: 'before the head',
    warm: true,
    target: playing(async (connection) => {
      if (connection.index > 0) return answerAlways(connection);
      await connection.head();
      connection.send(`${head}Content-Length: 2\r\n\r\nok`);
      await connection.head();
      connection.reset();
    }),
    outcome: { passed: 200, body: 'ok' },
    retried: 'idempotent',
    keeps: true,
    method: 'GET',
  },
  'closes a kept connection at the moment of its reuse by a request that must not arrive twice': {
    row: 9,
    stage: 'before the head',
    warm: true,
    target: playing(async (connection) => {
      await connection.head();
      connection.send(`${head}Content-Length: 2\r\n\r\nok`);
      await connection.head();
      connection.reset();
    }),
    outcome: reset,
    retried: 'idempotent',
    method: 'POST',
  },
  'answers with two lengths in one field': {
    row: 14,
    stage: 'in the head',
    target: playing(afterHead((connection) => connection.send(`${head}Content-Length: 3, 4\r\n\r\nabc`))),
    outcome: invalid(),
    retried: 'never',
  },
  'answers with more fields than are taken': {
    row: 18,
    stage: 'in the head',
    target: playing(afterHead((connection) => connection.send(`${head}${'A: 1\r\n'.repeat(20_000)}\r\n`))),
    outcome: invalid('http_response_header_section_size'),
    retried: 'never',
  },
  'answers with a reason without an end': {
    row: 18,
    stage: 'in the head',
    target: answeringWith(`HTTP/1.1 200 ${'a'.repeat(60_000)}\r\nContent-Length: 0\r\n\r\n`),
    outcome: { passed: 200, body: '' },
    retried: 'never',
    keeps: true,
  },
  'answers with 102 and stops': {
    row: 21,
    stage: 'before the head',
    target: playing(afterHead((connection) => connection.send('HTTP/1.1 102 Processing\r\n\r\n'))),
    timeouts: { firstByteMs: 150 },
    outcome: late('first-byte', 'http_response_timeout'),
    retried: 'never',
  },
  'drips interim answers without an end': {
    row: 24,
    stage: 'before the head',
    target: playing(
      afterHead(async (connection) => {
        for (;;) {
          connection.send('HTTP/1.1 102 Processing\r\n\r\n');
          await connection.pause(25);
        }
      }),
    ),
    timeouts: { totalMs: 250 },
    outcome: late('total', 'http_response_timeout'),
    retried: 'never',
  },
};

async function answerAlways(connection: Parameters<Parameters<typeof playing>[0]>[0]): Promise<void> {
  for (;;) {
    await connection.head();
    connection.send(`${head}Content-Length: 2\r\n\r\nok`);
  }
}
