import { connect } from 'node:net';
import { AnswerReader, type WireAnswer } from '../load/answer-reader.ts';
import type { Upstream } from '../load/upstream.ts';

/** One request through a program: what the upstream got, and what the caller got. */
export interface Exchanged {
  /** Every request that reached the upstream, as text. */
  readonly forwarded: readonly string[];
  readonly answer: WireAnswer;
}

/** Sends one request over a connection of its own. */
export async function exchange(upstream: Upstream, port: number, request: Buffer): Promise<Exchanged> {
  const forwarded: string[] = [];
  upstream.onRequest = (text) => forwarded.push(text);
  try {
    return { answer: await ask(port, request), forwarded };
  } finally {
    upstream.onRequest = undefined;
  }
}

function ask(port: number, request: Buffer): Promise<WireAnswer> {
  return new Promise((resolve, reject) => {
    const reader = new AnswerReader();
    const socket = connect({ port, host: '127.0.0.1' }, () => socket.write(request));
    socket.setTimeout(5000, () => socket.destroy(new Error('no answer within 5 s')));
    socket.on('error', reject);
    socket.on('close', () => reject(new Error('the connection was closed before the answer')));
    socket.on('data', (chunk: Buffer) => {
      const answer = reader.read(chunk);
      if (answer === undefined) return;
      resolve(answer);
      socket.destroy();
    });
  });
}
