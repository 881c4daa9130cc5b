import { isObject } from '../../codec/json-type.ts';
import type { JsonObject } from '../../codec/json-value.ts';
import type { DescribedContent } from '../../openapi/read/backend-description.ts';
import { isSchema, listedValues, type PlainSchema, typeNames } from '../image/plain-schema.ts';

/** What the schemas of a form do not show, so that they decide nothing. */
export interface FormDoubt {
  readonly keyword: string;
  readonly because: string;
}

/**
 * Looks for lists and objects in a form that are not what their schemas say: of an empty one nothing is sent, and where the
 * backend says how it reads one, that is not compared.
 *
 * Source: OpenAPI 3.1, section 4.8.15, Encoding Object.
 */
export function formDoubt(
  image: PlainSchema,
  described: Pick<DescribedContent, 'encoding'>,
  resolve: (reference: string) => PlainSchema,
): FormDoubt | undefined {
  const parts = partsOf(image, resolve);
  const needed = parts.flatMap(({ required }) => (Array.isArray(required) ? required : []));
  const members = parts.flatMap(({ properties = {} }) => (isObject(properties) ? Object.entries(properties) : []));
  const unnamed = needed.filter((name) => members.every(([known]) => known !== name));
  for (const [name, written] of [...members, ...unnamed.map((known) => [String(known), true] as const)]) {
    const member = isSchema(written) ? followed(written, resolve) : true;
    if (!isMany(member)) continue;
    if (described.encoding[name] !== undefined) {
      return { keyword: 'encoding', because: `how \`${name}\` is written and read is not compared` };
    }
    if (needed.includes(name) && !isFull(member)) {
      return { keyword: 'required', because: `nothing is sent of \`${name}\` where it is empty` };
    }
  }
  return undefined;
}

const deepest = 8;

/** A schema and those beside it that speak of the same value. */
function partsOf(schema: PlainSchema, resolve: (reference: string) => PlainSchema, depth = 0): JsonObject[] {
  const own = followed(schema, resolve);
  if (typeof own === 'boolean' || depth > deepest) return [];
  const beside = [own['allOf'], own['anyOf'], own['oneOf']].flatMap((each) => (Array.isArray(each) ? each : []));
  return [own, ...beside.filter(isSchema).flatMap((part) => partsOf(part, resolve, depth + 1))];
}

function followed(schema: PlainSchema, resolve: (reference: string) => PlainSchema): PlainSchema {
  const reference = typeof schema === 'object' ? schema['$ref'] : undefined;
  return typeof reference === 'string' ? resolve(reference) : schema;
}

function isMany(schema: PlainSchema): boolean {
  if (typeof schema === 'boolean' || listedValues(schema) !== undefined) return schema === true;
  const types = typeNames(schema['type']);
  return types.length === 0 || types.includes('array') || types.includes('object');
}

function isFull(schema: PlainSchema): boolean {
  if (typeof schema === 'boolean') return false;
  const { minItems, minProperties, required, type } = schema;
  if (type === 'array') return typeof minItems === 'number' && minItems > 0;
  if (type !== 'object') return false;
  return (typeof minProperties === 'number' && minProperties > 0) || (Array.isArray(required) && required.length > 0);
}
