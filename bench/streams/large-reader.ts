import { connect, type Socket } from 'node:net';
import { requestBytes } from '../load/request-text.ts';
import { workItem } from '../work/work-items.ts';

const headEnd = '\r\n\r\n';

/** A connection that asks for one large answer after the other and reads it away. */
export class LargeReader {
  readonly #socket: Socket;
  readonly #request: Buffer;
  #take: (chunk: Buffer) => void = () => undefined;
  #fail: (error: Error) => void = () => undefined;

  constructor(port: number) {
    this.#request = requestBytes(workItem('a').request, port);
    this.#socket = connect({ port, host: '127.0.0.1', noDelay: true });
    this.#socket.on('data', (chunk: Buffer) => this.#take(chunk));
    this.#socket.on('error', (error) => this.#fail(error));
    this.#socket.on('close', () => this.#fail(new Error('the connection was closed before the end of the answer')));
  }

  /** Fails where the answer is no 200, or has another length than was sent. */
  receive(contentBytes: number): Promise<void> {
    return new Promise((resolve, reject) => {
      let head = '';
      let received: number | undefined;
      this.#fail = reject;
      this.#take = (chunk) => {
        if (received === undefined) {
          head += chunk.toString('latin1');
          const end = head.indexOf(headEnd);
          if (end < 0) return;
          if (!head.startsWith('HTTP/1.1 200')) reject(new Error(head.slice(0, end)));
          received = head.length - end - headEnd.length;
        } else received += chunk.length;
        if (received === contentBytes) resolve();
        else if (received > contentBytes) reject(new Error(`more came than ${contentBytes} bytes`));
      };
      this.#socket.write(this.#request);
    });
  }

  close(): void {
    this.#socket.destroy();
  }
}
