import type { TypeSchema } from '../schema/type-schema.ts';
import { bracketed, type Layout, prefixed, tuple, word } from './layout.ts';
import { type ObjectShape, objectVariants } from './object-variants.ts';
import { pythonString } from './python-text.ts';

/** Which names a value may have. */
type Shape =
  /** Not checked. */
  | { readonly kind: 'any' }
  /** A text, a number: it has no names, and checks nothing. */
  | { readonly kind: 'scalar' }
  /** Those of the items of a list, or of the values of a map. */
  | { readonly kind: 'each'; readonly item: Shape }
  /** `others` is what members are that are not named; without it there are none. */
  | { readonly kind: 'object'; readonly members: readonly (readonly [string, Shape])[]; readonly others?: Shape }
  | { readonly kind: 'union'; readonly shapes: readonly Shape[] }
  | { readonly kind: 'named'; readonly name: string };

const unchecked: Shape = { kind: 'any' };

/**
 * Writes which members a value may have, for the check that runs before anything is sent: a dict by member for an object, a
 * list of one for lists and maps, a tuple for unions, and `None` for what is not checked.
 */
export class NameShapes {
  readonly #definitions: Readonly<Record<string, TypeSchema>>;
  /** By name; a reference to itself while a shape is made, and `any` for one that checks nothing. */
  readonly #shapes = new Map<string, Shape>();

  constructor(definitions: Readonly<Record<string, TypeSchema>>) {
    this.#definitions = definitions;
  }

  /** The name of the function that gives a value's shape; `undefined` where nothing is checked. */
  of(name: string, schema: TypeSchema): string | undefined {
    const shape = this.#shape(schema);
    if (!checks(shape)) return undefined;
    if (shape.kind === 'named') return functionName(shape.name);
    this.#shapes.set(name, shape);
    return functionName(name);
  }

  /** The functions that were named so far, in the order of their names. */
  write(): string {
    return [...this.#shapes]
      .filter(([, shape]) => checks(shape))
      .sort(([one], [other]) => (one < other ? -1 : 1))
      .map(([name, shape]) => `def ${functionName(name)}() -> Any:\n    return ${layout(shape)(4, 11)}\n`)
      .join('\n\n');
  }

  #shape(schema: TypeSchema): Shape {
    const ref = schema.$ref ?? (schema.allOf?.length === 1 ? schema.allOf[0]?.$ref : undefined);
    if (ref !== undefined) return this.#named(ref.replace('#/definitions/', ''));
    if (schema.enum !== undefined || /^(string|integer|number|boolean|null)$/.test(schema.type ?? '')) {
      return { kind: 'scalar' };
    }
    if (schema.type === 'array') return this.#items(schema);
    const variants = objectVariants(schema, this.#definitions);
    if (variants !== undefined) return unionOf(variants.map((variant) => this.#object(variant)));
    return schema.anyOf === undefined ? unchecked : unionOf(schema.anyOf.map((branch) => this.#shape(branch)));
  }

  #items({ items }: TypeSchema): Shape {
    if (items === undefined || Array.isArray(items)) return unchecked;
    const item = this.#shape(items);
    return checks(item) ? { kind: 'each', item } : unchecked;
  }

  #object({ members, others }: ObjectShape): Shape {
    const shapes = [...members].map(([name, { schema }]) => [name, this.#shape(schema)] as const);
    if (others === false) return { kind: 'object', members: shapes };
    const other = others === true ? unchecked : this.#shape(others);
    if (!checks(other) && !shapes.some(([, shape]) => checks(shape))) return unchecked;
    return shapes.length === 0 ? { kind: 'each', item: other } : { kind: 'object', members: shapes, others: other };
  }

  #named(name: string): Shape {
    if (!this.#shapes.has(name)) {
      // A schema that holds itself meets its own name.
      this.#shapes.set(name, { kind: 'named', name });
      this.#shapes.set(name, this.#shape(this.#definitions[name] ?? {}));
    }
    const known = this.#shapes.get(name) ?? unchecked;
    return checks(known) ? { kind: 'named', name } : known;
  }
}

/** One shape for a value that fits any of several. A scalar has no names that could be wrong. */
function unionOf(shapes: readonly Shape[]): Shape {
  const telling = shapes.filter(({ kind }) => kind !== 'scalar');
  const [only, ...others] = telling;
  if (only === undefined) return shapes.length === 0 ? unchecked : { kind: 'scalar' };
  if (telling.some(({ kind }) => kind === 'any')) return unchecked;
  return others.length === 0 ? only : { kind: 'union', shapes: telling };
}

const checks = ({ kind }: Shape): boolean => kind !== 'any' && kind !== 'scalar';

const functionName = (name: string): string => `_names_of_${name}`;

function layout(shape: Shape): Layout {
  switch (shape.kind) {
    case 'any':
    case 'scalar':
      return word('None');
    case 'named':
      return word(functionName(shape.name));
    case 'each':
      return bracketed('[', [layout(shape.item)], ']');
    case 'union':
      return tuple(shape.shapes.map(layout));
    case 'object': {
      const members = shape.members.map(([name, member]) => prefixed(`${pythonString(name)}: `, layout(member)));
      const others = shape.others === undefined ? [] : [prefixed('...: ', layout(shape.others))];
      return bracketed('{', [...members, ...others], '}');
    }
  }
}
