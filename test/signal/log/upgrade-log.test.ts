import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Registry } from 'prom-client';
import type { LogEntry } from '../../../src/signal/log/log-entry.ts';
import { eventually } from '../../cli/paramap-process.ts';
import { fronts, handshake, joined, socketUpstream } from '../../upgrade/fronts.ts';
import { sendRaw } from '../../support/raw-client.ts';

for (const [surface, open] of Object.entries(fronts)) {
  test(`${surface}: an upgraded connection is one request, which ends with it; one that is refused is another`, async (t) => {
    const upstream = await socketUpstream(t);
    const entries: LogEntry[] = [];
    const logger = { info: (entry: object) => entries.push(Object.assign(Object.create(null), entry)) };
    const registry = new Registry();
    const front = await open(t, {
      upstreams: { chat: { targets: [upstream.url] } },
      log: { logger },
      metrics: { registry },
    });
    const inFlight = async (): Promise<number> =>
      Number(/^paramap_requests_in_flight (\d+)$/m.exec(await registry.metrics())?.[1]);
    const socket = await joined(`ws://127.0.0.1:${front.port}/rooms/7?user=hidden`);
    assert.equal(await inFlight(), 1);
    assert.deepEqual(entries, []);
    socket.close();
    await eventually('the connection has ended', async () => (await inFlight()) === 0);
    await sendRaw(front.port, handshake('/rooms/none?user=hidden'));
    await eventually('the refusal is told', async () => entries.length === 2);
    assert.deepEqual(
      entries.map(({ operation, status, code }) => [operation, status, code]),
      [
        ['joinRoom', 101, undefined],
        ['joinRoom', 400, 'invalid-request'],
      ],
    );
    assert.equal(await inFlight(), 0);
  });
}
