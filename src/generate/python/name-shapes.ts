import type { TypeSchema } from '../schema/type-schema.ts';
import { objectVariants } from './object-variants.ts';
import { pythonString } from './python-text.ts';

/** Which names a value may have: not checked, those of its items, of its members, or of a named schema. */
type Shape =
  | { readonly kind: 'any' }
  | { readonly kind: 'list'; readonly item: Shape }
  | { readonly kind: 'object'; readonly members: readonly (readonly [string, Shape])[] }
  | { readonly kind: 'named'; readonly name: string };

const any: Shape = { kind: 'any' };

/** The longest line that is written. */
const width = 110;

/**
 * Writes which members a body may have, for the check that runs before anything is sent: a dict by member for a closed
 * object, a list of one for lists, and `None` for what is not checked.
 */
export class NameShapes {
  readonly #definitions: Readonly<Record<string, TypeSchema>>;
  /** By name; `any` while a shape is made, and for one that checks nothing. */
  readonly #shapes = new Map<string, Shape>();

  constructor(definitions: Readonly<Record<string, TypeSchema>>) {
    this.#definitions = definitions;
  }

  /** The name of the function that gives the shape of an operation's body; `undefined` where nothing is checked. */
  ofBody(method: string, schema: TypeSchema): string | undefined {
    const shape = this.#shape(schema);
    if (shape.kind === 'any') return undefined;
    if (shape.kind === 'named') return functionName(shape.name);
    const name = `${method}_body`;
    this.#shapes.set(name, shape);
    return functionName(name);
  }

  /** The functions that were named so far. */
  write(): string {
    const told = [...this.#shapes].filter(([, shape]) => shape.kind !== 'any');
    return told
      .sort(([one], [other]) => (one < other ? -1 : 1))
      .map(([name, shape]) => `def ${functionName(name)}() -> Any:\n    return ${write(shape, 4)}\n`)
      .join('\n\n');
  }

  #shape(schema: TypeSchema): Shape {
    const ref = schema.$ref ?? (schema.allOf?.length === 1 ? schema.allOf[0]?.$ref : undefined);
    if (ref !== undefined) return this.#named(ref.replace('#/definitions/', ''));
    if (schema.type === 'array') {
      const { items } = schema;
      const item = items === undefined || Array.isArray(items) ? any : this.#shape(items);
      return item.kind === 'any' ? any : { kind: 'list', item };
    }
    const [shape, ...others] = objectVariants(schema, this.#definitions) ?? [];
    if (shape === undefined || others.length > 0 || shape.others !== false) return any;
    return { kind: 'object', members: [...shape.members].map(([name, member]) => [name, this.#shape(member.schema)]) };
  }

  #named(name: string): Shape {
    if (!this.#shapes.has(name)) {
      // A schema that holds itself meets its own name.
      this.#shapes.set(name, { kind: 'named', name });
      this.#shapes.set(name, this.#shape(this.#definitions[name] ?? {}));
    }
    return this.#shapes.get(name)?.kind === 'any' ? any : { kind: 'named', name };
  }
}

const functionName = (name: string): string => `_names_of_${name}`;

function write(shape: Shape, indent: number): string {
  switch (shape.kind) {
    case 'any':
      return 'None';
    case 'named':
      return functionName(shape.name);
    case 'list':
      return `[${write(shape.item, indent)}]`;
    case 'object':
      return writeObject(shape.members, indent);
  }
}

function writeObject(members: readonly (readonly [string, Shape])[], indent: number): string {
  const inner = indent + 4;
  const lines = members.map(([name, shape]) => `${pythonString(name)}: ${write(shape, inner)}`);
  const short = `{${lines.join(', ')}}`;
  if (short.length + indent <= width && !short.includes('\n')) return short;
  return `{\n${lines.map((line) => `${' '.repeat(inner)}${line},\n`).join('')}${' '.repeat(indent)}}`;
}
