import { CodecRefusal } from '../codec.ts';
import type { CodecKind } from '../codec-kind.ts';
import { refuseType } from '../value-words.ts';

// The format `uuid` of many validators takes the URN form, too.
const dashed = /^(?:urn:uuid:)?[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;
const compact = /^[0-9a-f]{32}$/i;

/** A UUID to its thirty-two digits. The case of its letters stays. */
export const uuidCompact: CodecKind = {
  name: 'uuid-compact',
  summary: 'a UUID without its dashes',
  argument: undefined,
  takes: ['string'],
  example: {
    specification: 'uuid-compact',
    input: { types: ['string'], format: 'uuid' },
    caller: '0b0e7f66-2d3c-4d5e-8f10-111213141516',
    upstream: '0b0e7f662d3c4d5e8f10111213141516',
  },
  compile: (_argument, { format }) => ({
    produces: 'string',
    partial: format !== 'uuid',
    encode(value) {
      if (typeof value !== 'string') return refuseType(value, 'string');
      if (!dashed.test(value)) return new CodecRefusal('it is no UUID with dashes');
      return value.slice(-36).replaceAll('-', '');
    },
    decode(value) {
      if (typeof value !== 'string') return refuseType(value, 'string');
      if (!compact.test(value)) return new CodecRefusal('it is no UUID of thirty-two digits');
      const cut = (start: number, end: number) => value.slice(start, end);
      return `${cut(0, 8)}-${cut(8, 12)}-${cut(12, 16)}-${cut(16, 20)}-${cut(20, 32)}`;
    },
  }),
};
