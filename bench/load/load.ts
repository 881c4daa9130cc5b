import { connect, type Socket } from 'node:net';
import { AnswerReader } from './answer-reader.ts';

export interface LoadTarget {
  readonly port: number;
  readonly request: Buffer;
  /** The status that every answer must have. */
  readonly status: number;
  readonly connections: number;
}

export interface LoadResult {
  /** Answers of the right status. */
  readonly answers: number;
  readonly elapsedMs: number;
}

/**
 * A closed loop of keep-alive connections: each sends the next request when the answer to its last one is there. When
 * `run` is over no request is under way, so that all the work of a round is counted in it.
 */
export class Load {
  readonly #target: LoadTarget;
  readonly #connections: Connection[];
  #deadline = 0;
  #answers = 0;

  constructor(target: LoadTarget) {
    this.#target = target;
    this.#connections = Array.from({ length: target.connections }, () => new Connection(target));
  }

  /** Keeps all connections busy for so long. Fails with the first answer of another status, or broken connection. */
  async run(durationMs: number): Promise<LoadResult> {
    const start = performance.now();
    this.#deadline = start + durationMs;
    this.#answers = 0;
    await Promise.all(this.#connections.map((connection) => this.#keepBusy(connection)));
    return { answers: this.#answers, elapsedMs: performance.now() - start };
  }

  close(): void {
    for (const connection of this.#connections) connection.close();
  }

  #keepBusy(connection: Connection): Promise<void> {
    return new Promise((resolve, reject) => {
      const next = (error: Error | undefined, status: number): void => {
        const fault = error ?? this.#faultOf(status);
        if (fault !== undefined) {
          reject(fault);
          return;
        }
        this.#answers += 1;
        if (performance.now() < this.#deadline) connection.ask(next);
        else resolve();
      };
      connection.ask(next);
    });
  }

  #faultOf(status: number): Error | undefined {
    return status === this.#target.status ? undefined : new Error(`answered ${status}, not ${this.#target.status}`);
  }
}

type Answered = (error: Error | undefined, status: number) => void;

/** One connection, opened when it is needed. */
class Connection {
  readonly #target: LoadTarget;
  #socket: Socket | undefined;
  #answered: Answered | undefined;

  constructor(target: LoadTarget) {
    this.#target = target;
  }

  ask(answered: Answered): void {
    this.#answered = answered;
    this.#socket ??= this.#open();
    this.#socket.write(this.#target.request);
  }

  close(): void {
    this.#socket?.destroy();
    this.#socket = undefined;
  }

  #open(): Socket {
    const socket = connect({ port: this.#target.port, host: '127.0.0.1', noDelay: true });
    const reader = new AnswerReader();
    socket.on('data', (chunk: Buffer) => {
      const answer = reader.read(chunk);
      if (answer === undefined) return;
      if (answer.closes) this.close();
      this.#settle(undefined, answer.status);
    });
    socket.on('error', (error) => this.#settle(error, 0));
    socket.on('close', () => {
      if (this.#socket === socket) this.#socket = undefined;
      this.#settle(new Error('the connection was closed before the answer'), 0);
    });
    return socket;
  }

  #settle(error: Error | undefined, status: number): void {
    const answered = this.#answered;
    this.#answered = undefined;
    answered?.(error, status);
  }
}
