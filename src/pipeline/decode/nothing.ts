import { createBareObject } from '../../codec/bare-object.ts';
import type { JsonObject } from '../../codec/json-value.ts';

/** The values of a location that declares nothing; shared, so nobody may write into it. */
export const noValues: JsonObject = Object.freeze(createBareObject());

/** The names of a location where nothing is unknown. */
export const noNames: readonly string[] = Object.freeze([]);
