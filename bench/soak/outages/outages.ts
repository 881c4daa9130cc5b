import { killedOne, killedOnly } from './killed.ts';
import type { Outage } from './outage.ts';
import { left, slowed, stormed } from './slowed.ts';

/** By the name with which one is asked for. */
export const outages: Readonly<Record<string, Outage>> = {
  'killed-one': killedOne,
  'killed-only': killedOnly,
  slowed,
  left,
  stormed,
};
