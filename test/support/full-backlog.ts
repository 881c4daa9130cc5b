import net from 'node:net';
import { once } from 'node:events';
import { Worker } from 'node:worker_threads';

/** Listens, tells its port, and then never accepts: its event loop stands still. */
const source = `
const net = require('node:net');
const { parentPort } = require('node:worker_threads');
const server = net.createServer().listen({ port: 0, host: '127.0.0.1', backlog: 1 }, () => {
  parentPort.postMessage(server.address().port);
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);
});`;

/**
 * A port of the loopback address whose connection attempts are neither accepted nor refused: the queue of its listener
 * is full, so the system drops every further SYN. Linux.
 */
export async function fullBacklog(): Promise<{ url: string; close(): Promise<void> }> {
  const worker = new Worker(source, { eval: true });
  const [port] = (await once(worker, 'message')) as [number];
  const fillers = Array.from({ length: 4 }, () => net.connect(port, '127.0.0.1').on('error', () => {}));
  await new Promise((resolve) => setTimeout(resolve, 50));
  return {
    url: `http://127.0.0.1:${port}`,
    async close() {
      for (const filler of fillers) filler.destroy();
      await worker.terminate();
    },
  };
}
