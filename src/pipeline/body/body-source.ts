import type { Code } from '../../emit/code.ts';
import type { Program } from '../../emit/program.ts';
import type { Place } from '../../contract/place.ts';
import type { ValuePlan } from '../../contract/value-plan.ts';

/** The code of one body while it is written. */
export interface BodySource {
  readonly program: Program;
  /** The run of the mapping, a `MapRun`. */
  readonly run: Code;
  /** How many strings were met: names of members, and texts. */
  readonly strings: Code;
  /** Whether a number was met of which the text may say more than the double. */
  readonly outermost: Code;
  /** What is given for a body that the code does not map. */
  readonly unmapped: Code;
  /** The names of members that are read. */
  readonly names: Set<string>;
  /** The places that are being written around this one. */
  readonly open: Set<Place>;
  /** How many more objects and lists are written out; what goes beyond stays in closures, as all recursion does. */
  budget: number;
  /** Whether every part of the value is met, so that its strings can be held against those of its text. */
  isCounted: boolean;
  /** How many objects and lists stand around what is written now, and at most. */
  depth: number;
  deepest: number;
}

/** A place of a body, and what becomes of the values there. */
export interface Spot {
  readonly place: Place;
  /** `undefined`: nothing is mapped there or below. */
  readonly plan: ValuePlan | undefined;
}

/** A value in the code. */
export interface Made {
  /** What is to run before. */
  readonly lines: readonly Code[];
  readonly value: Code;
  /** Whether it may be `undefined`; nothing is sent then. */
  readonly mayBeAbsent: boolean;
  /** How many strings the caller's value has for certain; the lines count the others. */
  readonly strings: number;
}
