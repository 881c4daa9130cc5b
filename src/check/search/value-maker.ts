import type * as FastCheck from 'fast-check';
import type { PlainSchema } from '../image/plain-schema.ts';

/** The library that makes values at random, loaded by whoever needs it. */
export type Random = typeof FastCheck;

/** What values are made with. */
export interface ValueMaker {
  readonly random: Random;
  /** What a reference leads to. */
  resolve(reference: string): PlainSchema;
  /** A text that fits a pattern. */
  textOf(pattern: string): string | undefined;
  /** Names that members may get that nobody declares, beside those of no meaning: such as the upstream knows. */
  readonly names?: readonly string[];
}
