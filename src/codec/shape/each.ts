import type { CodecKind } from '../codec-kind.ts';
import { itemwise } from './itemwise.ts';

/** A codec for every item of a list. */
export const each: CodecKind = {
  name: 'each',
  summary: 'a list, with a codec for each of its items; for lists that a codec before it in the list makes',
  argument: 'a codec, or a list of them',
  takes: ['array'],
  example: {
    specification: { each: { wrap: 'text' } },
    input: { types: ['array'] },
    caller: ['a', 'b'],
    upstream: [{ text: 'a' }, { text: 'b' }],
  },
  compile(specification, { items = { types: [] } }, { nested }) {
    const codec = nested(specification, items, []);
    return codec && { ...itemwise(codec), partial: codec.partial, lossy: codec.lossy };
  },
};
