import type { WorkId } from '../work/work-item.ts';
import type { OutgoingBytes } from './outgoing.ts';
import type { IncomingBytes } from './work.ts';

/** One way to do the work of the stages: a request in, the outgoing one or the text of the 400 out. */
export interface Contender {
  readonly name: string;
  readonly title: string;
  /** The work items that it can do. */
  readonly items: readonly WorkId[];
  readonly run: (incoming: IncomingBytes) => OutgoingBytes | string | Promise<OutgoingBytes | string>;
  /** Whether `run` gives promises. */
  readonly waits?: boolean;
}
