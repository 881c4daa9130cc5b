import type { BreakerRules } from '../attempt/breaker.ts';
import type { HealthSettings } from '../health/health-settings.ts';
import type { LookupSettings } from '../lookup/address-book.ts';
import type { Balance } from './balance.ts';
import type { EjectionSettings } from './ejection.ts';

/** Where one target is. */
export interface TargetOptions {
  /**
   * Absolute base URL, `http:` or `https:`, without query, fragment or credentials, or a unix socket (`unix:/run/app.sock:/base`);
   * its path is put before every route.
   */
  readonly url: string;
  /** The name that callers may see, or `undefined` for the upstream's and its place in the list: `users#1`. */
  readonly name: string | undefined;
  readonly weight: number;
}

/** The targets of an upstream, and how one is chosen. */
export interface PoolOptions {
  readonly targets: readonly TargetOptions[];
  readonly balance: Balance;
  /** Where fewer than this part of the targets may be used, all of them are; 0: never. */
  readonly panicShare: number;
  /** How long a target that comes back takes to its full weight, in milliseconds. */
  readonly returnMs: number;
  readonly ejection: EjectionSettings;
  /** `undefined`: targets have no circuit breaker. */
  readonly breaker?: BreakerRules | undefined;
  /** `undefined`: targets are not probed. */
  readonly health: HealthSettings | undefined;
  readonly dns: LookupSettings;
  /** Addresses and networks that are never connected to, whatever name leads there. */
  readonly denyAddresses: readonly string[];
}
