import type { JsonValue } from '../../codec/json-value.ts';
import { createJudge, type Judge } from '../../pipeline/explain/applying.ts';
import type { AnswerViolation } from '../answer-violation.ts';

/**
 * What is known of one answer while it is found out which branch each of its values was made by.
 *
 * A value is read once for each option and never again, however deep the branches are nested: an upstream must not be able
 * to stall us with an answer of a few kilobytes.
 */
export interface Trials {
  readonly judge: Judge;
  /** How many values may yet be read only to be judged; then the first option that may apply is taken. */
  left: number;
  /** What was read, by who read it and from which object or list of the upstream's. */
  readonly known: Map<object, WeakMap<object, Reading>>;
}

/** A value that was read, and what was wrong with it. */
export interface Reading {
  readonly value: JsonValue | undefined;
  readonly violations: readonly AnswerViolation[];
}

/** More than an answer of the largest size needs whose branches are told apart by more than their tags. */
const mostTrials = 1_000_000;

export function createTrials(): Trials {
  return { judge: createJudge(), left: mostTrials, known: new Map() };
}
