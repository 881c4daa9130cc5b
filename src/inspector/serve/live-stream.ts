import type { IncomingMessage, ServerResponse } from 'node:http';
import type { InspectorState, LiveBatch } from '../protocol.ts';
import type { Recorder } from '../record/recorder.ts';
import { guardFields } from './answer.ts';

/** How often batches are sent, how large they are, and how often the state is told. */
const everyMs = 250;
const mostInBatch = 500;
const stateEveryMs = 2000;

/** More bytes than these that a slow reader has not taken yet: it is left out until it has. */
const mostWaiting = 262_144;

/** Streams at once; each page has one. */
const mostStreams = 16;

/** Tells pages of requests as they end. */
export class LiveStreams {
  readonly #recorder: Recorder;
  readonly #state: () => InspectorState;
  readonly #open = new Set<ServerResponse>();

  constructor(recorder: Recorder, state: () => InspectorState) {
    this.#recorder = recorder;
    this.#state = state;
  }

  get isFull(): boolean {
    return this.#open.size >= mostStreams;
  }

  /** Begins with the newest that came after `sequence`. */
  start(req: IncomingMessage, res: ServerResponse, sequence: number): void {
    res.writeHead(200, {
      ...guardFields,
      'Content-Type': 'text/event-stream; charset=utf-8',
      'Cache-Control': 'no-store',
      'X-Accel-Buffering': 'no',
    });
    this.#open.add(res);
    let told = Math.min(sequence, this.#recorder.requests.newest);
    let stateMs = Number.NEGATIVE_INFINITY;
    const tell = (): void => {
      if (res.writableLength > mostWaiting) return;
      if (performance.now() - stateMs >= stateEveryMs) {
        stateMs = performance.now();
        res.write(`event: state\ndata: ${JSON.stringify(this.#state())}\n\n`);
      }
      const batch = this.#batchAfter(told);
      if (batch === undefined) return;
      told = batch.newest;
      res.write(`event: requests\nid: ${told}\ndata: ${JSON.stringify(batch)}\n\n`);
    };
    res.write('retry: 1000\n\n');
    tell();
    const timer = setInterval(tell, everyMs).unref();
    res.once('close', () => {
      clearInterval(timer);
      this.#open.delete(res);
    });
    req.resume();
  }

  close(): void {
    for (const res of this.#open) res.destroy();
  }

  #batchAfter(told: number): LiveBatch | undefined {
    const { requests } = this.#recorder;
    const { newest } = requests;
    if (newest === told) return undefined;
    const batch = requests.after(told, mostInBatch);
    return { requests: batch, dropped: newest - told - batch.length, newest };
  }
}
