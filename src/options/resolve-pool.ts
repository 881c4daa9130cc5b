import type { Balance } from '../upstream/target/balance.ts';
import type { PoolOptions } from '../upstream/target/target-options.ts';
import type { OptionReader } from './option-reader.ts';
import { resolveHealth } from './resolve-health.ts';
import { deniedRanges, resolveTargets } from './resolve-targets.ts';
import { milliseconds, oneOf, type Shape, wholeNumber } from './shape.ts';

const balances: readonly Balance[] = ['least-pending', 'round-robin', 'hash'];

/** Reads the targets of an upstream, how one is chosen and how they are watched. */
export function resolvePool(name: string, reader: OptionReader): PoolOptions {
  const denyAddresses = deniedRanges(reader);
  return {
    targets: resolveTargets(name, reader, denyAddresses),
    balance: reader.read('balance', oneOf(balances)) ?? 'least-pending',
    panicShare: reader.read('panicShare', share) ?? 0,
    returnMs: reader.read('returnMs', milliseconds(0)) ?? 10_000,
    ejection: ejection(reader.section('ejection')),
    health: reader.has('health') ? resolveHealth(reader.section('health')) : undefined,
    dns: dns(reader.section('dns')),
    denyAddresses,
  };
}

const share: Shape<number> = {
  expected: 'a number from 0 to 1',
  parse: (value) => (typeof value === 'number' && value >= 0 && value <= 1 ? value : undefined),
};

function ejection(reader: OptionReader): PoolOptions['ejection'] {
  const ejectMs = reader.read('ejectMs', milliseconds(1)) ?? 10_000;
  const settings = {
    consecutiveFailures: reader.read('consecutiveFailures', wholeNumber('failures', 0)) ?? 5,
    ejectMs,
    maxEjectMs: reader.read('maxEjectMs', milliseconds(1)) ?? Math.max(300_000, ejectMs),
    mostShare: reader.read('mostShare', share) ?? 0.5,
  };
  if (settings.maxEjectMs < ejectMs) {
    const message = `\`maxEjectMs\` (${settings.maxEjectMs}) is below \`ejectMs\` (${ejectMs})`;
    reader.fault('maxEjectMs', {
      rule: 'ejection-times',
      message,
      cure: 'write a larger `maxEjectMs`, or leave it out',
    });
  }
  reader.close();
  return Object.freeze(settings);
}

function dns(reader: OptionReader): PoolOptions['dns'] {
  const settings = {
    refreshMs: reader.read('refreshMs', milliseconds(100)) ?? 30_000,
    negativeMs: reader.read('negativeMs', milliseconds(0)) ?? 1000,
  };
  reader.close();
  return Object.freeze(settings);
}
