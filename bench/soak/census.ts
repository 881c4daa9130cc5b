import { channel } from 'node:diagnostics_channel';
import type { EventEmitter } from 'node:events';
import { IncomingMessage } from 'node:http';
import { Socket } from 'node:net';
import { queryObjects } from 'node:v8';

/** What a process holds at one moment, counted after a collection. */
export interface Census {
  readonly heapBytes: number;
  readonly rssBytes: number;
  /** Memory of buffers and of what C++ holds for JavaScript. */
  readonly externalBytes: number;
  /** Objects that are alive, of each of these classes. */
  readonly sockets: number;
  readonly timers: number;
  readonly requests: number;
  readonly signals: number;
  /** Listeners on all sockets that are alive, and on the process. */
  readonly listeners: number;
  /** Whatever keeps the process running, as Node counts it. */
  readonly handles: number;
}

const sockets = new Set<WeakRef<EventEmitter>>();

/** Begins to note the sockets of this process, for their listeners to be counted. */
export function noteSockets(): void {
  const note = (message: unknown): void => {
    sockets.add(new WeakRef((message as { readonly socket: EventEmitter }).socket));
  };
  channel('net.server.socket').subscribe(note);
  channel('net.client.socket').subscribe(note);
}

/** Node's class of timers, which has no name of its own to import. */
const timer = setTimeout(() => undefined, 0);

/** Counts. Needs `--expose-gc`. */
export async function takeCensus(): Promise<Census> {
  // What finalizers let go is gone after the second.
  for (let time = 0; time < 2; time += 1) {
    await globalThis.gc?.({ type: 'major', execution: 'async' });
  }
  const { heapUsed, rss, external } = process.memoryUsage();
  return {
    heapBytes: heapUsed,
    rssBytes: rss,
    externalBytes: external,
    sockets: alive(Socket),
    timers: alive(timer.constructor as new () => object),
    requests: alive(IncomingMessage),
    signals: alive(AbortSignal),
    listeners: listenersOf(process) + listenersOfSockets(),
    handles: process.getActiveResourcesInfo().length,
  };
}

const alive = (kind: abstract new (...values: never[]) => object): number =>
  Number(queryObjects(kind as Parameters<typeof queryObjects>[0], { format: 'count' }));

function listenersOfSockets(): number {
  let count = 0;
  for (const reference of sockets) {
    const socket = reference.deref();
    if (socket === undefined) sockets.delete(reference);
    else count += listenersOf(socket);
  }
  return count;
}

const listenersOf = (emitter: EventEmitter): number =>
  emitter.eventNames().reduce((count, name) => count + emitter.listenerCount(name), 0);
