import type { Code } from '../../emit/code.ts';
import { code, indented } from '../../emit/code.ts';
import type { Program } from '../../emit/program.ts';
import type { Operation, Parameter } from '../../contract/contract.ts';

/** What the passes that write the code of one operation share. */
export interface LineSource {
  readonly operation: Operation;
  readonly program: Program;
  /** The typed value of each parameter that was read, or `undefined` where it was not sent. */
  readonly read: Map<Parameter, ReadValue>;
}

/** A variable with the typed value of a parameter. */
export interface ReadValue {
  readonly value: Code;
  /** Where the value is written as it was read: the variable with its decoded text. */
  readonly text: Code | undefined;
}

/** Gives the request to the stages: they find out what it is about, and word it. */
export const leave: Code = code`return undefined;`;

/** A block of lines behind a condition. */
export const when = (condition: Code, lines: readonly Code[]): Code => code`if (${condition}) {\n${indented(lines)}\n}`;
