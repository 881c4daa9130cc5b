import http from 'node:http';
import type { SampleRequest } from './contract-set/operation-parts.ts';
import type { Started } from './start-program.ts';

/** Over one connection, so that nothing but the gateway's own work differs between requests. */
export class Caller {
  readonly #agent = new http.Agent({ keepAlive: true, maxSockets: 1 });
  readonly #url: string;

  constructor(url: string) {
    this.#url = url;
  }

  /** Milliseconds until the answer has come. Fails: where it is no success, for then something else was measured. */
  send({ method, url, headers, body }: SampleRequest): Promise<number> {
    const content = body === undefined ? undefined : JSON.stringify(body);
    const fields = content === undefined ? headers : { ...headers, 'content-type': 'application/json' };
    const began = performance.now();
    return new Promise((resolve, reject) => {
      const request = http.request(this.#url + url, { method, headers: fields, agent: this.#agent }, (answer) => {
        let text = '';
        answer.on('data', (chunk: Buffer) => (text += chunk.toString()));
        answer.on('end', () => {
          if (answer.statusCode === 200) resolve(performance.now() - began);
          else reject(new Error(`${method} ${url}: ${answer.statusCode} ${text}`));
        });
      });
      request.on('error', reject);
      request.end(content);
    });
  }

  close(): void {
    this.#agent.destroy();
  }
}

/** Microseconds of CPU time of the program for each of `count` requests, one after the other. */
export async function cpuPerRequest(program: Started, request: SampleRequest, count: number): Promise<number> {
  const caller = new Caller(program.url);
  const before = await program.usage(false);
  for (let sent = 0; sent < count; sent += 1) await caller.send(request);
  const after = await program.usage(false);
  caller.close();
  return (after.cpu - before.cpu) / count;
}
