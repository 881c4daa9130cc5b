import type { Server } from 'node:http';

/** Where the measured programs find the upstream: `http://127.0.0.1:4001`. */
export const upstreamOrigin: string = process.env['BENCH_UPSTREAM'] ?? '';

/** Listens on a free port and says so in the words that whoever started the program waits for. */
export function announce(server: Server): void {
  server.listen(0, '127.0.0.1', () => {
    const address = server.address();
    if (typeof address === 'object' && address !== null) announcePort(address.port);
  });
}

export function announcePort(port: number): void {
  process.stdout.write(`listening on http://127.0.0.1:${port}\n`);
}
