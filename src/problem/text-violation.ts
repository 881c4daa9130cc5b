import type { ViolationPlace } from './subject.ts';
import { type Violation, createViolation } from './violation.ts';

/** A text whose escapes or bytes cannot be read. */
export function encodingViolation(place: ViolationPlace): Violation {
  const cure = 'percent-encode the UTF-8 bytes of the value, and a `%` itself as `%25`';
  return createViolation({ ...place, code: 'encoding', predicate: `is not valid percent-encoded UTF-8; ${cure}` });
}

/** A parameter that is no list was sent several times. */
export function repeatedViolation(place: ViolationPlace & { readonly count: number }): Violation {
  const { count, ...at } = place;
  const times = count === 2 ? 'twice' : `${count} times`;
  return createViolation({ ...at, code: 'repeated', predicate: `is sent ${times}, but takes one value; send it once` });
}

/** A text that does not have the form of a list or object; `example` is one that has: `tags=a,b`. */
export function styleViolation(
  place: ViolationPlace & {
    readonly form: 'list' | 'object';
    readonly example: string;
    readonly hint?: string | undefined;
  },
): Violation {
  const { form, example, ...at } = place;
  return createViolation({
    ...at,
    code: 'style',
    predicate: `is not written as the ${form} that it is; write \`${example}\``,
  });
}

/** More parameters than the gateway reads. */
export function tooManyViolation(place: ViolationPlace & { readonly limit: number }): Violation {
  const { limit, ...at } = place;
  return createViolation({
    ...at,
    code: 'too-many',
    predicate: `is beyond the ${limit} parameters that a query may have`,
  });
}

/** A forwarded unknown member would stand where the mapping writes another value. */
export function collisionViolation(place: ViolationPlace): Violation {
  return createViolation({
    ...place,
    code: 'collision',
    predicate: 'is unknown, and its name is taken by another value; leave it out',
  });
}
