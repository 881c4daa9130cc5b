import type { FilePlace } from '../judge/question.ts';

/** What can be said of a contract by itself, whatever its upstream takes. */
export type WithinRule =
  | 'codec-partial'
  | 'codec-changes'
  | 'place-unsendable'
  | 'value-unsent'
  | 'value-unreceived'
  | 'schema-dead';

/** One thing that a contract says and may not mean; it starts all the same. */
export interface WithinNote {
  readonly rule: WithinRule;
  /**
   * `warning`: the mapping refuses values of a kind that the schema accepts, or a rule never counts. `note`: worth knowing, as
   * that a value is finer than the upstream's form can say.
   */
  readonly severity: 'warning' | 'note';
  /** `query \`since\``, or `body \`/address/zip\``. */
  readonly place: string;
  readonly message: string;
  /** What to write instead. */
  readonly cure: string;
  readonly at: FilePlace;
}
