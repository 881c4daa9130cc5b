import { answering, type Script } from '../support/scripted-upstream.ts';
import { afterHead, type Fault, playing } from './fault.ts';

/** The begin of an answer. */
export const head = 'HTTP/1.1 200 OK\r\n';
/** The begin of an answer that can be mapped. */
export const json = `${head}Content-Type: application/json\r\n`;
/** More than is held back before an answer goes on. */
export const large = 'a'.repeat(400_000);
/** A piece of content with its size. */
export const chunk = (text: string): string => `${text.length.toString(16)}\r\n${text}\r\n`;

/** Sends, and breaks off a little later: a reset overtakes what was sent and not read yet. */
export const cutting = (bytes: string, how: 'end' | 'reset'): Script =>
  afterHead(async (connection) => {
    connection.send(bytes);
    await connection.pause(50);
    connection[how]();
  });
/** Sends once, to the first request of each connection. */
export const sending = (...parts: readonly (string | Uint8Array)[]): Fault['target'] =>
  playing(
    afterHead((connection) => {
      for (const part of parts) connection.send(part);
    }),
  );
/** Answers every request. */
export const answeringWith = (bytes: string): Fault['target'] => playing(answering(bytes));

/** Answers the first request in one way, and all others in another. */
export const changing =
  (first: string, then: string): Fault['target'] =>
  (t) => {
    let next = first;
    return playing(async (connection) => {
      for (;;) {
        await connection.head();
        connection.send(next);
        next = then;
      }
    })(t);
  };

/** Answers every request with content that is called gzip. */
export const coded = (content: Uint8Array): Fault['target'] =>
  playing(
    answering(
      Buffer.concat([
        Buffer.from(`${json}Content-Encoding: gzip\r\nContent-Length: ${content.length}\r\n\r\n`),
        content,
      ]),
    ),
  );

/** Sends the beginning, and then a byte now and then without an end. */
export function dripping(begin: string): Fault['target'] {
  return playing(
    afterHead(async (connection) => {
      connection.send(begin);
      for (;;) {
        connection.send('a');
        await connection.pause(25);
      }
    }),
  );
}
