import { CodecRefusal } from '../codec.ts';
import type { CodecKind } from '../codec-kind.ts';
import { isObject } from '../json-type.ts';
import { refuseType } from '../value-words.ts';

/** A boolean to one of two words. */
export const words: CodecKind = {
  name: 'words',
  summary: 'a boolean as one of two words',
  argument: 'the two words: { "true": "Y", "false": "N" }',
  takes: ['boolean'],
  example: {
    specification: { words: { true: 'Y', false: 'N' } },
    input: { types: ['boolean'] },
    caller: true,
    upstream: 'Y',
  },
  compile(argument, _input, { report }) {
    const [yes, no] = isObject(argument) ? [argument['true'], argument['false']] : [];
    const complete = isObject(argument) && Object.keys(argument).length === 2;
    if (!complete || typeof yes !== 'string' || typeof no !== 'string' || yes === no) {
      report({
        rule: 'codec-argument',
        message: yes !== undefined && yes === no ? 'both words are the same' : 'two words are expected, as text',
        cure: 'write { "words": { "true": "Y", "false": "N" } }',
      });
      return undefined;
    }
    return {
      produces: 'string',
      partial: false,
      encode: (value) => (typeof value === 'boolean' ? (value ? yes : no) : refuseType(value, 'boolean')),
      decode(value) {
        if (value === yes) return true;
        return value === no ? false : new CodecRefusal('it is neither of the two words');
      },
    };
  },
};
