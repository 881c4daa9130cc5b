import { loadPeer } from '../load-peer.ts';

/** A client of a Redis or Valkey, in the form that rate-limiter-flexible takes. */
export interface RedisClient {
  readonly storeClient: object;
  /** Whether it is a client of the package `redis`, which is called otherwise than ioredis. */
  readonly isNodeRedis: boolean;
  close(): Promise<void>;
}

/** What ioredis, iovalkey and their like have. */
interface ScriptClient {
  readonly status?: unknown;
  defineCommand(name: string, definition: { readonly numberOfKeys: number; readonly lua: string }): unknown;
}

/**
 * Connects with ioredis. While nobody answers it tries again, at least every second, for ever; what is asked meanwhile is
 * ended by the time limit of whoever asks.
 */
export function connectRedis(url: string, { timeoutMs }: { readonly timeoutMs: number }): RedisClient {
  const { Redis } = loadPeer('ioredis');
  const client = new Redis(url, {
    connectTimeout: Math.max(1000, timeoutMs),
    commandTimeout: timeoutMs,
    maxRetriesPerRequest: 1,
    retryStrategy: (times) => Math.min(50 * 2 ** Math.min(times, 10), 1000),
  });
  // Each request learns of it by itself; without a listener the error would end the process.
  client.on('error', () => {});
  return {
    ...withOwnCommand(client),
    close: () => {
      client.disconnect();
      return Promise.resolve();
    },
  };
}

/** Uses the app's own client, which stays the app's: it is not closed. */
export function useClient(client: object): RedisClient {
  return {
    ...(isScriptClient(client) ? withOwnCommand(client) : { storeClient: client, isNodeRedis: true }),
    close: async () => {},
  };
}

/** Whether a value is a client that can be used. */
export const isRedisClient = (value: unknown): value is object =>
  typeof value === 'object' && value !== null && (isScriptClient(value) || ('eval' in value && 'isOpen' in value));

const isScriptClient = (value: object): value is ScriptClient =>
  'defineCommand' in value && typeof value.defineCommand === 'function';

/**
 * The library defines its script under one name for every limiter of a client; an app that limits rates with the same client
 * would find ours in place of its own. So it is given another name on the way.
 */
function withOwnCommand(client: ScriptClient): Pick<RedisClient, 'storeClient' | 'isNodeRedis'> {
  return {
    isNodeRedis: false,
    storeClient: {
      get status() {
        return client.status;
      },
      defineCommand: (_: string, definition: { numberOfKeys: number; lua: string }) =>
        client.defineCommand(ownCommand, definition),
      rlflxIncr: (parts: readonly string[]) => callOwn(client, parts),
    },
  };
}

const ownCommand = 'paramapTake';

function callOwn(client: ScriptClient & { readonly [ownCommand]?: unknown }, parts: readonly string[]): unknown {
  const command = client[ownCommand];
  if (typeof command !== 'function') throw new TypeError('the client has not taken the script');
  return Reflect.apply(command, client, [parts]);
}
