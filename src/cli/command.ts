import type { Flag } from './flag.ts';
import type { ParsedArguments } from './parsed-arguments.ts';
import type { Terminal } from './terminal.ts';

/** 0: done, nothing wrong. 1: findings, a refused request, or something that failed. 2: the command line is wrong. */
export type ExitCode = 0 | 1 | 2;

/** One command of the program: what its help says, and what it does. */
export interface Command {
  /** The words that call it: `check`, `generate typescript`. */
  readonly name: string;
  /** One line for the list of commands. */
  readonly summary: string;
  /** What follows the name in the usage line: `[files|globs...]`. */
  readonly usage: string;
  readonly flags: Readonly<Record<string, Flag>>;
  /** Lines that show it at work. */
  readonly examples: readonly string[];
  /** Fails: throws `UsageError` for arguments that do not fit, `ContractError` for contracts that can not run. */
  run(given: ParsedArguments, terminal: Terminal): Promise<ExitCode>;
}
