import { CodecRefusal } from '../codec.ts';
import type { CodecKind, Conversion } from '../codec-kind.ts';
import { refuseType } from '../value-words.ts';
import { inverse } from './inverse.ts';

const conversion: Conversion = {
  produces: 'array',
  partial: false,
  makesOne: true,
  encode: (value) => [value],
  decode(value) {
    if (!Array.isArray(value)) return refuseType(value, 'array');
    const [only] = value;
    if (only === undefined || value.length > 1) return new CodecRefusal(`it has ${value.length} items, not one`);
    return only;
  },
  origin: ([, ...rest]) => rest,
};

/** A value to a list of one. */
export const single: CodecKind = {
  name: 'single',
  summary: 'a value as a list of which it is the only item',
  argument: undefined,
  takes: [],
  example: { specification: 'single', input: { types: ['string'] }, caller: 'a', upstream: ['a'] },
  compile: () => conversion,
};

/** A list of one to its item. */
export const only: CodecKind = {
  name: 'only',
  summary: 'a list of one as its item; a list of another length is refused',
  argument: undefined,
  takes: ['array'],
  example: { specification: 'only', input: { types: ['array'] }, caller: ['a'], upstream: 'a' },
  compile: () => ({
    ...inverse(conversion, { produces: 'any', partial: true, origin: (path) => [0, ...path] }),
    encode(value) {
      const item = conversion.decode(value);
      return item === null ? nullItem : item;
    },
  }),
};

// Null passes codecs unchanged, so that on the way back nobody could tell it from no list at all.
const nullItem = new CodecRefusal('its only item is null');
