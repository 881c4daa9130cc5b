import type { JsonObject, JsonValue } from '../../codec/json-value.ts';
import type { Place } from '../../contract/place.ts';
import type { SchemaNode } from '../../contract/schema-node.ts';
import { Walker } from './walker.ts';

/** Whether a value fits a schema; one judge for one request, since it remembers what it judged. */
export type Judge = (node: SchemaNode, value: JsonValue) => boolean;

/** Makes the judge of one request; it costs nothing until it is asked. */
export function createJudge(): Judge {
  let walker: Walker | undefined;
  return (node, value) => {
    walker ??= new Walker(undefined);
    return walker.judge(node, { value, spot: undefined, evaluated: undefined });
  };
}

/** Whether a schema that applies to an object names one of its members. */
export type AppliesTo = (name: string, object: JsonObject, judge: Judge) => boolean;

const compiled = new WeakMap<Place, { readonly appliesTo: AppliesTo | undefined }>();

/**
 * Tells the members whose schemas apply from those that only a branch names which the object does not fit: nobody has
 * judged the value of such a member, so it must not pass for a declared one.
 *
 * Out: `undefined` where every member is named by a schema that always applies. True is also told where no branch fits
 * at all: the request is refused for that, and it is not known which members the caller meant.
 * Source: JSON Schema 2020-12, core, section 11.3: what a failed branch names is unevaluated.
 */
export function compileAppliesTo(place: Place): AppliesTo | undefined {
  const known = compiled.get(place);
  if (known !== undefined) return known.appliesTo;
  const appliesTo = isPlain(place) ? undefined : branchedAppliesTo(place);
  compiled.set(place, { appliesTo });
  return appliesTo;
}

/** Whether the schemas that always apply name everything that some branch names. */
function isPlain({ certain, conditional }: Place): boolean {
  const names = new Set(certain.flatMap((node) => [...node.properties.keys()]));
  const patterns = new Set(certain.flatMap((node) => [...node.patternProperties.keys()]));
  return conditional.every(
    (node) =>
      [...node.properties.keys()].every((name) => names.has(name)) &&
      [...node.patternProperties.keys()].every((pattern) => patterns.has(pattern)),
  );
}

function branchedAppliesTo(place: Place): AppliesTo {
  const always = place.entries.filter((node) => place.certain.includes(node));
  const onBranches = place.entries.filter((node) => !place.certain.includes(node));
  return (name, object, judge) => {
    const search: Search = { name, object, judge, namesItself: namesItself(place, name) };
    return always.some((node) => applies(node, search)) || oneApplies(onBranches, search);
  };
}

interface Search {
  readonly name: string;
  readonly object: JsonObject;
  readonly judge: Judge;
  namesItself(node: SchemaNode): boolean;
}

function namesItself(place: Place, name: string): (node: SchemaNode) => boolean {
  const matching = place.patterns.filter(({ matches }) => matches(name)).map(({ pattern }) => pattern);
  return (node) => node.properties.has(name) || matching.some((pattern) => node.patternProperties.has(pattern));
}

/** Whether a schema that the object fits names the member, itself or by what applies beside it. */
function applies(node: SchemaNode, search: Search): boolean {
  if (search.namesItself(node)) return true;
  const beside = node.ref === undefined ? node.allOf : [node.ref, ...node.allOf];
  return (
    beside.some((part) => applies(part, search)) ||
    oneApplies(node.anyOf, search) ||
    oneApplies(node.oneOf, search) ||
    conditionApplies(node, search) ||
    [...node.dependentSchemas].some(([name, part]) => Object.hasOwn(search.object, name) && applies(part, search))
  );
}

/** Of several branches only those count that the object fits; the ones that name the member are asked first. */
function oneApplies(branches: readonly SchemaNode[], search: Search): boolean {
  const fits = (branch: SchemaNode): boolean => search.judge(branch, search.object);
  const naming = branches.filter((branch) => mentions(branch, search));
  if (naming.length === 0) return false;
  if (naming.some((branch) => fits(branch) && applies(branch, search))) return true;
  return !branches.some(fits);
}

function conditionApplies(node: SchemaNode, search: Search): boolean {
  if (node.if === undefined || !mentions(node, search)) return false;
  const holds = search.judge(node.if, search.object);
  const next = holds ? node.then : node.else;
  return (holds && applies(node.if, search)) || (next !== undefined && applies(next, search));
}

/** Whether a schema names the member anywhere, whether or not it applies. */
function mentions(node: SchemaNode, search: Search): boolean {
  if (search.namesItself(node)) return true;
  const single = [node.ref, node.if, node.then, node.else].filter((part) => part !== undefined);
  const listed = [...node.allOf, ...node.anyOf, ...node.oneOf, ...node.dependentSchemas.values()];
  return [...single, ...listed].some((part) => mentions(part, search));
}
