import http from 'node:http';
import { text as readText } from 'node:stream/consumers';
import { setTimeout as sleep } from 'node:timers/promises';
import { isObject } from '../../../src/codec/json-type.ts';
import { parseJson } from './parse-json.ts';
import { listen } from '../listen.ts';
import type { Complaint } from './demands.ts';

/** What a model says: words, and perhaps a call of a tool. */
export interface Saying {
  readonly words: readonly string[];
  readonly call?: { readonly id: string; readonly name: string; readonly arguments: object } | undefined;
}

/** A failure, before the provider's own words for it. */
export type Trouble = 'key' | 'request' | 'rate' | 'server';

/** How one provider talks over HTTP. */
export interface Dialect {
  readonly path: string;
  hasKey(headers: http.IncomingHttpHeaders): boolean;
  /** The first fault of a body, with names as this provider has them. */
  complaint(body: unknown): Complaint | undefined;
  error(trouble: Trouble, complaint?: Complaint): { readonly status: number; readonly body: object };
  /** The last user's text, and whether a tool has answered. */
  answer(saying: Saying): object;
  /** The text of each event, whole. */
  events(saying: Saying): readonly string[];
  /** The event in which a stream fails. */
  failure: string;
}

export interface ModelProvider {
  readonly url: string;
  /** The bodies that were accepted, in order. */
  readonly asked: readonly unknown[];
  /** Events that were written to the last stream. */
  written(): number;
  /** Resolves when a stream is broken off by its reader. */
  readonly left: Promise<void>;
  close(): Promise<void>;
}

/** In milliseconds: a model speaks slower than a network carries. */
const betweenEvents = 15;

/**
 * A provider of a language model that takes nothing but its own dialect. What it says depends on the last message:
 * `rain` calls the tool `weather` until a tool has answered; `rate`, `server` and `break` fail; `endless` never ends.
 */
export async function modelProvider(dialect: Dialect): Promise<ModelProvider> {
  const asked: unknown[] = [];
  let written = 0;
  const { promise: left, resolve: tellLeft } = Promise.withResolvers<void>();

  async function stream(response: http.ServerResponse, events: Iterable<string>): Promise<void> {
    written = 0;
    response.writeHead(200, { 'Content-Type': 'text/event-stream; charset=utf-8', 'Cache-Control': 'no-cache' });
    response.on('close', () => response.writableFinished || tellLeft());
    for (const event of events) {
      if (response.destroyed) return;
      // Networks cut where they like, also within a line.
      const cut = Math.floor(event.length / 3);
      response.write(event.slice(0, cut));
      await sleep(2);
      response.write(event.slice(cut));
      written += 1;
      await sleep(betweenEvents);
    }
    response.end();
  }

  async function serve(request: http.IncomingMessage, response: http.ServerResponse): Promise<void> {
    const body = parseJson(await readText(request));
    const refuse = (trouble: Trouble, complaint?: Complaint): void => {
      const { status, body: error } = dialect.error(trouble, complaint);
      const headers = { 'Content-Type': 'application/json', ...(trouble === 'rate' ? { 'Retry-After': '7' } : {}) };
      response.writeHead(status, headers).end(JSON.stringify(error));
    };
    if (`${request.method} ${request.url}` !== `POST ${dialect.path}`) return void response.writeHead(404).end();
    if (!dialect.hasKey(request.headers)) return refuse('key');
    const complaint = dialect.complaint(body);
    if (complaint !== undefined) return refuse('request', complaint);
    asked.push(body);
    const said = JSON.stringify(body);
    if (said.includes('"rate"')) return refuse('rate');
    if (said.includes('"server"')) return refuse('server');
    const call = { id: 'call_1', name: 'weather', arguments: { city: 'Bern' } };
    const saying: Saying = { words: ['Take', ' an', ' um', 'brella.'], call: undefined };
    const wantsTool = said.includes('rain') && !said.includes('call_1');
    const told = wantsTool ? { words: ['Let me see.'], call } : saying;
    if (!isObject(body) || body['stream'] !== true) {
      response.writeHead(200, { 'Content-Type': 'application/json' }).end(JSON.stringify(dialect.answer(told)));
    } else if (said.includes('"break"')) {
      await stream(response, [...dialect.events(told).slice(0, 4), dialect.failure]);
    } else {
      await stream(response, said.includes('"endless"') ? endless(dialect.events(told)) : dialect.events(told));
    }
  }

  const server = http.createServer((request, response) => {
    serve(request, response).catch(() => response.destroy());
  });
  const { url, close } = await listen(server);
  return { url, asked, written: () => written, left, close };
}

function* endless(events: readonly string[]): Generator<string> {
  yield* events.slice(0, 3);
  for (;;) yield events[3] ?? '';
}
