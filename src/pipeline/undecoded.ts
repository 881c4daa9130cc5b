import type { JsonObject, JsonValue } from '../codec/json-value.ts';

/**
 * Stands in the typed values for a parameter whose text could not be decoded: the parameter is there, its value is not
 * known, and every rule about the value is skipped. Compare with `===`; nothing may read or send it.
 */
export const UNDECODED: JsonObject = Object.freeze(Object.create(null));

/** Whether a value is the mark of a parameter that could not be decoded. */
export const isUndecoded = (value: JsonValue | undefined): boolean => value === UNDECODED;
