import { Agent, request } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';

type Method = 'GET' | 'PUT' | 'POST';

/** What became of one request. Times as `performance.now()` gives them. */
export interface Sent {
  readonly name: string;
  readonly method: Method;
  /** 0 for an answer that broke off or never began. */
  readonly status: number;
  readonly beganMs: number;
  readonly endedMs: number;
}

/** How callers behave. */
export interface CallerSettings {
  readonly port: number;
  /** How many there are; each sends one request after another. */
  readonly count: number;
  /** In turn. */
  readonly methods: readonly Method[];
  /** Between two requests of one caller, in milliseconds. @default 0 */
  readonly pauseMs?: number;
  /** Gives up after so long, in milliseconds. @default undefined (it waits) */
  readonly leaveMs?: number;
}

/** Callers that send until they are stopped. */
export class Callers {
  readonly sent: Sent[] = [];
  readonly #settings: CallerSettings;
  readonly #agent: Agent;
  readonly #work: Promise<unknown>;
  #isOver = false;
  #next = 0;

  constructor(settings: CallerSettings) {
    this.#settings = settings;
    this.#agent = new Agent({ keepAlive: true, maxSockets: settings.count });
    this.#work = Promise.all(Array.from({ length: settings.count }, () => this.#go()));
  }

  /** Lets requests under way end. Gives all that were sent. */
  async stop(): Promise<readonly Sent[]> {
    this.#isOver = true;
    await this.#work;
    this.#agent.destroy();
    return this.sent;
  }

  async #go(): Promise<void> {
    const { methods, pauseMs = 0 } = this.#settings;
    while (!this.#isOver) {
      const number = this.#next;
      this.#next += 1;
      this.sent.push(await this.#send(String(number), methods[number % methods.length] ?? 'GET'));
      if (pauseMs > 0) await sleep(pauseMs);
    }
  }

  #send(name: string, method: Method): Promise<Sent> {
    const { port, leaveMs } = this.#settings;
    const beganMs = performance.now();
    const headers = { 'X-Load-Id': name, ...(method !== 'GET' && { 'Content-Type': 'application/json' }) };
    return new Promise((resolve) => {
      const end = (status: number): void => {
        clearTimeout(timer);
        resolve({ name, method, status, beganMs, endedMs: performance.now() });
      };
      let isAnswered = false;
      const sent = request({ host: '127.0.0.1', port, path: '/items', method, headers, agent: this.#agent }, (res) => {
        isAnswered = true;
        res.resume().on('error', () => undefined);
        res.on('close', () => end(res.complete ? (res.statusCode ?? 0) : 0));
      });
      sent.on('error', () => undefined);
      sent.on('close', () => isAnswered || end(0));
      const timer = setTimeout(() => leaveMs !== undefined && sent.destroy(), leaveMs ?? 0);
      sent.end(method === 'GET' ? undefined : '{"some":1}');
    });
  }
}
