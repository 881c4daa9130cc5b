import type { ScalarType } from './scalar.ts';

/** What a text looks like that is no value of its type. */
export type ScalarFaultKind =
  | 'empty'
  | 'blank'
  | 'plus'
  | 'exponent'
  | 'leading-zero'
  | 'negative-zero'
  | 'grouping'
  | 'decimal-comma'
  | 'several'
  | 'fraction'
  | 'open-point'
  | 'radix'
  | 'infinity'
  | 'foreign-digits'
  | 'foreign-minus'
  | 'quoted'
  | 'placeholder'
  | 'list'
  | 'suffix'
  | 'truth-word'
  | 'other';

/** Why a text is no value of its type. */
export interface ScalarFault {
  readonly kind: ScalarFaultKind;
  /** What was most likely meant, as it has to be written; `undefined` where that would be a guess. */
  readonly instead: string | undefined;
}

interface Shape {
  readonly kind: ScalarFaultKind;
  readonly form: RegExp;
  instead?(text: string): string | undefined;
}

const without = (pattern: RegExp) => (text: string) => text.replaceAll(pattern, '');

// Every form is linear in the text: no two repetitions stand side by side that match the same character.
const shapes: readonly Shape[] = [
  { kind: 'blank', form: /^\s|\s$/, instead: (text) => text.trim() },
  { kind: 'quoted', form: /^(?:".*"|'.*'|`.*`)$/s, instead: (text) => text.slice(1, -1) },
  { kind: 'placeholder', form: /^(?:\$?\{.*\}|<[^>]*>|%[a-z]|:[a-z]\w*)$/is },
  { kind: 'list', form: /^[[(].*[\])]$/s },
];

const numberShapes: readonly Shape[] = [
  { kind: 'plus', form: /^\+[0-9]/, instead: without(/^\+/g) },
  { kind: 'exponent', form: /^-?[0-9]+(?:\.[0-9]+)?e[+-]?[0-9]+$/i },
  { kind: 'infinity', form: /^[+-]?(?:inf|infinity|∞)$/i },
  { kind: 'radix', form: /^-?0(?:x[0-9a-f]+|b[01]+|o[0-7]+)$/i },
  { kind: 'negative-zero', form: /^-0+(?:\.0*)?$/, instead: () => '0' },
  { kind: 'leading-zero', form: /^-?0[0-9]+(?:\.[0-9]+)?$/, instead: without(/(?<=^-?)0+(?=[0-9])/g) },
  { kind: 'grouping', form: /^-?[0-9]{1,3}(?:[,_'\s][0-9]{3})+(?:\.[0-9]+)?$/, instead: without(/[,_'\s]/g) },
  { kind: 'grouping', form: /^-?[0-9]+(?:_[0-9]+)+$/, instead: without(/_/g) },
  { kind: 'decimal-comma', form: /^-?[0-9]+,[0-9]+$/, instead: (text) => text.replace(',', '.') },
  { kind: 'several', form: /^-?[0-9]+(?:[,;|\s]+-?[0-9]+)+$/ },
  {
    kind: 'fraction',
    form: /^-?[0-9]+\.[0-9]+$/,
    instead: (text) => (/\.0+$/.test(text) ? text.replace(/\..*/, '') : undefined),
  },
  { kind: 'open-point', form: /^-?(?:[0-9]+\.|\.[0-9]+)$/ },
  { kind: 'foreign-minus', form: /^[−–—﹣-][0-9]/, instead: (text) => `-${text.slice(1)}` },
  { kind: 'foreign-digits', form: /^-?\p{Nd}+$/u },
  { kind: 'suffix', form: /^-?[0-9]+(?:\.[0-9]+)?\s?[\p{L}\p{Sc}%°]/u },
];

const truthShapes: readonly Shape[] = [
  { kind: 'truth-word', form: /^(?:true|yes|y|on|1|t)$/i, instead: () => 'true' },
  { kind: 'truth-word', form: /^(?:false|no|n|off|0|f)$/i, instead: () => 'false' },
];

/** More characters than any number or word has that somebody meant to send. */
const longestText = 400;

/**
 * Says what a text looks like that `parseScalar` refused.
 *
 * In:  `1,000` as an integer; `Yes` as a boolean.
 * Out: `grouping` and `1000`; `truth-word` and `true`.
 */
export function classifyScalarText(text: string, type: Exclude<ScalarType, 'string'>): ScalarFault {
  if (text === '') return { kind: 'empty', instead: undefined };
  if (text.length > longestText) return { kind: 'other', instead: undefined };
  const own = type === 'boolean' ? truthShapes : numberShapes;
  const shape = [...shapes, ...own].find(({ form }) => form.test(text));
  return { kind: shape?.kind ?? 'other', instead: shape?.instead?.(text) };
}
