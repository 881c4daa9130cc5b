import type { JsonValue } from '../codec/json-value.ts';

/** Whether two lists hold the same texts in the same order. */
export const isSameList = (left: readonly string[], right: readonly string[]): boolean =>
  left.length === right.length && left.every((text, index) => text === right[index]);

/** Texts as a difference shows them: none, the one, or the list. */
export const shownTexts = (texts: readonly string[] = []): JsonValue | undefined =>
  texts.length > 1 ? [...texts] : texts[0];
