import net from 'node:net';
import { listen } from './listen.ts';

/** A port of 127.0.0.1 that nobody listens on any more: for a server of another process, or to be refused at. */
export async function freePort(): Promise<number> {
  const { port, close } = await listen(net.createServer());
  await close();
  return port;
}
