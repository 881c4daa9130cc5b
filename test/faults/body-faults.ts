import { gzipSync } from 'node:zlib';
import { playing, type Fault, outcomes } from './fault.ts';
import { answeringWith, chunk, coded, cutting, dripping, json, sending } from './scripts.ts';

const { incomplete, invalid, late } = outcomes;
const mapped = { stage: 'in a buffered body', path: '/mapped', retried: 'never' } as const;

/** By what the upstream does, as the middle of a sentence: in an answer that is read whole before it goes on. */
export const bodyFaults: Readonly<Record<string, Fault>> = {
  'cuts an answer that is mapped': {
    row: 11,
    ...mapped,
    retried: 'idempotent',
    target: playing(cutting(`${json}Content-Length: 100\r\n\r\n{"a"`, 'reset')),
    outcome: incomplete,
  },
  'ends the chunks of an answer that is mapped without the last': {
    row: 11,
    ...mapped,
    retried: 'idempotent',
    target: playing(cutting(`${json}Transfer-Encoding: chunked\r\n\r\n${chunk('{"a"')}`, 'end')),
    outcome: incomplete,
  },
  'sends a chunk size that is no number in an answer that is mapped': {
    row: 13,
    ...mapped,
    retried: 'idempotent',
    target: sending(`${json}Transfer-Encoding: chunked\r\n\r\nxyz\r\n{}\r\n0\r\n\r\n`),
    outcome: invalid('http_response_transfer_coding'),
  },
  'sends a bomb in an answer that is mapped': {
    row: 19,
    ...mapped,
    target: coded(gzipSync(Buffer.alloc(40_000_000))),
    outcome: invalid('http_response_body_size'),
    keeps: true,
  },
  'sends garbage as gzip in an answer that is mapped': {
    row: 20,
    ...mapped,
    target: coded(Buffer.from('this is no gzip')),
    outcome: invalid('http_response_content_coding'),
    keeps: true,
  },
  'sends half a gzip in an answer that is mapped': {
    row: 20,
    ...mapped,
    target: coded(gzipSync('{"a":"abcabcabc"}').subarray(0, 15)),
    outcome: invalid('http_response_content_coding'),
    keeps: true,
  },
  'pauses in an answer that is mapped': {
    row: 22,
    ...mapped,
    target: sending(`${json}Content-Length: 100\r\n\r\n{"a"`),
    timeouts: { idleMs: 150 },
    outcome: late('idle', 'connection_read_timeout'),
  },
  'drips an answer that is mapped': {
    row: 23,
    ...mapped,
    target: dripping(`${json}Content-Length: 100000\r\n\r\n`),
    timeouts: { totalMs: 250 },
    outcome: late('total', 'http_response_timeout'),
  },
  'breaks the contract': {
    row: 33,
    ...mapped,
    target: answeringWith(`${json}Content-Length: 9\r\n\r\n{"n":"x"}`),
    outcome: {
      told: { status: 502, code: 'upstream-contract-violation', proxyError: 'http_protocol_error' },
    },
    keeps: true,
  },
  'sends no JSON where it is mapped': {
    row: 33,
    ...mapped,
    target: answeringWith(`${json}Content-Length: 6\r\n\r\n<html>`),
    outcome: {
      told: { status: 502, code: 'upstream-contract-violation', proxyError: 'http_protocol_error' },
    },
    keeps: true,
  },
};
