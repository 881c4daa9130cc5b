import { randomUUID } from 'node:crypto';
import type { Duplex } from 'node:stream';
import { report, writeProblem } from '../middleware/answer.ts';
import type { ResolvedOptions } from '../options/resolved-options.ts';
import type { Problem } from '../problem/problem.ts';
import type { Connections } from './connections.ts';
import { answerRaw } from './raw-answer.ts';

/** Answers on a connection whose bytes are no request that Node could hand us, and closes it. */
export type SocketRefusal = (socket: Duplex, problem: Problem | undefined) => void;

/**
 * Makes that answer. Requests that came before on the connection are answered first (RFC 9112, section 9.3.2); where an
 * answer to the broken request itself is under way, the connection ends with it, for two answers would be worse.
 */
export function createSocketRefusal(options: ResolvedOptions, connections: Connections): SocketRefusal {
  const answer = (socket: Duplex, problem: Problem) => {
    // What the caller called it cannot be known: its header section may be what is broken.
    const requestId = { field: options.requestId.header, value: randomUUID() };
    answerRaw(socket, writeProblem(problem, { instance: report(options, problem, { requestId }), requestId }, options));
  };

  return (socket, problem) => {
    // The parser repeats its error for whatever still arrives.
    if (!connections.doom(socket)) return;
    const pending = connections.pending(socket);
    const broken = pending.find(({ req }) => !req.complete);
    const before = pending.filter((request) => request !== broken).at(-1);
    const end = () => {
      if (problem === undefined || broken?.res.headersSent === true) closeFlushed(socket);
      else answer(socket, problem);
    };
    if (before === undefined) end();
    else before.res.once('close', end);
  };
}

/** What was written still goes out; an answer that was not complete ends as one that was cut. */
function closeFlushed(socket: Duplex): void {
  socket.on('error', () => socket.destroy());
  if (socket.writable) socket.end(() => socket.destroy());
  else socket.destroy();
}
