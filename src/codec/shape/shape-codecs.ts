import type { CodecKind } from '../codec-kind.ts';
import { each } from './each.ts';
import { entries, fromEntries } from './entries.ts';
import { keyBy, listBy } from './key-by.ts';
import { partition, unpartition } from './partition.ts';
import { pluck } from './pluck.ts';
import { only, single } from './single.ts';
import { combine, split } from './split.ts';
import { tuple, untuple } from './tuple.ts';
import { within } from './within.ts';
import { unwrap, wrap } from './wrap.ts';

/** The codecs that change the shape of a value: objects, lists and texts made of each other (docs/restructuring.md). */
export const shapeCodecs: readonly CodecKind[] = [
  wrap,
  unwrap,
  single,
  only,
  tuple,
  untuple,
  split,
  combine,
  keyBy,
  listBy,
  entries,
  fromEntries,
  pluck,
  partition,
  unpartition,
  each,
  within,
];
