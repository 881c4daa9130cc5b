import type { Literal } from '../schema/node.ts';
import type { NodeFactory } from '../schema/node-factory.ts';
import type { LanguageStore } from '../text/language-store.ts';
import type { Result } from './result.ts';

/** What the rules of each type use. */
export interface Search {
  readonly factory: NodeFactory;
  readonly languages: LanguageStore;
  /** Counts down, so that the same question always ends at the same place; below zero nothing more is decided. */
  readonly budget: { steps: number };
  /**
   * Looks for a value that fits all literals.
   *
   * It must be a part of the value that is being looked for, for `none` may rest on there being no smaller one.
   */
  solve(literals: readonly Literal[]): Result;
}
