import type { JsonValue } from '../../codec/json-value.ts';
import type { Place } from '../../contract/place.ts';
import { contains } from '../contain/contains.ts';
import type { Memory } from '../contain/memory.ts';
import type { Definitions } from '../image/definitions.ts';
import { originOf, type PlaceImages } from '../image/place-image.ts';
import { allOf, type PlainSchema } from '../image/plain-schema.ts';
import { formImage } from '../image/slot-image.ts';
import type { FilePlace } from '../judge/question.ts';
import type { DeclaredValue } from './declared-values.ts';

/** What the schemas of an operation are asked with. */
export interface WithinSite {
  readonly memory: Memory;
  readonly definitions: Definitions;
  readonly places: PlaceImages;
}

/** Fewer than for a comparison with a backend: what is not decided is not told. */
const steps = 20_000;

/** What callers can send as a value. */
export const callersSchema = ({ plan, form }: DeclaredValue, { places }: WithinSite): PlainSchema =>
  allOf([form === undefined ? true : formImage(form), places.of(plan.place)]);

/** Whether one schema lies in another; a value that does not, where one is found. */
export function inside(inner: PlainSchema, outer: PlainSchema, { memory, definitions }: WithinSite) {
  const sources = { innerSource: definitions, outerSource: definitions };
  return contains({ inner, outer, ...sources, options: { memory, steps } });
}

/** The values of a list that a schema accepts. */
export const acceptedOf = (values: readonly JsonValue[], schema: PlainSchema, site: WithinSite): JsonValue[] =>
  values.filter((value) => inside({ const: value }, schema, site).kind === 'proved');

/** Where a place's mapping is written, else where the place is described. */
export function mappingPlace(place: Place): FilePlace {
  const carrier = place.certain.find(({ keywords }) => keywords['x-upstream'] !== undefined);
  if (carrier !== undefined) return { file: carrier.origin.file, pointer: `${carrier.origin.pointer}/x-upstream` };
  return originOf(place) ?? { file: '', pointer: '' };
}
