import type { Location } from '../http/location.ts';
import type { NamePattern } from './name-pattern.ts';

/** How a name is written in an upstream's answer. */
export type NameForm = 'name' | 'dotted' | 'pointer' | 'path';

/** The way to values in an answer's content; `undefined` stands for every item or member. */
export type NameSteps = readonly (string | undefined)[];

/** What tells the location of the value that an error speaks of. */
export type NameLocation =
  | { readonly kind: 'unsaid' }
  /** All names of the rule are of one location. */
  | { readonly kind: 'fixed'; readonly location: Location }
  /** A value beside the name; its wildcards stand for what those of the name stand for. */
  | { readonly kind: 'beside'; readonly steps: NameSteps }
  /** The first step of the name itself. */
  | { readonly kind: 'first' };

/** Where an answer of the upstream names values of the request by the upstream's names (docs/error-names.md). */
export interface NameRule {
  /** `undefined`: in the text of an answer that is plain text. */
  readonly at: NameSteps | undefined;
  /** The names are those of the members there, not its text. */
  readonly keys: boolean;
  readonly form: NameForm;
  readonly location: NameLocation;
  /** What the upstream calls the locations; in declared order, the first word of a location is the one that is written. */
  readonly words: ReadonlyMap<string, Location>;
  /** The name is what the one group of this pattern matches, in each of its matches. */
  readonly pattern: NamePattern | undefined;
}
