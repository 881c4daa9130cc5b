import type { Place } from '../../contract/place.ts';
import type { SchemaNode } from '../../contract/schema-node.ts';
import type { Location } from '../../http/location.ts';
import { openFormats } from '../open-formats.ts';

/** Keywords whose code is their name, and that some value breaks wherever they stand. */
const assertions = [
  'const',
  'enum',
  'minimum',
  'exclusiveMinimum',
  'maximum',
  'exclusiveMaximum',
  'multipleOf',
  'minLength',
  'maxLength',
  'pattern',
  'minItems',
  'maxItems',
  'minProperties',
  'maxProperties',
  'maxContains',
] as const;

/** Types that a text can miss; every text is a string, and lists and objects are told by their style. */
const typesOfTexts: readonly string[] = ['integer', 'number', 'boolean'];

/** The codes of the violations that the schemas at a place can raise there, each once, in the order of the schemas. */
export function refusingKeywords(place: Place, location: Location): string[] {
  const codes = place.certain.flatMap((node) => [
    ...(canMissType(node, place, location) ? ['type'] : []),
    ...assertions.filter((keyword) => node.keywords[keyword] !== undefined),
    ...(refusesFormats(node) ? ['format'] : []),
    ...(node.keywords['uniqueItems'] === true ? ['uniqueItems'] : []),
    ...containsCodes(node),
    ...branchings.filter((keyword) => node[keyword].length > 0),
    ...closings.filter((keyword) => node[keyword]?.always === false),
    ...schemas.filter((keyword) => node[keyword] !== undefined),
  ]);
  return [...new Set(place.readOnly ? ['read-only', ...codes] : codes)];
}

/** What holds branches, one of which must fit. */
const branchings = ['anyOf', 'oneOf'] as const;

/** What refuses all other members or items where it is `false`. */
const closings = ['additionalProperties', 'unevaluatedProperties', 'items', 'unevaluatedItems'] as const;

/** What a value, or the name of a member, is held against as a whole. */
const schemas = ['propertyNames', 'not'] as const;

function canMissType(node: SchemaNode, place: Place, location: Location): boolean {
  if (node.keywords['type'] === undefined) return false;
  return location === 'body' || place.types.some((type) => typesOfTexts.includes(type));
}

function refusesFormats({ keywords }: SchemaNode): boolean {
  const { format } = keywords;
  return format !== undefined && !openFormats.includes(format);
}

function containsCodes({ contains, keywords }: SchemaNode): string[] {
  const least = keywords['minContains'];
  if (contains === undefined || least === 0) return [];
  return [least === undefined ? 'contains' : 'minContains'];
}
