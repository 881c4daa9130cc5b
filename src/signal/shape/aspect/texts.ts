import { formats } from '../../../contract/formats.ts';
import { type AspectMeasure, notAsked } from '../variable.ts';

const integer = /^-?(?:0|[1-9][0-9]*)$/;
const decimal = /^-?[0-9]+(?:\.[0-9]+)?$/;
const looks = ['integer', 'decimal', 'date', 'date-time', 'uuid', 'email', 'uri', 'text'] as const;

type Look = (typeof looks)[number];

/** Texts that are longer are not looked into: no format that is told apart has them. */
const longestLook = 512;

/** What a text looks like: a number, a date, an address, or none of these. */
export const lookOfText: AspectMeasure = {
  aspect: 'look',
  levels: [notAsked, ...looks.map((is) => ({ is }))],
  isOrdered: false,
  levelOf: (value) => (typeof value === 'string' && value !== '' ? looks.indexOf(lookOf(value)) + 1 : 0),
};

function lookOf(text: string): Look {
  if (text.length > longestLook) return 'text';
  const first = text.charCodeAt(0);
  const isDigit = first === 0x2d || (first >= 0x30 && first <= 0x39);
  if (isDigit && integer.test(text)) return 'integer';
  if (isDigit && decimal.test(text)) return 'decimal';
  if (text.length === 36 && fits('uuid', text)) return 'uuid';
  if (isDigit && text.length === 10 && fits('date', text)) return 'date';
  if (isDigit && fits('date-time', text)) return 'date-time';
  if (text.includes('@') && fits('email', text)) return 'email';
  return text.includes('://') && fits('uri', text) ? 'uri' : 'text';
}

const fits = (format: string, text: string): boolean => formats.get(format)?.(text) === true;

const kinds: readonly (readonly [is: string, test: RegExp])[] = [
  ['non-ascii', /[^\0-\x7f]/],
  ['control', /[\0-\x1f\x7f]/],
  ['special', /[!"#$%&'()*;<=>?[\\\]^`{|}~]/],
  ['marks', /[^A-Za-z0-9]/],
];

/** Of which characters a text is: the first kind that it has one of. */
export const charactersOfText: AspectMeasure = {
  aspect: 'characters',
  levels: [notAsked, ...kinds.map(([is]) => ({ is })), { is: 'plain' }],
  isOrdered: false,
  levelOf: (value) => {
    if (typeof value !== 'string' || value === '') return 0;
    const index = kinds.findIndex(([, test]) => test.test(value));
    return index === -1 ? kinds.length + 1 : index + 1;
  },
};
