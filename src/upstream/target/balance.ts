import type { Balancer } from './balancer.ts';
import { leastPending } from './least-pending.ts';
import { rendezvous } from './rendezvous.ts';
import { roundRobin } from './round-robin.ts';

/** How one of several targets is chosen. */
export type Balance = 'least-pending' | 'round-robin' | 'hash';

/** In: randomness, from 0 to below 1. */
export function createBalancer(balance: Balance, random: () => number): Balancer {
  if (balance === 'round-robin') return roundRobin();
  const byPending = leastPending(random);
  return balance === 'hash' ? rendezvous(byPending) : byPending;
}
