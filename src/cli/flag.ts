/** A flag of a command, written `--name` or `--name value`. */
export interface Flag {
  /** One letter for the short form. */
  readonly short?: string;
  /** What stands after the flag, for the help; absent for flags that are only there or not. */
  readonly value?: string;
  /** The values that it can have, where they are few and `value` does not name them: for completion. */
  readonly choices?: readonly string[];
  /** Whether the flag may stand more than once. */
  readonly isRepeatable?: boolean;
  readonly help: string;
}
