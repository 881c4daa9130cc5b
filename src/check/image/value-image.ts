import type { Place } from '../../contract/place.ts';
import type { Part } from './part.ts';
import type { PlainSchema } from './plain-schema.ts';

/** What one value of the caller's becomes. */
export interface ValueImage {
  /** What stands in its place. */
  readonly schema: PlainSchema;
  /** Values below it that land elsewhere: at the body's root, or outside of it. */
  readonly elsewhere: Part;
}

/** A keyword of the contract that the image does not hold, so that it accepts more than is ever sent. */
export interface Widening {
  readonly file: string;
  readonly pointer: string;
  readonly because: string;
}

/** The branches at a place whose members the mapping changes, so that they say nothing of what is sent. */
export function widenedBranches({ certain, settled }: Place): Widening[] {
  return certain.flatMap((node) => {
    const branches = { anyOf: node.anyOf, oneOf: node.oneOf, not: node.not === undefined ? [] : [node.not] };
    const open = Object.entries(branches).filter(([, parts]) => parts.some((part) => !settled.has(part)));
    const { file, pointer } = node.origin;
    const because = 'the mapping changes the members that it speaks of';
    return open.map(([keyword]) => ({ file, pointer: `${pointer}/${keyword}`, because }));
  });
}
