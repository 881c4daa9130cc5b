import type { RateLimiterRedis, RateLimiterRes } from 'rate-limiter-flexible';
import type { RateLimit } from '../../contract/rate-limit.ts';
import { loadPeer } from '../load-peer.ts';
import type { LimitStore, Taken } from './limit-store.ts';
import type { RedisClient } from './redis-client.ts';

/** A Redis or Valkey, with what its keys begin with. */
export interface RedisStoreParts {
  readonly client: RedisClient;
  readonly keyPrefix: string;
}

/**
 * Spends nothing where there is not enough left, so that a request that is refused costs its caller nothing. In one step, so
 * that two gateways never spend the same: KEYS[1] is the window, ARGV the cost, its length in seconds, and the quota.
 */
const takeScript = `
local spent = tonumber(redis.call('get', KEYS[1]) or '0')
local cost = tonumber(ARGV[1])
if spent + cost > tonumber(ARGV[3]) then
  return {spent + cost, redis.call('pttl', KEYS[1])}
end
redis.call('set', KEYS[1], 0, 'EX', ARGV[2], 'NX')
local consumed = redis.call('incrby', KEYS[1], cost)
return {consumed, redis.call('pttl', KEYS[1])}
`;

/** Counts in a Redis or Valkey, which any number of gateways share, by rate-limiter-flexible. */
export class RedisStore implements LimitStore {
  readonly #parts: RedisStoreParts;
  readonly #library: typeof import('rate-limiter-flexible');
  readonly #limiters = new Map<string, RateLimiterRedis>();

  constructor(parts: RedisStoreParts) {
    this.#parts = parts;
    // At start: loading it with the first request would take longer than that may wait.
    this.#library = loadPeer('rate-limiter-flexible');
  }

  /** Fails: rejects with what the client reports. */
  async take(limit: RateLimit, key: string): Promise<Taken> {
    const limiter = this.#limiterOf(limit);
    try {
      const { remainingPoints, msBeforeNext } = await limiter.consume(key, limit.cost);
      return { isAllowed: true, remaining: remainingPoints, resetMs: msBeforeNext };
    } catch (refusal) {
      if (!isRefusal(refusal)) throw refusal;
      const { consumedPoints, msBeforeNext } = refusal;
      return { isAllowed: false, remaining: limit.quota - (consumedPoints - limit.cost), resetMs: msBeforeNext };
    }
  }

  close(): Promise<void> {
    return this.#parts.client.close();
  }

  #limiterOf({ id, quota, windowMs }: RateLimit): RateLimiterRedis {
    const known = this.#limiters.get(id);
    if (known !== undefined) return known;
    const { RateLimiterRedis: Limiter } = this.#library;
    const { client, keyPrefix } = this.#parts;
    const limiter = new Limiter({
      storeClient: client.storeClient,
      useRedisPackage: client.isNodeRedis,
      keyPrefix,
      points: quota,
      duration: windowMs / 1000,
      customIncrTtlLuaScript: takeScript,
    });
    this.#limiters.set(id, limiter);
    return limiter;
  }
}

/** The library rejects with a result where a limit is spent, and with an error where it could not ask. */
function isRefusal(value: unknown): value is RateLimiterRes {
  return typeof value === 'object' && value !== null && !(value instanceof Error) && 'consumedPoints' in value;
}
