import { setTimeout as sleep } from 'node:timers/promises';
import { Pool } from 'undici';

/** What a load is made of. */
export interface LoadOptions {
  readonly callers: number;
  /** How long a caller waits after an answer, in milliseconds. */
  readonly pauseMs: () => number;
}

/** Requests that go on until they are stopped. */
export interface Load {
  /** How many answers there were. */
  readonly answered: number;
  /** What was no 200, in words, with its count. */
  readonly failures: ReadonlyMap<string, number>;
  stop(): Promise<void>;
}

/**
 * Sends GET and POST in turn over kept connections. A POST is never repeated by a balancer, nor by the client: each of its
 * failures shows.
 */
export function startLoad(port: number, { callers, pauseMs }: LoadOptions): Load {
  const pool = new Pool(`http://127.0.0.1:${port}`, { connections: callers, pipelining: 1 });
  const failures = new Map<string, number>();
  const load = { answered: 0, failures, stop };
  let stopped = false;
  const failed = (what: string): void => void failures.set(what, (failures.get(what) ?? 0) + 1);

  async function call(index: number): Promise<void> {
    for (let count = index; !stopped; count += 1) {
      try {
        const answer = await pool.request(count % 2 === 0 ? get : post);
        const text = await answer.body.text();
        load.answered += 1;
        if (answer.statusCode !== 200) failed(`${answer.statusCode} ${text.slice(0, 200)}`);
      } catch (error) {
        failed(String(error));
      }
      await sleep(pauseMs());
    }
  }
  const running = Array.from({ length: callers }, (_, index) => call(index));

  async function stop(): Promise<void> {
    stopped = true;
    await Promise.all(running);
    await pool.close();
  }
  return load;
}

const get = { method: 'GET', path: '/users?name=ada' } as const;
const post = {
  method: 'POST',
  path: '/users',
  headers: { 'content-type': 'application/json' },
  body: '{"name":"ada"}',
} as const;
