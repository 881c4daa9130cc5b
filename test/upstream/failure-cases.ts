import type { UpstreamTimeouts } from '../../src/upstream/timeouts.ts';
import { answering, type Script } from '../support/scripted-upstream.ts';

/** An upstream that misbehaves, and the answer that the caller must get. */
export interface FailureCase {
  readonly script: Script;
  readonly timeouts?: Partial<UpstreamTimeouts>;
  readonly status: number;
  /** Alternatives where the system decides by chance how far the connection came. */
  readonly code: string;
  readonly proxyError: string;
  readonly timer?: string;
}

const head = 'HTTP/1.1 200 OK\r\n';
const reset = { status: 502, code: 'upstream-reset', proxyError: 'connection_terminated' };
const incomplete = { status: 502, code: 'upstream-reset', proxyError: 'http_response_incomplete' };
const invalid = { status: 502, code: 'upstream-invalid-response', proxyError: 'http_protocol_error' };
const badChunk = { ...invalid, proxyError: 'http_response_transfer_coding' };
const late = { status: 504, code: 'upstream-timeout' };

function afterHead(play: Script): Script {
  return async (connection) => {
    await connection.head();
    await play(connection);
  };
}

const invalidAnswers: Record<string, string> = {
  'lengths that differ': `${head}Content-Length: 3\r\nContent-Length: 4\r\n\r\nabc`,
  'a length that is a word': `${head}Content-Length: three\r\n\r\nabc`,
  'a negative length': `${head}Content-Length: -3\r\n\r\nabc`,
  'no HTTP at all': 'hello, this is not HTTP\r\n\r\n',
  'a body without a head, as in HTTP/0.9': '<html>hello</html>',
  'an unknown version': 'HTTP/3.7 200 OK\r\n\r\n',
  'a status of two digits': 'HTTP/1.1 99 Odd\r\n\r\n',
  'the status 000': 'HTTP/1.1 000 Odd\r\nContent-Length: 0\r\n\r\n',
  'the status 099': 'HTTP/1.1 099 Odd\r\nContent-Length: 0\r\n\r\n',
  'the status 600': 'HTTP/1.1 600 Odd\r\nContent-Length: 0\r\n\r\n',
  'the status 999': 'HTTP/1.1 999 Odd\r\nContent-Length: 0\r\n\r\n',
  'NUL in a field': `${head}X-A: a\0b\r\nContent-Length: 0\r\n\r\n`,
  'a bare CR in a field': `${head}X-A: a\rb\r\nContent-Length: 0\r\n\r\n`,
  'DEL in a field': `${head}X-A: a\x7fb\r\nContent-Length: 0\r\n\r\n`,
  'a space before the colon': `${head}X-A : a\r\nContent-Length: 0\r\n\r\n`,
  'a flood of interim answers': 'HTTP/1.1 102 Processing\r\n\r\n'.repeat(1000),
};

/** By what the upstream does, as the middle of a sentence. */
export const failureCases: Record<string, FailureCase> = {
  'accepts and resets at once': {
    script: (connection) => connection.reset(),
    ...reset,
    code: 'upstream-reset|upstream-unreachable',
  },
  'accepts and closes at once': { script: (connection) => connection.end(), ...reset },
  'closes before a status line': { script: afterHead((connection) => connection.end()), ...reset },
  'resets before a status line': { script: afterHead((connection) => connection.reset()), ...reset },
  'closes after half a head': {
    script: afterHead((connection) => {
      connection.send(`${head}X-A: a`);
      connection.end();
    }),
    ...incomplete,
  },
  'cuts a small body that was not passed on': {
    script: afterHead(async (connection) => {
      connection.send(`${head}Content-Length: 10\r\n\r\nabc`);
      await connection.pause(20);
      connection.reset();
    }),
    ...incomplete,
  },
  'closes in a small body that was not passed on': {
    script: afterHead((connection) => {
      connection.send(`${head}Connection: close\r\nContent-Length: 10\r\n\r\nabc`);
      connection.end();
    }),
    ...incomplete,
  },
  'uses a transfer coding that nobody takes off': {
    script: answering(`${head}Transfer-Encoding: gzip, chunked\r\n\r\n3\r\nabc\r\n0\r\n\r\n`),
    ...badChunk,
  },
  'sends a header section beyond the limit': {
    script: answering(`${head}X-A: ${'a'.repeat(40_000)}\r\nContent-Length: 0\r\n\r\n`),
    ...invalid,
    proxyError: 'http_response_header_section_size',
  },
  'switches protocols unasked': {
    script: answering('HTTP/1.1 101 Switching Protocols\r\nConnection: upgrade\r\nUpgrade: ws\r\n\r\n'),
    ...invalid,
    proxyError: 'http_upgrade_failed',
  },
  'sends a bare 101': {
    script: answering('HTTP/1.1 101 Switching Protocols\r\n\r\n'),
    ...invalid,
    proxyError: 'http_upgrade_failed',
  },
  'never answers': {
    script: afterHead(() => {}),
    timeouts: { firstByteMs: 150 },
    ...late,
    proxyError: 'http_response_timeout',
    timer: 'first-byte',
  },
  'pauses in a small body': {
    script: afterHead((connection) => connection.send(`${head}Content-Length: 10\r\n\r\nabc`)),
    timeouts: { idleMs: 150 },
    ...late,
    proxyError: 'connection_read_timeout',
    timer: 'idle',
  },
  'drips a head': {
    script: afterHead(async (connection) => {
      for (const character of `${head}X-A: ${'a'.repeat(1000)}`) {
        connection.send(character);
        await connection.pause(10);
      }
    }),
    timeouts: { totalMs: 200 },
    ...late,
    proxyError: 'http_response_timeout',
    timer: 'total',
  },
  'drips a small body': {
    script: afterHead(async (connection) => {
      connection.send(`${head}Content-Length: 1000\r\n\r\n`);
      for (let count = 0; count < 1000; count += 1) {
        connection.send('a');
        await connection.pause(10);
      }
    }),
    timeouts: { totalMs: 200 },
    ...late,
    proxyError: 'http_response_timeout',
    timer: 'total',
  },
};

for (const [name, bytes] of Object.entries(invalidAnswers)) {
  failureCases[`answers with ${name}`] = { script: answering(bytes), ...invalid };
}
