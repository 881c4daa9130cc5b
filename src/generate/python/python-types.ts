import { typeName } from '../schema/type-names.ts';
import type { TypeSchema } from '../schema/type-schema.ts';
import { type ObjectShape, objectVariants } from './object-variants.ts';
import { isPythonIdentifier } from './python-names.ts';
import { comment, pythonDocText, pythonString } from './python-text.ts';

/**
 * The types of one generated file.
 *
 * In:  the schemas by name, with references between them.
 * Out: declarations in the order of their names, and the expression of a type wherever one is used. Expressions stand in
 *      annotations, which nothing evaluates, so that types may refer to each other in any order.
 */
export class PythonTypes {
  readonly #definitions: Readonly<Record<string, TypeSchema>>;
  readonly #declarations = new Map<string, string>();
  readonly #names: Set<string>;

  constructor(definitions: Readonly<Record<string, TypeSchema>>, reserved: readonly string[]) {
    this.#definitions = definitions;
    this.#names = new Set([...Object.keys(definitions), ...reserved]);
  }

  /** Declares a schema of the file under its own name. */
  declare(name: string): void {
    const schema = this.#definitions[name] ?? {};
    const shape = this.#onlyShape(schema);
    this.#declarations.set(name, '');
    if (shape !== undefined && shape.members.size > 0) this.#declareClass(name, shape, schema);
    else this.#declarations.set(name, this.#alias(name, schema));
  }

  /** All declarations so far, by name. */
  write(): string {
    const names = [...this.#declarations.keys()].sort((one, other) => (one < other ? -1 : 1));
    return names.map((name) => this.#declarations.get(name)).join('\n\n');
  }

  /** The type of a schema as it stands in an annotation; objects without a name get one that is made of `wanted`. */
  expression(schema: TypeSchema, wanted: string): string {
    if (schema.$ref !== undefined) return schema.$ref.replace('#/definitions/', '');
    if (schema.tsType !== undefined) return 'int';
    if (schema.enum !== undefined) return literals(schema.enum);
    if (schema.anyOf !== undefined) return this.#union(schema.anyOf, wanted);
    if (schema.allOf !== undefined) return this.#intersection(schema, schema.allOf, wanted);
    switch (schema.type) {
      case 'string':
        return 'str';
      case 'integer':
        return 'int';
      case 'number':
        return 'float';
      case 'boolean':
        return 'bool';
      case 'null':
        return 'None';
      case 'array':
        return this.#list(schema, wanted);
      case 'object':
        return this.#object(schema, wanted);
      default:
        return 'Any';
    }
  }

  #list({ items = {} }: TypeSchema, wanted: string): string {
    // JSON gives lists, so a tuple is a list of what its positions hold.
    const item = Array.isArray(items) ? this.#union(items, wanted) : this.expression(items, `${wanted}Item`);
    return `list[${item}]`;
  }

  #union(schemas: readonly TypeSchema[], wanted: string): string {
    if (schemas.length === 0) return 'NoReturn';
    const parts = schemas.map((schema, index) =>
      this.expression(schema, index === 0 ? wanted : `${wanted}${index + 1}`),
    );
    return parts.includes('Any') ? 'Any' : [...new Set(parts)].join(' | ');
  }

  #intersection(schema: TypeSchema, parts: readonly TypeSchema[], wanted: string): string {
    const [only, ...others] = parts.filter((part) => this.expressionSays(part));
    if (only === undefined) return 'Any';
    if (others.length === 0) return this.expression(only, wanted);
    const variants = objectVariants(schema, this.#definitions);
    if (variants === undefined) return this.expression(only, wanted);
    return variants
      .map((shape, index) => this.#shape(shape, index === 0 ? wanted : `${wanted}${index + 1}`))
      .join(' | ');
  }

  /** Whether a part of an intersection narrows anything. */
  expressionSays(part: TypeSchema): boolean {
    return part.$ref !== undefined || Object.keys(part).some((name) => name !== 'description' && name !== 'deprecated');
  }

  #object(schema: TypeSchema, wanted: string): string {
    const shape = this.#onlyShape(schema);
    return shape === undefined ? 'dict[str, Any]' : this.#shape(shape, wanted);
  }

  #shape(shape: ObjectShape, wanted: string): string {
    if (shape.members.size === 0) return this.#map(shape, wanted);
    const name = this.#free(typeName(wanted));
    this.#declareClass(name, shape, {});
    // A class of typed members takes no others, which the contract allows here.
    return shape.others === false ? name : `${name} | ${this.#map({ ...shape, others: true }, wanted)}`;
  }

  #map({ others }: ObjectShape, wanted: string): string {
    return typeof others === 'object' ? `dict[str, ${this.expression(others, `${wanted}Value`)}]` : 'dict[str, Any]';
  }

  #onlyShape(schema: TypeSchema): ObjectShape | undefined {
    const [shape, ...others] = objectVariants(schema, this.#definitions) ?? [];
    return others.length === 0 ? shape : undefined;
  }

  #free(base: string): string {
    let name = base;
    for (let count = 2; this.#names.has(name); count += 1) name = `${base}${count}`;
    this.#names.add(name);
    return name;
  }

  #alias(name: string, schema: TypeSchema): string {
    const about = comment(pythonDocText(schema.description ?? ''), '');
    return `${about}${name}: TypeAlias = ${pythonString(this.expression(schema, `${name}Value`))}\n`;
  }

  #declareClass(name: string, { members }: ObjectShape, { description }: TypeSchema): void {
    this.#declarations.set(name, '');
    const written = [...members].map(([member, { schema, required }]) => {
      const type = this.expression(schema, `${name} ${member}`);
      const about = [pythonDocText(schema.description ?? ''), schema.deprecated === true ? 'Deprecated.' : ''];
      const text = about.filter((part) => part !== '').join('\n');
      return { member, text, type: required ? type : `NotRequired[${type}]` };
    });
    const about = pythonDocText(description ?? '');
    const isPlain = written.every(({ member }) => isPythonIdentifier(member) && !member.startsWith('__'));
    const lines = written.map(({ member, text, type }) =>
      isPlain
        ? `${comment(text, '    ')}    ${member}: ${type}\n`
        : `${comment(text, '        ')}        ${pythonString(member)}: ${pythonString(type)},\n`,
    );
    const doc = isPlain && about !== '' ? `    """${about.replaceAll('\n', '\n    ')}"""\n\n` : '';
    this.#declarations.set(
      name,
      isPlain
        ? `class ${name}(TypedDict):\n${doc}${lines.join('')}`
        : // Such names can only be members this way.
          `${comment(about, '')}${name} = TypedDict(\n    ${pythonString(name)},\n    {\n${lines.join('')}    },\n)\n`,
    );
  }
}

/** Python's literals are texts, whole numbers, `True` and `False`; a fraction is any float. */
function literals(values: readonly (string | number | boolean)[]): string {
  const exact = values.filter((value) => typeof value !== 'number' || Number.isSafeInteger(value));
  const written = exact.map((value) => {
    if (typeof value === 'string') return pythonString(value);
    if (typeof value === 'boolean') return value ? 'True' : 'False';
    return String(value);
  });
  const parts = [...(written.length > 0 ? [`Literal[${written.join(', ')}]`] : [])];
  return [...parts, ...(exact.length < values.length ? ['float'] : [])].join(' | ');
}
