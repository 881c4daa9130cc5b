import { Pool } from 'undici';
import { parseAddress } from '../../../src/upstream/address.ts';
import { Target, type TargetGate } from '../../../src/upstream/target/target.ts';

/** A clock that stands until it is moved. */
export interface SetClock {
  ms: number;
  readonly now: () => number;
}

export function clockAt(ms: number): SetClock {
  const clock = { ms, now: () => clock.ms };
  return clock;
}

/** A target without a connection to anywhere. */
export function madeTarget(
  name: string,
  clock: SetClock,
  settings: { weight?: number; returnMs?: number } = {},
): Target {
  const pool = new Pool('http://127.0.0.1:9');
  const address = parseAddress('http://127.0.0.1:9');
  return new Target({
    name,
    weight: settings.weight ?? 1,
    identity: name,
    returnMs: settings.returnMs ?? 0,
    basePath: '',
    connections: { pool, freshPool: pool, place: { address, lookup: undefined } },
    now: clock.now,
  });
}

/** A gate that is open or shut, as it is told. */
export function doorOf(target: Target, isOpen: boolean, yieldsToPanic = true): { isOpen: boolean } {
  const door: TargetGate & { isOpen: boolean } = {
    isOpen,
    yieldsToPanic,
    allows: () => door.isOpen,
    allowsAtMs: (nowMs) => nowMs + 1500,
    began: () => {},
    ended: () => {},
  };
  target.gates.push(door);
  return door;
}
