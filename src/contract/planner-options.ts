import type { Codec } from '../codec/codec.ts';
import type { FindingList } from './finding-list.ts';
import type { PlaceGraph } from './place-graph.ts';
import type { PlainPlans } from './plain-plans.ts';
import type { SlotList } from './slot-list.ts';

/** What plans are made with. */
export interface PlannerOptions {
  readonly findings: FindingList;
  readonly slots: SlotList;
  /** The graph that the planned places are of. */
  readonly places: PlaceGraph;
  readonly codecs: ReadonlyMap<string, Codec>;
  /** Of the same graph and direction. */
  readonly plain: PlainPlans;
  /** Plans of answers know no defaults, and hide what only requests have. @default 'request' */
  readonly direction?: 'request' | 'answer';
}
