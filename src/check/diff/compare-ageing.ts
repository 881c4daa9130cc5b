import type { Deprecation } from '../../contract/deprecation.ts';
import type { Noted } from './change.ts';

/** What is said to be deprecated, and where. */
export interface Ageing {
  readonly called: string;
  readonly base: Pick<Noted, 'side' | 'in' | 'name' | 'before' | 'after'>;
}

/** What changed of the end of something: told early it harms nobody, brought forward it may. */
export function compareAgeing(
  { called, base }: Ageing,
  before: Deprecation | undefined,
  after: Deprecation | undefined,
): Noted[] {
  if (before === undefined && after === undefined) return [];
  const until = after?.sunset === undefined ? '' : `, until ${after.sunset}`;
  if (before === undefined || after === undefined) {
    const what = after === undefined ? 'is no longer deprecated' : `is deprecated${until}`;
    const kind = after === undefined ? 'deprecation-withdrawn' : 'deprecated';
    return [{ ...base, effect: 'compatible', kind, message: `${called} ${what}` }];
  }
  if (before.sunsetMs === after.sunsetMs) return [];
  const [was, is] = [before.sunsetMs ?? Number.POSITIVE_INFINITY, after.sunsetMs ?? Number.POSITIVE_INFINITY];
  const message = `the end of ${called} is ${after.sunset ?? 'open'}, and was ${before.sunset ?? 'open'}`;
  // Whoever goes by the earlier date has less time than was promised.
  return [{ ...base, effect: is < was ? 'unknown' : 'compatible', kind: 'sunset', message }];
}
