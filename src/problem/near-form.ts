import { ExactNumber } from '../codec/exact-number.ts';
import type { JsonValue } from '../codec/json-value.ts';
import type { Location } from '../http/location.ts';
import { textCure } from './text-cure.ts';

/** A value of the wrong type, and the types that are right. */
export interface NearForm {
  readonly in: Location;
  readonly types: readonly string[];
  readonly value: JsonValue;
}

const plainInteger = /^-?(0|[1-9]\d*)$/;
const plainNumber = /^-?(0|[1-9]\d*)(\.\d+)?$/;

/**
 * How to write a value that is nearly right, for the end of a sentence; empty where there is nothing to say.
 *
 * In:  the string `36` in a body where an integer is asked for; `+1`, `1,5`, `yes` or `1e3` in a query.
 * Out: `; write it without quotes`; `; write it without the plus sign`; ...
 */
export function nearestFormOf(near: NearForm): string {
  const { value, types } = near;
  if (typeof value === 'string') {
    const cure = near.in === 'body' ? cureForQuoted(value, types) : undefined;
    const type = (['number', 'integer', 'boolean'] as const).find((candidate) => types.includes(candidate));
    return cure ?? (type === undefined ? '' : textCure(value, { type, in: near.in }));
  }
  const scalar = typeof value === 'number' || typeof value === 'boolean' || value instanceof ExactNumber;
  if (scalar && types.includes('string')) return '; write it in quotes';
  return scalar && types.includes('array') ? '; write it as a list of one' : '';
}

function cureForQuoted(value: string, types: readonly string[]): string | undefined {
  const numeric = types.includes('number') ? plainNumber : types.includes('integer') ? plainInteger : undefined;
  const boolean = types.includes('boolean') && (value === 'true' || value === 'false');
  return numeric?.test(value) === true || boolean ? '; write it without quotes' : undefined;
}
