import { classifyScalarText, type ScalarFaultKind } from '../codec/scalar-fault.ts';
import { parseScalar, type ScalarType } from '../codec/scalar.ts';
import type { Location } from '../http/location.ts';
import { quote } from './quote.ts';

const cures: Readonly<Record<ScalarFaultKind, string>> = {
  empty: '',
  blank: 'write it without blanks',
  plus: 'write it without the plus sign',
  exponent: 'write out all of its digits',
  'leading-zero': 'write it without leading zeros',
  'negative-zero': 'write zero without a sign',
  grouping: 'write it without separators between the digits',
  'decimal-comma': 'write the decimals after a point',
  several: 'send one number',
  fraction: 'write it without a fraction',
  'open-point': 'write digits on both sides of the point',
  radix: 'write it in decimal digits',
  infinity: 'infinity cannot be sent',
  'foreign-digits': 'write it in the digits 0 to 9',
  'foreign-minus': 'write the minus sign as `-`',
  quoted: 'write it without quotes',
  placeholder: 'it looks like a placeholder that was never filled in',
  list: 'send one value, not a list',
  suffix: 'write nothing but the number',
  'truth-word': '',
  other: '',
};

/** The type that a text was to be, and where it stands. */
export interface TextWish {
  readonly type: Exclude<ScalarType, 'string'>;
  readonly in: Location;
}

/**
 * How to write a text that is nearly a value of its type, for the end of a refusal; empty where there is nothing to say.
 *
 * In:  `1,000` as an integer; `Yes` as a boolean; `ten` as an integer.
 * Out: ``; write it without separators between the digits: `1000` ``; ``; write `true` ``; nothing.
 */
export function textCure(text: string, { type, in: location }: TextWish): string {
  const { kind, instead } = classifyScalarText(text, type);
  const isRight = instead !== undefined && parseScalar(instead, type) !== undefined;
  const cure = cureOf(kind, { type, in: location });
  if (cure === '') return isRight ? `; write ${quote(instead)}` : '';
  return isRight ? `; ${cure}: ${quote(instead)}` : `; ${cure}`;
}

function cureOf(kind: ScalarFaultKind, wish: TextWish): string {
  if (kind === 'decimal-comma' && wish.type === 'integer') return 'send one number, without a fraction';
  return kind === 'blank' && wish.in === 'query' ? `${cures.blank} (in a query, \`+\` is one)` : cures[kind];
}
