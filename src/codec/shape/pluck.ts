import type { CodecKind } from '../codec-kind.ts';
import { itemwise } from './itemwise.ts';
import { readWrapping, unwrapConversion } from './wrap.ts';

/** A list of objects to the list of one of their members. */
export const pluck: CodecKind = {
  name: 'pluck',
  summary:
    'a list of objects as the list of what one member of each holds; other members than the constants that are named are refused',
  argument: 'the member, or a path to it; or { "member": "content", "others": { "role": "system" } }',
  takes: ['array'],
  example: {
    specification: { pluck: { member: 'content', others: { role: 'system' } } },
    input: { types: ['array'] },
    caller: [{ role: 'system', content: 'Be brief.' }],
    upstream: ['Be brief.'],
  },
  compile(written, _input, tools) {
    const wrapping = readWrapping(written, tools, 'pluck');
    return wrapping && { ...itemwise(unwrapConversion(wrapping)), partial: true };
  },
};
