import net from 'node:net';
import { type Check, codeOf, fault, good, notice } from './check.ts';

/** Where a connection is to be opened. */
export interface PortQuestion {
  readonly addresses: readonly string[];
  readonly port: number;
  /** Of a unix socket, in place of the two. */
  readonly socketPath: string | undefined;
  readonly limitMs: number;
}

/** What came of it; `connectMs` is the shortest time. */
export interface OpenPort {
  readonly check: Check;
  /** The first address that takes connections. */
  readonly address: string | undefined;
  readonly connectMs: number | undefined;
}

/** Opens a connection to each address in turn, and closes it at once. */
export async function askPort({ addresses, port, socketPath, limitMs }: PortQuestion): Promise<OpenPort> {
  const places = socketPath === undefined ? addresses.map((host) => ({ host, port })) : [{ path: socketPath }];
  const tries: Try[] = [];
  for (const place of places) tries.push(await tryConnect(place, limitMs));
  const open = tries.filter((each) => each.code === undefined);
  const [first] = open;
  if (first === undefined) return { check: closedPort(tries, limitMs), address: undefined, connectMs: undefined };
  const connectMs = Math.min(...open.map(({ ms }) => ms));
  const closed = tries.filter((each) => each.code !== undefined);
  const taken = `${open.map(({ place }) => place).join(', ')} takes connections (${connectMs} ms)`;
  const check =
    closed.length === 0
      ? good('port', taken)
      : notice('port', `${taken}, but ${told(closed)}`, 'take the addresses that do not serve out of DNS');
  return { check, address: first.host, connectMs };
}

/** What came of one try to connect. */
export interface Try {
  readonly place: string;
  readonly host: string | undefined;
  /** `undefined` where it was taken, `no answer` where the time was over. */
  readonly code: string | undefined;
  readonly ms: number;
}

/** Opens one connection, and closes it at once. */
export function tryConnect(
  place: net.NetConnectOpts & { host?: string; port?: number },
  limitMs: number,
): Promise<Try> {
  const began = performance.now();
  const named = 'path' in place ? String(place.path) : `${place.host} port ${place.port}`;
  return new Promise((resolve) => {
    const socket = net.connect(place);
    const end = (code: string | undefined): void => {
      clearTimeout(timer);
      socket.destroy();
      resolve({ place: named, host: place.host, code, ms: Math.round(performance.now() - began) });
    };
    const timer = setTimeout(() => end('no answer'), limitMs);
    socket.once('connect', () => end(undefined));
    socket.once('error', (error) => end(codeOf(error)));
  });
}

const told = (tries: readonly Try[]): string =>
  tries.map(({ place, code }) => `${place} does not (${code})`).join(', ');

function closedPort(tries: readonly Try[], limitMs: number): Check {
  const said = told(tries);
  const codes = tries.map(({ code }) => code);
  if (codes.includes('ECONNREFUSED'))
    return fault('port', said, 'start the service, or correct the port: the machine is there, but nothing listens');
  if (codes.includes('ENOENT')) return fault('port', said, 'start the service, or correct the path of its socket');
  if (codes.includes('EACCES')) return fault('port', said, 'let the user of the gateway open this socket');
  const silent = codes.includes('no answer') ? ` within ${limitMs} ms` : '';
  return fault('port', `${said}${silent}`, 'look for a firewall, a wrong address, or a machine that is down');
}
