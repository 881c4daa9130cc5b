import { STATUS_CODES } from 'node:http';
import type { Duplex } from 'node:stream';
import { lingerMs } from '../middleware/linger.ts';
import type { FormattedProblem } from '../problem/problem.ts';

/**
 * Answers below HTTP, where the parser made no request, and closes the connection. Never throws: a caller that has left
 * is no error of ours.
 */
export function answerRaw(socket: Duplex, problem: FormattedProblem): void {
  if (!socket.writable) {
    socket.destroy();
    return;
  }
  const fields = {
    ...problem.headers,
    Date: new Date().toUTCString(),
    'Content-Length': String(Buffer.byteLength(problem.body)),
    Connection: 'close',
  };
  const lines = Object.entries(fields).map(([name, value]) => `${name}: ${value}\r\n`);
  socket.on('error', () => socket.destroy());
  socket.end(
    `HTTP/1.1 ${problem.status} ${STATUS_CODES[problem.status] ?? ''}\r\n${lines.join('')}\r\n${problem.body}`,
  );
  // Closing at once would reset the connection while the caller still sends, and the reset can overtake the answer.
  const timer = setTimeout(() => socket.destroy(), lingerMs);
  socket.on('close', () => clearTimeout(timer));
  socket.resume();
}
