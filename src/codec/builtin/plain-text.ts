import { CodecRefusal } from '../codec.ts';
import type { CodecKind, Conversion } from '../codec-kind.ts';
import { refuseType } from '../value-words.ts';

interface TextFold {
  readonly name: string;
  readonly summary: string;
  readonly lossy: string;
  readonly caller: string;
  fold(text: string): string;
}

/** Codecs that make one text of several: what comes back is passed as it is. */
function folding({ name, summary, lossy, caller, fold }: TextFold): CodecKind {
  const conversion: Conversion = {
    produces: 'string',
    partial: false,
    lossy,
    encode: (value) => (typeof value === 'string' ? fold(value) : refuseType(value, 'string')),
    decode: (value) => (typeof value === 'string' ? value : refuseType(value, 'string')),
  };
  const example = { specification: name, input: { types: ['string'] }, caller, upstream: fold(caller) } as const;
  return { name, summary, argument: undefined, takes: ['string'], example, compile: () => conversion };
}

export const upper = folding({
  name: 'upper',
  summary: 'text in capital letters, by the rules of no language; lossy, unless the schema has an `enum`',
  lossy: 'the case of letters',
  caller: 'Ada',
  fold: (text) => text.toUpperCase(),
});

export const lower = folding({
  name: 'lower',
  summary: 'text in small letters, by the rules of no language; lossy, unless the schema has an `enum`',
  lossy: 'the case of letters',
  caller: 'Ada',
  fold: (text) => text.toLowerCase(),
});

export const trim = folding({
  name: 'trim',
  summary: 'text without white space at its ends; lossy',
  lossy: 'white space at both ends',
  caller: ' Ada ',
  fold: (text) => text.trim(),
});

export const prefix: CodecKind = {
  name: 'prefix',
  summary: 'text with a fixed text before it',
  argument: 'the text, not empty',
  takes: ['string'],
  example: { specification: { prefix: 'usr_' }, input: { types: ['string'] }, caller: '7', upstream: 'usr_7' },
  compile: (argument, _input, { report }) => {
    if (typeof argument === 'string' && argument !== '') return affixed(argument, 'begin');
    report({ rule: 'codec-argument', message: 'the prefix is no text', cure: 'write { "prefix": "usr_" }' });
    return undefined;
  },
};

export const suffix: CodecKind = {
  name: 'suffix',
  summary: 'text with a fixed text after it',
  argument: 'the text, not empty',
  takes: ['string'],
  example: { specification: { suffix: '.pdf' }, input: { types: ['string'] }, caller: 'bill', upstream: 'bill.pdf' },
  compile: (argument, _input, { report }) => {
    if (typeof argument === 'string' && argument !== '') return affixed(argument, 'end');
    report({ rule: 'codec-argument', message: 'the suffix is no text', cure: 'write { "suffix": ".pdf" }' });
    return undefined;
  },
};

function affixed(affix: string, side: 'begin' | 'end'): Conversion {
  const before = side === 'begin';
  return {
    produces: 'string',
    partial: false,
    encode(value) {
      if (typeof value !== 'string') return refuseType(value, 'string');
      return before ? affix + value : value + affix;
    },
    decode(value) {
      if (typeof value !== 'string') return refuseType(value, 'string');
      if (before && value.startsWith(affix)) return value.slice(affix.length);
      if (!before && value.endsWith(affix)) return value.slice(0, -affix.length);
      return new CodecRefusal(`it does not ${side} with "${affix}"`);
    },
  };
}
