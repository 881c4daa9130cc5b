import { isRedisClient } from '../guard/limit/redis-client.ts';
import type { RedisPlace, StoreSettings } from '../guard/limit/store-settings.ts';
import type { OptionReader } from './option-reader.ts';
import { secretPlace } from './resolve-credentials.ts';
import { milliseconds, oneOf, type Shape, textLike, yesOrNo } from './shape.ts';

/** The option `rateLimits`, complete. */
export interface ResolvedRateLimits {
  readonly olderFields: boolean;
  readonly redis: StoreSettings;
}

/** Reads the option `rateLimits`. */
export function resolveRateLimits(outer: OptionReader): ResolvedRateLimits {
  const reader = outer.section('rateLimits');
  const resolved = {
    olderFields: reader.read('olderFields', yesOrNo) ?? false,
    redis: reader.has('redis') ? resolveRedis(reader.section('redis')) : undefined,
  };
  reader.close();
  return Object.freeze(resolved);
}

const noChoice = {
  message: '`onStoreFailure` is required: what holds while the store is away is yours to say',
  cure: 'write `open` (each process counts by itself) or `closed` (503)',
};

function resolveRedis(reader: OptionReader): StoreSettings {
  const place = redisPlace(reader);
  const onStoreFailure = reader.demand('onStoreFailure', oneOf(['open', 'closed']), noChoice);
  const keyPrefix = reader.read('keyPrefix', textLike(/./, 'a text that is not empty')) ?? 'paramap';
  const timeoutMs = reader.read('timeoutMs', milliseconds(1)) ?? 200;
  reader.close();
  if (place === undefined || onStoreFailure === undefined) return undefined;
  return Object.freeze({ place, onStoreFailure, keyPrefix, timeoutMs });
}

function redisPlace(reader: OptionReader): RedisPlace | undefined {
  const url = reader.read('url', redisAddress);
  const secret = reader.read('secret', textLike(/^[A-Za-z_][A-Za-z0-9_]*$/, 'the name of an environment variable'));
  const file = reader.read('secretFile', textLike(/./, 'the path of a file'));
  const client = reader.read('client', redisClient);
  const written = ['url', 'secret', 'secretFile', 'client'].filter((name) => reader.has(name));
  if (written.length !== 1) {
    const cure = 'write exactly one of `url`, `secret`, `secretFile` and `client`';
    reader.fault('', { rule: 'option-missing', message: `the store has ${written.length} places`, cure });
  }
  if (url !== undefined) return { kind: 'url', url };
  if (client !== undefined) return { kind: 'client', client };
  const name = secretPlace(secret, file);
  return name === undefined ? undefined : { kind: 'secret', name };
}

const redisAddress = textLike(
  /^rediss?:\/\/[^@/]+(?::\d+)?(?:\/\d*)?$/,
  'an address such as `redis://127.0.0.1:6379`; one with a password stands in `secret` or `secretFile`',
);

const redisClient: Shape<object> = {
  expected: 'a client of `ioredis`, `iovalkey` or `redis`',
  parse: (value) => (isRedisClient(value) ? value : undefined),
};
