import { type Codec, CodecRefusal } from '../../codec/codec.ts';
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
  /** How many trials the walk stands in. */
  depth: number;
  /**
   * What codecs made of values while options were tried, so that what is in them is known again, too; made when the first
   * is.
   */
  decoded?: Map<Codec, DecodedValues>;
  /** What was read, by who read it and from which object or list of the upstream's; made when the first is. */
  known?: Map<object, WeakMap<object, Reading>>;
}

interface DecodedValues {
  readonly texts: Map<string, JsonValue>;
  readonly objects: WeakMap<object, JsonValue>;
}

/** A value that was read, and what was wrong with it. */
export interface Reading {
  readonly value: JsonValue | undefined;
  readonly violations: readonly AnswerViolation[];
}

/** More than an answer of the largest size needs whose branches are told apart by more than their tags. */
const mostTrials = 1_000_000;

/** Decodes a value, once where options are tried. */
export function decodeOnce(codec: Codec, value: JsonValue, trials: Trials): JsonValue | CodecRefusal {
  if (trials.depth === 0 || (typeof value !== 'string' && (typeof value !== 'object' || value === null))) {
    return codec.decode(value);
  }
  trials.decoded ??= new Map();
  const made = trials.decoded.get(codec) ?? { texts: new Map(), objects: new WeakMap() };
  trials.decoded.set(codec, made);
  const known = typeof value === 'string' ? made.texts.get(value) : made.objects.get(value);
  if (known !== undefined) return known;
  const decoded = codec.decode(value);
  if (decoded instanceof CodecRefusal) return decoded;
  if (typeof value === 'string') made.texts.set(value, decoded);
  else made.objects.set(value, decoded);
  return decoded;
}

/** Makes what one answer needs; next to nothing where no branch is in its plan. */
export function createTrials(): Trials {
  return { judge: createJudge(), left: mostTrials, depth: 0 };
}
