import type { JsonObject } from '../../codec/json-value.ts';
import type { PathStep } from '../../codec/value-path.ts';
import type { Entries, Entry } from './part.ts';
import { eitherOf, type PlainSchema } from './plain-schema.ts';

/** One place on the way to values. */
interface Branch {
  value: Pick<Entry, 'schema' | 'always'> | undefined;
  readonly below: Map<PathStep, Branch>;
}

/** The keywords about members that values at these paths make of an object. */
export interface MemberKeywords {
  readonly properties: Readonly<Record<string, PlainSchema>>;
  readonly required: readonly string[];
}

/** What stands under names that an object does not list, and which names it lists. */
export interface Unlisted {
  readonly others: PlainSchema;
  isListed(name: string): boolean;
}

/**
 * What an object holds in which values stand at these paths. Where nothing was sent for a name, a caller's own value of that name
 * goes on if names that nobody lists do; beside another it is refused.
 */
export function membersOf(entries: Entries, { others, isListed }: Unlisted): MemberKeywords {
  const { properties, required } = keywordsOf(treeOf(entries));
  const opened = Object.entries(properties).map(([name, schema]): [string, PlainSchema] => {
    return [name, required.includes(name) || isListed(name) ? schema : eitherOf([schema, others])];
  });
  return { properties: Object.fromEntries(opened), required };
}

/** The schema of an object that is made of these values alone. */
export function objectOf(entries: Entries): JsonObject {
  return closedObject(treeOf(entries));
}

function treeOf(entries: Entries): Branch {
  const root: Branch = { value: undefined, below: new Map() };
  for (const { path, schema, always } of entries.values()) {
    let at = root;
    for (const step of path) {
      const next = at.below.get(step) ?? { value: undefined, below: new Map() };
      at.below.set(step, next);
      at = next;
    }
    at.value = { schema, always };
  }
  return root;
}

function keywordsOf({ below }: Branch): MemberKeywords {
  const named = [...below].filter((entry): entry is [string, Branch] => typeof entry[0] === 'string');
  return {
    properties: Object.fromEntries(named.map(([name, branch]) => [name, schemaOf(branch)])),
    required: named.flatMap(([name, branch]) => (isAlways(branch) ? [name] : [])),
  };
}

const isAlways = ({ value, below }: Branch): boolean => value?.always === true || [...below.values()].some(isAlways);

function schemaOf(branch: Branch): PlainSchema {
  const { value, below } = branch;
  if (value !== undefined && below.size === 0) return value.schema;
  const isList = [...below.keys()].some((step) => typeof step === 'number');
  // What stands at the place and what is put below it become one value, of which only the type is known.
  if (value !== undefined) return { type: isList ? 'array' : 'object' };
  return isList ? listOf(branch) : closedObject(branch);
}

function closedObject(branch: Branch): JsonObject {
  const { properties, required } = keywordsOf(branch);
  const [only] = branch.below.keys();
  // An object is only made for what stands in it.
  const needed = branch.below.size === 1 && typeof only === 'string' ? [only] : required;
  return {
    type: 'object',
    properties: { ...properties },
    ...(needed.length > 0 ? { required: [...needed] } : { minProperties: 1 }),
    additionalProperties: false,
  };
}

/** Items by their index: a list with a hole is refused. */
function listOf({ below }: Branch): JsonObject {
  const indices = [...below.keys()].filter((step) => typeof step === 'number');
  const length = Math.max(...indices) + 1;
  const items = Array.from({ length }, (_, index) => below.get(index));
  const least = items.findLastIndex((item) => item !== undefined && isAlways(item)) + 1;
  return {
    type: 'array',
    prefixItems: items.map((item): PlainSchema => (item === undefined ? true : schemaOf(item))),
    items: false,
    minItems: Math.max(1, least),
  };
}
