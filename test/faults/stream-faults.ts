import { afterHead, playing, type Fault, outcomes } from './fault.ts';
import { answeringWith, changing, chunk, coded, cutting, dripping, head, large, sending } from './scripts.ts';

const { late, broken } = outcomes;
const streamed = { stage: 'in a streamed body', outcome: broken, retried: 'never' } as const;

/** By what the upstream does, as the middle of a sentence: in an answer that goes on as it comes, or while the request is sent. */
export const streamFaults: Readonly<Record<string, Fault>> = {
  'resets a stream that has a length': {
    row: 12,
    ...streamed,
    target: playing(cutting(`${head}Content-Length: 900000\r\n\r\n${large}`, 'reset')),
  },
  'closes a stream that has a length': {
    row: 12,
    ...streamed,
    target: playing(cutting(`${head}Content-Length: 900000\r\n\r\n${large}`, 'end')),
  },
  'resets a stream of chunks': {
    row: 12,
    ...streamed,
    target: playing(cutting(`${head}Transfer-Encoding: chunked\r\n\r\n${chunk(large)}`, 'reset')),
  },
  'closes a stream of chunks without the last': {
    row: 12,
    ...streamed,
    target: playing(cutting(`${head}Transfer-Encoding: chunked\r\n\r\n${chunk(large)}`, 'end')),
  },
  'sends a chunk size that is no number late in a stream': {
    row: 13,
    ...streamed,
    target: sending(`${head}Transfer-Encoding: chunked\r\n\r\n${chunk(large)}xyz\r\n`),
  },
  'sends a chunk that is longer than its size, late in a stream': {
    row: 13,
    ...streamed,
    target: sending(`${head}Transfer-Encoding: chunked\r\n\r\n${chunk(large)}1\r\nabc\r\n0\r\n\r\n`),
  },
  'sends garbage as gzip in an answer that nobody reads': {
    row: 20,
    stage: 'after the answer',
    retried: 'never',
    target: coded(Buffer.from('this is no gzip')),
    outcome: { passed: 200, body: 'this is no gzip' },
    keeps: true,
  },
  'pauses in a stream': {
    row: 22,
    ...streamed,
    target: sending(`${head}Content-Length: 900000\r\n\r\n${large}`),
    timeouts: { idleMs: 150 },
  },
  'drips a stream beyond the limit for streams': {
    row: 23,
    ...streamed,
    target: dripping(`${head}Content-Length: 900000\r\n\r\n${large}`),
    timeouts: { streamMs: 250 },
  },
  'does not read the request': {
    row: 25,
    stage: 'in the request',
    target: playing(async (connection) => {
      await connection.head();
      connection.stopReading();
      // Only who reads sees that the peer is gone.
      await connection.pause(3000);
      connection.startReading();
    }),
    method: 'POST',
    path: '/uploads',
    timeouts: { firstByteMs: 400, totalMs: 20_000 },
    outcome: late('first-byte', 'connection_write_timeout'),
    retried: 'never',
  },
  'answers before the request is there, and closes': {
    row: 26,
    stage: 'in the request',
    target: playing(
      afterHead((connection) => {
        connection.send('HTTP/1.1 413 Too Large\r\nConnection: close\r\nContent-Length: 5\r\n\r\nlarge');
        connection.end();
      }),
    ),
    method: 'POST',
    path: '/uploads',
    outcome: { passed: 413, body: 'large' },
    retried: 'never',
  },
  'sends content with a 204': {
    row: 28,
    stage: 'after the answer',
    target: sending('HTTP/1.1 204 No Content\r\nContent-Length: 6\r\n\r\nPOISON'),
    outcome: { passed: 204, body: '' },
    retried: 'never',
  },
  'sends content with a 304': {
    row: 28,
    stage: 'after the answer',
    target: sending('HTTP/1.1 304 Not Modified\r\nContent-Length: 6\r\n\r\nPOISON'),
    outcome: { passed: 304, body: '' },
    retried: 'never',
    method: 'GET',
  },
  'sends content to HEAD': {
    row: 28,
    stage: 'after the answer',
    target: sending(`${head}Content-Length: 6\r\n\r\nPOISON`),
    outcome: { passed: 200, body: '' },
    retried: 'never',
    method: 'HEAD',
  },
  'sends more than its length': {
    row: 29,
    stage: 'after the answer',
    target: sending(`${head}Content-Length: 2\r\n\r\nokPOISON`),
    outcome: { passed: 200, body: 'ok' },
    retried: 'never',
  },
  'sends two answers': {
    row: 29,
    stage: 'after the answer',
    target: sending(`${head}Content-Length: 2\r\n\r\nok${head}Content-Length: 6\r\n\r\nPOISON`),
    outcome: { passed: 200, body: 'ok' },
    retried: 'never',
  },
  'is overloaded and says so': {
    row: 30,
    stage: 'after the answer',
    target: answeringWith('HTTP/1.1 429 Slow Down\r\nRetry-After: 7\r\nContent-Length: 4\r\n\r\nbusy'),
    outcome: { passed: 429, body: 'busy' },
    retried: 'never',
    keeps: true,
  },
  'is overloaded, and is asked once more': {
    row: 30,
    stage: 'after the answer',
    target: answeringWith('HTTP/1.1 503 Busy\r\nContent-Length: 4\r\n\r\nbusy'),
    outcome: { passed: 503, body: 'busy' },
    retried: 'idempotent',
    keeps: true,
  },
  'is overloaded once': {
    row: 30,
    stage: 'after the answer',
    target: changing(
      'HTTP/1.1 503 Busy\r\nRetry-After: 0\r\nContent-Length: 4\r\n\r\nbusy',
      `${head}Content-Length: 2\r\n\r\nok`,
    ),
    outcome: { passed: 200, body: 'ok' },
    retried: 'idempotent',
    method: 'GET',
    keeps: true,
  },
  'is overloaded, and wants to be left alone for longer than a caller waits': {
    row: 30,
    stage: 'after the answer',
    target: answeringWith('HTTP/1.1 503 Busy\r\nRetry-After: 7\r\nContent-Length: 4\r\n\r\nbusy'),
    outcome: { passed: 503, body: 'busy' },
    retried: 'never',
    keeps: true,
  },
  'sends trailers beyond the limit': {
    row: 18,
    ...streamed,
    target: sending(`${head}Transfer-Encoding: chunked\r\n\r\n${chunk(large)}0\r\nX-A: ${large}\r\n\r\n`),
  },
};
