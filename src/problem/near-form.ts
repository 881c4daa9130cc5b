import { ExactNumber } from '../codec/exact-number.ts';
import type { JsonValue } from '../codec/json-value.ts';
import type { Location } from '../http/location.ts';

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
    const numeric = types.includes('integer') || types.includes('number');
    return (
      cure ?? (numeric ? cureForNumber(value.trim(), types) : types.includes('boolean') ? cureForBoolean(value) : '')
    );
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

function cureForNumber(value: string, types: readonly string[]): string {
  if (/^\+\d/.test(value)) return '; write it without the plus sign';
  if (/^-?0\d/.test(value)) return '; write it without leading zeros';
  if (/^-?\d{1,3}(,\d{3})+(\.\d+)?$/.test(value)) return '; write it without separators between the digits';
  if (/^-?\d+,\d+$/.test(value)) return types.includes('number') ? '; write the decimals after a point' : '';
  if (/^-?\d+(\.\d+)?e[+-]?\d+$/i.test(value)) return '; write out all of its digits';
  return '';
}

function cureForBoolean(value: string): string {
  if (/^(true|yes|y|on|1|t)$/i.test(value)) return '; write `true`';
  return /^(false|no|n|off|0|f)$/i.test(value) ? '; write `false`' : '';
}
