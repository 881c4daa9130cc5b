import type { Socket } from 'node:net';

/** How long a failed write waits for what was said before, in milliseconds. */
const patienceMs = 250;

/**
 * Lets an upstream be heard that answered and closed the connection while a request was still being sent to it: the write
 * that fails then would end the connection before the answer, which has arrived, is read.
 *
 * So the failure of a write is held back for a moment. If an answer is there it is read
 * meanwhile; if not, reading finds the connection broken at once. Source: RFC 9112, section 9.5.
 */
export function holdFailedWrites(socket: Socket): void {
  const write = socket._write.bind(socket);
  const writev = socket._writev?.bind(socket);
  const held =
    (done: Done): Done =>
    (error) => {
      if (!(error instanceof Error)) {
        done(error);
        return;
      }
      const timer = setTimeout(() => done(error), patienceMs);
      socket.once('close', () => clearTimeout(timer));
    };
  socket._write = (chunk, encoding, done) => write(chunk, encoding, held(done));
  if (writev !== undefined) socket._writev = (chunks, done) => writev(chunks, held(done));
}

type Done = (error?: Error | null) => void;
