import { randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { report, writeProblem } from '../middleware/answer.ts';
import type { Signals } from '../middleware/signals.ts';
import type { ResolvedOptions } from '../options/resolved-options.ts';
import { createProblem, type Problem } from '../problem/problem.ts';
import type { Connections } from './connections.ts';
import { answerRaw } from './raw-answer.ts';

/** For whom such an answer is made. */
interface Refusing {
  readonly options: ResolvedOptions;
  /** Told of it. */
  readonly signals: Pick<Signals, 'unread'>;
}

/** Answers on a connection whose bytes are no request that Node could hand us, and closes it. */
export type SocketRefusal = (socket: Duplex, problem: Problem | undefined) => void;

/**
 * Makes that answer. Requests that came before on the connection are answered first (RFC 9112, section 9.3.2); where an
 * answer to the broken request itself is under way, the connection ends with it, for two answers would be worse.
 */
export function createSocketRefusal({ options, signals }: Refusing, connections: Connections): SocketRefusal {
  const answer = (socket: Duplex, problem: Problem) => {
    // What the caller called it cannot be known: its header section may be what is broken.
    const requestId = { field: options.requestId.header, value: randomUUID() };
    const instance = report(options, problem, { requestId });
    signals.unread({ problem, instance, requestId: requestId.value, cameMs: Date.now() });
    answerRaw(socket, writeProblem(problem, { instance, requestId }, options));
  };

  return (socket, problem) => {
    // The parser repeats its error for whatever still arrives.
    if (!connections.doom(socket)) return;
    const pending = connections.pending(socket);
    const broken = pending.find(({ req }) => !req.complete);
    const before = pending.filter((request) => request !== broken).at(-1);
    const end = () => {
      if (problem === undefined || broken?.res.headersSent === true) closeFlushed(socket);
      else answer(socket, isHeldUp(broken, problem) ? unreadUpstream : problem);
    };
    if (before === undefined) end();
    else before.res.once('close', end);
  };
}

/**
 * Whether a request that has run out of time waits for us: what came of it has not been read yet, for the upstream does not
 * take more. Its caller is not to blame.
 */
const isHeldUp = (broken: { readonly req: IncomingMessage } | undefined, { code }: Problem): boolean =>
  code === 'request-timeout' && broken !== undefined && broken.req.readableLength > 0;

const unreadUpstream = createProblem('upstream-timeout', {
  detail: 'The service behind the gateway did not read the whole request in the time that one may take.',
  proxyError: 'connection_write_timeout',
  stage: 'forward',
  members: { timer: 'total' },
});

/** What was written still goes out; an answer that was not complete ends as one that was cut. */
function closeFlushed(socket: Duplex): void {
  socket.on('error', () => socket.destroy());
  if (socket.writable) socket.end(() => socket.destroy());
  else socket.destroy();
}
