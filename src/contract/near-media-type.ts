import { nearestName } from '../problem/suggestion.ts';

const known = ['application/json', 'application/x-www-form-urlencoded', 'application/xml', 'text/plain'];

/**
 * The media type that a misspelt one most likely means: `application/jsn` is near `application/json`.
 *
 * Both parts must be near by themselves: `application/pdf` has most letters of `application/xml`, and is a type of its own.
 */
export function nearMediaType(essence: string): string | undefined {
  const near = nearestName(essence, known);
  const [type = '', subtype = ''] = essence.split('/');
  const [nearType = '', nearSubtype = ''] = near?.split('/') ?? [];
  return isNear(type, nearType) && isNear(subtype, nearSubtype) ? near : undefined;
}

const isNear = (text: string, other: string): boolean => text === other || nearestName(text, [other]) !== undefined;
