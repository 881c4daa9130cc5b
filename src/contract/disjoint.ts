import { canonicalText } from '../codec/canonical-text.ts';
import { type JsonType, typeOf } from '../codec/json-type.ts';
import type { JsonValue } from '../codec/json-value.ts';
import { itemPlace, memberPlace } from './known-place.ts';
import type { Place } from './place.ts';
import { requiredNames, subschemasOf } from './schema-keywords.ts';
import type { SchemaNode } from './schema-node.ts';

/**
 * Whether no value can fit both places: shown by their types, by `const` and `enum`, by bounds of numbers, by members that
 * one requires and the other forbids, and by the same of a member or position that one of them requires.
 *
 * Out: true is proved; false says only that it was not.
 */
export function areDisjoint(left: Place, right: Place): boolean {
  return prove({ left, right, known: new Map() });
}

/**
 * Whether a tag tells all branches of a place apart: a member that each requires, with values of its own. Shown without
 * looking at every two of them, of which there are very many.
 */
export function areToldByTag(base: Place, branches: readonly Place[]): boolean {
  const isObject = ({ types }: Place): boolean => types.length > 0 && types.every((type) => type === 'object');
  if (!isObject(base) && !branches.every(isObject)) return false;
  const [first] = branches;
  return [...(first?.members.keys() ?? [])].some((name) => {
    const isRequired = (branch: Place): boolean => base.required.has(name) || branch.required.has(name);
    const told = new Set<string>();
    return branches.every((branch) => {
      const member = branch.members.get(name);
      const texts = member === undefined ? undefined : listedTexts(member, 'string');
      if (texts === undefined || texts.size === 0 || member?.certain.every(listsOnlyTexts) !== true) return false;
      const isNew = [...texts].every((text) => !told.has(text));
      for (const text of texts) told.add(text);
      return isNew && isRequired(branch);
    });
  });
}

/** Whether a schema that lists values lists texts alone. */
const listsOnlyTexts = (node: SchemaNode): boolean =>
  listedValues(node).every((values) => values.every((value) => typeof value === 'string'));

interface Pair {
  readonly left: Place;
  readonly right: Place;
  /** What was found of pairs; one that is still asked about proves nothing. */
  readonly known: Map<string, boolean>;
}

type Kind = Exclude<JsonType, 'integer'>;

const kinds: readonly Kind[] = ['null', 'boolean', 'number', 'string', 'array', 'object'];

function prove(pair: Pair): boolean {
  const { left, right, known } = pair;
  const key = `${left.id} ${right.id}`;
  const found = known.get(key);
  if (found !== undefined) return found;
  known.set(key, false);
  const shared = kindsOf(left).filter((kind) => kindsOf(right).includes(kind));
  const isProved =
    isImpossible(left) ||
    isImpossible(right) ||
    shared.every((kind) => differInValues(pair, kind) || differAs[kind]?.(pair) === true);
  known.set(key, isProved);
  return isProved;
}

const isImpossible = ({ certain }: Place): boolean => certain.some((node) => node.always === false);

function kindsOf({ types }: Place): readonly Kind[] {
  if (types.length === 0) return kinds;
  return types.map((type) => (type === 'integer' ? 'number' : type));
}

/** By `const` and `enum`: one of the two lists holds no value of the kind, or none of the other's. */
function differInValues({ left, right }: Pair, kind: Kind): boolean {
  const [first, second] = [listedTexts(left, kind), listedTexts(right, kind)];
  if (first?.size === 0 || second?.size === 0) return true;
  return first !== undefined && second !== undefined && [...first].every((text) => !second.has(text));
}

function listedTexts({ certain }: Place, kind: Kind): Set<string> | undefined {
  const lists = certain.flatMap(listedValues).map((values) => new Set(values.filter(isOf(kind)).map(canonicalText)));
  const [first, ...others] = lists;
  return first === undefined ? undefined : new Set([...first].filter((text) => others.every((list) => list.has(text))));
}

function listedValues({ keywords }: SchemaNode): (readonly JsonValue[])[] {
  const { const: constant, enum: members } = keywords;
  return [...(constant === undefined ? [] : [[constant]]), ...(Array.isArray(members) ? [members] : [])];
}

const isOf =
  (kind: Kind) =>
  (value: JsonValue): boolean => {
    const type = typeOf(value);
    return (type === 'integer' ? 'number' : type) === kind;
  };

const differAs: Partial<Record<Kind, (pair: Pair) => boolean>> = {
  number: ({ left, right }) => isBelow(left, right) || isBelow(right, left),
  object: differInMembers,
  array: differInPositions,
};

/** Whether the numbers of one place all lie below those of the other. */
function isBelow(lower: Place, upper: Place): boolean {
  const most = Math.min(...numbersAt(lower, 'maximum'), ...numbersAt(lower, 'exclusiveMaximum'));
  const least = Math.max(...numbersAt(upper, 'minimum'), ...numbersAt(upper, 'exclusiveMinimum'));
  if (most !== least) return most < least;
  return numbersAt(lower, 'exclusiveMaximum').includes(most) || numbersAt(upper, 'exclusiveMinimum').includes(least);
}

const numbersAt = ({ certain }: Place, keyword: string): number[] =>
  certain.map(({ keywords }) => keywords[keyword]).filter((value) => typeof value === 'number');

function differInMembers({ left, right, known }: Pair): boolean {
  const required = new Set([...left.required, ...right.required]);
  return [...required].some((name) => {
    if (forbids(left, name) || forbids(right, name)) return true;
    const [first, second] = [memberPlace(left, name), memberPlace(right, name)];
    return first !== undefined && second !== undefined && prove({ left: first, right: second, known });
  });
}

/** Whether an object of a place cannot have a member: it is closed without it, or says so. */
function forbids(place: Place, name: string): boolean {
  const member = memberPlace(place, name);
  if (member !== undefined && isImpossible(member)) return true;
  const matching = place.patterns.filter(({ matches }) => matches(name)).map(({ pattern }) => pattern);
  const isNamed = place.members.has(name) || matching.length > 0;
  return place.certain.some(
    (node) =>
      (node.additionalProperties?.always === false &&
        !node.properties.has(name) &&
        !matching.some((pattern) => node.patternProperties.has(pattern))) ||
      (node.unevaluatedProperties?.always === false && !isNamed) ||
      isAbsence(node.not, name),
  );
}

/** `"not": { "required": ["name"] }` */
function isAbsence(node: SchemaNode | undefined, name: string): boolean {
  if (node === undefined || Object.keys(node.keywords).join() !== 'required') return false;
  return subschemasOf(node).length === 0 && requiredNames(node).join() === name;
}

function differInPositions({ left, right, known }: Pair): boolean {
  const shortest = Math.max(0, ...numbersAt(left, 'minItems'), ...numbersAt(right, 'minItems'));
  const listed = Math.min(shortest, Math.max(left.prefixItems.length, right.prefixItems.length));
  return Array.from({ length: listed }, (_, index) => index).some((index) => {
    const [first, second] = [left, right].map((place) => itemPlace(place, index));
    return first !== undefined && second !== undefined && prove({ left: first, right: second, known });
  });
}
