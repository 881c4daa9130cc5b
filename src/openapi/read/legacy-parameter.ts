import type { JsonObject } from '../../codec/json-value.ts';
import type { DescribedLocation, DescribedStyle } from './described-parameter.ts';

/** How a parameter of Swagger 2.0 is written, in the words of OpenAPI 3. Source: Swagger 2.0, `collectionFormat`. */
export function legacyStyle(
  { collectionFormat }: JsonObject,
  location: DescribedLocation,
): { readonly style: DescribedStyle; readonly explode: boolean } {
  const plain = location === 'query' || location === 'cookie' ? 'form' : 'simple';
  switch (collectionFormat) {
    case 'multi':
      return { style: plain, explode: true };
    case 'ssv':
      return { style: 'spaceDelimited', explode: false };
    case 'tsv':
      return { style: 'tabDelimited', explode: false };
    case 'pipes':
      return { style: 'pipeDelimited', explode: false };
    default:
      return { style: plain, explode: false };
  }
}

/** The members of a parameter that say how, and not what. */
const ofParameter: ReadonlySet<string> = new Set([
  'name',
  'in',
  'description',
  'required',
  'schema',
  'collectionFormat',
  'allowEmptyValue',
  'x-example',
]);

/** The schema of a parameter that Swagger 2.0 writes into the parameter itself. */
export function legacySchema(parameter: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(parameter).filter(([name]) => !ofParameter.has(name)));
}
