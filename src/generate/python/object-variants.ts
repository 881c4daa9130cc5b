import type { TypeSchema } from '../schema/type-schema.ts';

/** One member of an object as Python's types can say it. */
export interface ObjectMember {
  readonly schema: TypeSchema;
  readonly required: boolean;
}

/** The members of one kind of object, and what its other members are. */
export interface ObjectShape {
  readonly members: ReadonlyMap<string, ObjectMember>;
  /** `false`: there are none; `true`: anything. */
  readonly others: boolean | TypeSchema;
}

/** More kinds than this are written as any object. */
const most = 16;

/**
 * The kinds of object that a schema allows: one, or one for each combination of its branches; Python has no intersection
 * of types, so what several schemas say of one object is put together here.
 *
 * Out: `undefined` where the schema allows something else than objects, or too many kinds.
 */
export function objectVariants(
  schema: TypeSchema,
  definitions: Readonly<Record<string, TypeSchema>>,
  open: readonly TypeSchema[] = [],
): readonly ObjectShape[] | undefined {
  if (open.includes(schema)) return undefined;
  const below = (inner: TypeSchema): readonly ObjectShape[] | undefined =>
    objectVariants(inner, definitions, [...open, schema]);
  const target = referenced(schema, definitions);
  if (target !== undefined) return below(target);
  if (schema.anyOf !== undefined) {
    const kinds = schema.anyOf.map(below);
    return kinds.length > 0 && kinds.every((kind) => kind !== undefined) ? limited(kinds.flat()) : undefined;
  }
  if (schema.allOf !== undefined) {
    const parts = schema.allOf.filter(isTelling).map(below);
    if (parts.length === 0 || !parts.every((part) => part !== undefined)) return undefined;
    return parts.reduce<readonly ObjectShape[] | undefined>(
      (known, part) =>
        known === undefined ? undefined : limited(known.flatMap((one) => part.map((other) => merged(one, other)))),
      [{ members: new Map(), others: true }],
    );
  }
  return schema.type === 'object' ? [ownShape(schema)] : undefined;
}

/** The definition that a schema refers to. */
export function referenced(
  { $ref }: TypeSchema,
  definitions: Readonly<Record<string, TypeSchema>>,
): TypeSchema | undefined {
  return $ref === undefined ? undefined : definitions[$ref.replace('#/definitions/', '')];
}

const isTelling = (schema: TypeSchema): boolean =>
  Object.keys(schema).some((name) => name !== 'description' && name !== 'deprecated') && schema.type !== 'any';

const limited = (shapes: readonly ObjectShape[]): readonly ObjectShape[] | undefined =>
  shapes.length > most ? undefined : shapes;

function ownShape({ properties = {}, required = [], additionalProperties = true }: TypeSchema): ObjectShape {
  const members = Object.entries(properties).map(([name, schema]): [string, ObjectMember] => [
    name,
    { schema, required: required.includes(name) },
  ]);
  // `{ anyOf: [] }` is the value that there is none of.
  const isNothing = typeof additionalProperties === 'object' && additionalProperties.anyOf?.length === 0;
  return { members: new Map(members), others: isNothing ? false : additionalProperties };
}

/** What both say: a closed object names the members of the other one too, or it would allow none of them. */
function merged(one: ObjectShape, other: ObjectShape): ObjectShape {
  const members = new Map(one.members);
  for (const [name, { schema, required }] of other.members) {
    const known = members.get(name);
    members.set(name, { schema: bothOf(known?.schema, schema), required: required || known?.required === true });
  }
  return { members, others: one.others === true ? other.others : one.others };
}

/** What both schemas of one member say. */
function bothOf(known: TypeSchema | undefined, other: TypeSchema): TypeSchema {
  if (known === undefined || !isTelling(known)) return other;
  return known === other || !isTelling(other) ? known : { allOf: [known, other] };
}
