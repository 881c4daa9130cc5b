import type { TargetView } from '../../protocol.ts';

/** How a target is, in words, and how bad that is. */
export interface TargetState {
  readonly kind: 'good' | 'warn' | 'bad';
  readonly text: string;
}

/** Says why a target is used, or is not: what keeps requests from it comes first. */
export function targetState(target: TargetView): TargetState {
  const { usable, ejectedUntil, healthy, breaker } = target;
  const kind = usable ? 'warn' : 'bad';
  if (ejectedUntil !== undefined) return { kind, text: `ejected until ${ejectedUntil.slice(11, 19)}` };
  if (healthy === false) return { kind, text: 'unhealthy' };
  if (breaker === 'open') return { kind, text: 'left alone' };
  if (breaker === 'half-open') return { kind: 'warn', text: 'being tried' };
  if (!usable) return { kind: 'bad', text: 'not usable' };
  if (target.weightNow < target.weight) return { kind: 'warn', text: 'coming back' };
  return { kind: 'good', text: healthy === true ? 'healthy' : 'in use' };
}
