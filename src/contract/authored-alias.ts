import { isObject } from '../codec/json-type.ts';
import type { JsonValue } from '../codec/json-value.ts';
import { type Location, locations } from '../http/location.ts';
import { type Deprecation, readDeprecation } from './deprecation.ts';
import type { Place } from './place.ts';
import type { SchemaNode } from './schema-node.ts';

/** An older name of a value, whatever way it was written. */
export interface AuthoredAlias {
  /** The schema that carries it, for findings. */
  readonly node: SchemaNode;
  readonly name: string;
  /** Where the older name stands, if not where the value stands now. */
  readonly in: Location | undefined;
  readonly deprecation: Deprecation;
  /** The authored value, for findings about its members. */
  readonly written: JsonValue;
  /** The steps from the schema to the authored value. */
  readonly steps: readonly (string | number)[];
}

/**
 * The older names that hold at a place: those of every schema that names it, on branches, too. A name that means one value
 * on one branch cannot mean another one elsewhere; `checkAliases` refuses that.
 */
export function aliasesOf(place: Place): AuthoredAlias[] {
  const found = new Map<string, AuthoredAlias>();
  for (const node of [...place.certain, ...place.conditional]) {
    for (const alias of read(node)) {
      const key = `${alias.in ?? ''} ${alias.name}`;
      if (!found.has(key)) found.set(key, alias);
    }
  }
  return [...found.values()];
}

/** What a place says of its end; `deprecated` may stand beside the dates of `x-deprecated`. Only certain schemas count. */
export function deprecationOf(place: Place): Deprecation | undefined {
  const dated = place.certain.map(({ keywords }) => keywords['x-deprecated']).find((value) => value !== undefined);
  const isDeprecated = place.certain.some(({ keywords }) => keywords['deprecated'] === true);
  return readDeprecation(dated ?? isDeprecated).deprecation;
}

/** Whether any schema of a place says one of our words about its age. */
export const isDeprecatedNode = ({ keywords }: SchemaNode): boolean =>
  keywords['deprecated'] === true || keywords['x-deprecated'] !== undefined;

function read(node: SchemaNode): AuthoredAlias[] {
  const written = node.keywords['x-alias'];
  if (written === undefined) return [];
  if (Array.isArray(written)) return written.flatMap((one, index) => readOne(node, one, ['x-alias', index]));
  return readOne(node, written, ['x-alias']);
}

function readOne(node: SchemaNode, written: JsonValue, steps: readonly (string | number)[]): AuthoredAlias[] {
  const members = isObject(written) ? written : { name: written };
  const { name, in: location } = members;
  // What has not this form is a finding of the structural check.
  if (typeof name !== 'string') return [];
  const deprecation = readDeprecation(isObject(written) ? written : true).deprecation;
  if (deprecation === undefined) return [];
  return [{ node, name, in: locations.find((known) => known === location), deprecation, written, steps }];
}
