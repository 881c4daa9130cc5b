/**
 * Is HTTP/2 towards an upstream cheaper than HTTP/1.1 over the same TLS? Measures the CPU time of this process, which sends
 * requests as the gateway does and does nothing else, for each number of requests under way; both in turns.
 *
 * `npm run bench:http2`, or with `--rounds 20 --requests 4000`.
 */
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { parseArgs } from 'node:util';
import type { Dispatcher } from 'undici';
import { createPool, type UpstreamProtocol } from '../../src/upstream/connection.ts';
import { testAuthority, trusting } from '../../test/support/tls-upstream.ts';

const { values } = parseArgs({
  options: { rounds: { type: 'string', default: '9' }, requests: { type: 'string', default: '3000' } },
});
const rounds = Number(values.rounds);
const requests = Number(values.requests);
const widths = [1, 8, 64, 256];
const protocols: readonly UpstreamProtocol[] = ['http1', 'http2'];
const fields = ['accept', 'application/json', 'x-request-id', 'a3f0c2', 'via', '1.1 paramap', 'user-agent', 'bench'];

const upstream = fork(new URL('server.ts', import.meta.url));
const [{ port }] = await once(upstream, 'message');

function openPool(protocol: UpstreamProtocol): Dispatcher {
  return createPool(`https://127.0.0.1:${port}`, {
    protocol,
    connectMs: 5000,
    headerBytes: 32_768,
    tls: trusting(testAuthority),
  });
}

/** Sends one request; the answer is read and thrown away. */
function send(pool: Dispatcher, body: Buffer | null): Promise<void> {
  return new Promise((resolve, reject) => {
    let bytes = 0;
    pool.dispatch(
      { method: body === null ? 'GET' : 'POST', path: '/items/7', headers: fields, body },
      {
        onRequestStart() {},
        onResponseStart(_controller, status) {
          if (status !== 200) reject(new Error(`status ${status}`));
        },
        onResponseData(_controller, chunk) {
          bytes += chunk.length;
        },
        onResponseEnd() {
          if (bytes === 0) reject(new Error('an empty answer'));
          else resolve();
        },
        onResponseError: (_controller, error) => reject(error),
      },
    );
  });
}

async function sendAll(pool: Dispatcher, width: number, body: Buffer | null): Promise<void> {
  let left = requests;
  const lane = async (): Promise<void> => {
    while (left > 0) {
      left -= 1;
      await send(pool, body);
    }
  };
  await Promise.all(Array.from({ length: width }, lane));
}

/** Of this process, in microseconds for each request. */
async function cpuOf(pool: Dispatcher, width: number, body: Buffer | null): Promise<number> {
  const before = process.cpuUsage();
  await sendAll(pool, width, body);
  const { user, system } = process.cpuUsage(before);
  return (user + system) / requests;
}

const median = (numbers: readonly number[]): number => numbers.toSorted((a, b) => a - b)[numbers.length >> 1] ?? 0;

for (const [kind, body] of [
  ['GET', null],
  ['POST of 1 KiB', Buffer.alloc(1024, 'x')],
] as const) {
  for (const width of widths) {
    const pools = protocols.map(openPool);
    const took: number[][] = [[], []];
    for (const pool of pools) await sendAll(pool, width, body);
    for (let round = 0; round < rounds; round += 1) {
      for (const turn of [round % 2, 1 - (round % 2)]) {
        const pool = pools[turn];
        if (pool !== undefined) took[turn]?.push(await cpuOf(pool, width, body));
      }
    }
    const [one = 0, two = 0] = took.map(median);
    const told = `${one.toFixed(1)} us with HTTP/1.1, ${two.toFixed(1)} us with HTTP/2: ${(two / one).toFixed(2)} times`;
    process.stdout.write(`${kind}, ${width} under way: ${told}\n`);
    await Promise.all(pools.map((pool) => pool.close()));
  }
}
upstream.disconnect();
