import { Agent, request, type ClientRequest } from 'node:http';
import { usualFields } from '../load/request-text.ts';
import { type Kind, kinds } from './kinds.ts';

/** Requests of all kinds in a fixed order that looks like chance; some behave badly on purpose. */
export class Mixture {
  /** Answers by kind and status: `mapped GET 200`. */
  readonly counts = new Map<string, number>();
  /** What was not as it must be, in words; the first few. */
  readonly surprises: string[] = [];
  readonly #port: number;
  #agent: Agent;
  #seed = 20_251_120;

  constructor(port: number, connections: number) {
    this.#port = port;
    this.#agent = new Agent({ keepAlive: true, maxSockets: connections });
  }

  /** Sends so many requests, as many at a time as there are connections; at its end none is under way. */
  async run(count: number): Promise<void> {
    let left = count;
    const one = async (): Promise<void> => {
      while (left > 0) {
        left -= 1;
        const kind = this.#next();
        this.#count(kind, await this.#send(kind));
      }
    };
    await Promise.all(Array.from({ length: this.#agent.maxSockets }, one));
  }

  close(): void {
    this.#agent.destroy();
  }

  #count({ name, statuses }: Kind, status: number): void {
    const key = statuses.length === 0 ? `${name} -` : `${name} ${status}`;
    this.counts.set(key, (this.counts.get(key) ?? 0) + 1);
    if (statuses.length > 0 && !statuses.includes(status) && this.surprises.length < 20) {
      this.surprises.push(`${name}: ${status}, not ${statuses.join(' or ')}`);
    }
  }

  /** Source: a linear congruential generator of Numerical Recipes, section 7.1; good enough to mix. */
  #next(): Kind {
    this.#seed = (Math.imul(this.#seed, 1_664_525) + 1_013_904_223) >>> 0;
    let at = Math.floor((this.#seed / 2 ** 32) * 1000);
    for (const kind of kinds) {
      at -= kind.share;
      if (at < 0) return kind;
    }
    throw new Error('the shares of all kinds add up to 1000');
  }

  /** Gives the status, 0 for an answer that broke off or never began. */
  #send(kind: Kind): Promise<number> {
    return new Promise((resolve) => {
      const { method, target, body, fault, caller } = kind;
      const headers: Record<string, string | number> = { ...fields, 'X-Soak': fault };
      if (body !== undefined)
        Object.assign(headers, { 'Content-Type': body.type, 'Content-Length': body.bytes.length });
      const options = { host: '127.0.0.1', port: this.#port, method, path: target, headers, agent: this.#agent };
      let isAnswered = false;
      const sent = request(options, (res) => {
        isAnswered = true;
        if (caller === 'leaves-inside') res.once('data', () => sent.destroy());
        else res.resume();
        res.on('error', () => undefined);
        res.on('close', () => resolve(res.complete ? (res.statusCode ?? 0) : 0));
      });
      sent.on('error', () => undefined);
      // An answer that has begun ends by itself, a little later.
      sent.on('close', () => isAnswered || resolve(0));
      begin(sent, kind);
    });
  }
}

const fields = Object.fromEntries(usualFields.filter(([name]) => name !== 'Connection'));

function begin(sent: ClientRequest, { caller, body }: Kind): void {
  if (caller === 'stops' && body !== undefined) {
    sent.write(body.bytes.subarray(0, body.bytes.length >> 1));
    setTimeout(() => sent.destroy(), 5);
    return;
  }
  sent.end(body?.bytes);
  if (caller === 'leaves') setTimeout(() => sent.destroy(), 5);
}
