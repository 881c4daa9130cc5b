import type { JsonValue } from '../../../src/codec/json-value.ts';

/** Parses JSON of which only its readers know the shape. */
export const parseJson = (text: string): JsonValue => JSON.parse(text);
