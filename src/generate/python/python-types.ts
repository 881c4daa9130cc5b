import { typeName } from '../schema/type-names.ts';
import type { TypeSchema } from '../schema/type-schema.ts';
import { type ObjectShape, objectVariants } from './object-variants.ts';
import { fileSchema } from './python-body.ts';
import { pythonString } from './python-text.ts';
import { TypeDeclarations } from './type-declarations.ts';
import { literalMembers, unionParts } from './type-layout.ts';

/**
 * The types of one generated file.
 *
 * In:  the schemas by name, with references between them.
 * Out: declarations in the order of their names, and the expression of a type wherever one is used. Expressions stand in
 *      annotations, which nothing evaluates, so that types may refer to each other in any order.
 */
export class PythonTypes {
  readonly declarations: TypeDeclarations;
  readonly #definitions: Readonly<Record<string, TypeSchema>>;

  constructor(definitions: Readonly<Record<string, TypeSchema>>, reserved: readonly string[]) {
    this.#definitions = definitions;
    this.declarations = new TypeDeclarations([...Object.keys(definitions), ...reserved]);
  }

  /** Declares a schema of the file under its own name. */
  declare(name: string): void {
    const schema = this.#definitions[name] ?? {};
    const isOther = schema.$ref !== undefined || schema.allOf?.filter(says).length === 1;
    const shape = isOther ? undefined : this.#onlyShape(schema);
    this.declarations.reserve(name);
    if (shape !== undefined && shape.members.size > 0) this.#declareClass(name, shape, schema.description);
    else this.declarations.alias(name, this.expression(schema, `${name} value`), schema.description);
  }

  /** The type of a schema as it stands in an annotation; objects without a name get one that is made of `wanted`. */
  expression(schema: TypeSchema, wanted: string): string {
    if (schema === fileSchema) return 'File';
    if (schema.$ref !== undefined) return schema.$ref.replace('#/definitions/', '');
    if (schema.tsType?.includes('bigint')) return 'int';
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
    const item = Array.isArray(items) ? this.#union(items, `${wanted} item`) : this.expression(items, `${wanted} item`);
    return `list[${item}]`;
  }

  #union(schemas: readonly TypeSchema[], wanted: string): string {
    if (schemas.length === 0) return 'NoReturn';
    const parts = schemas.map((schema, index) =>
      this.expression(schema, index === 0 ? wanted : `${wanted} ${index + 1}`),
    );
    return unionOf(parts);
  }

  #intersection(schema: TypeSchema, parts: readonly TypeSchema[], wanted: string): string {
    const [only, ...others] = parts.filter(says);
    if (only === undefined) return 'Any';
    if (others.length === 0) return this.expression(only, wanted);
    const variants = objectVariants(schema, this.#definitions);
    if (variants === undefined) return this.expression(only, wanted);
    return unionOf(variants.map((shape, index) => this.#shape(shape, index === 0 ? wanted : `${wanted} ${index + 1}`)));
  }

  #object(schema: TypeSchema, wanted: string): string {
    const shape = this.#onlyShape(schema);
    return shape === undefined ? 'dict[str, Any]' : this.#shape(shape, wanted);
  }

  #shape(shape: ObjectShape, wanted: string): string {
    if (shape.members.size === 0) return this.#map(shape, wanted);
    const name = this.declarations.free(typeName(wanted));
    this.#declareClass(name, shape, undefined);
    // A class of typed members takes no others, which the contract allows here.
    return shape.others === false ? name : `${name} | ${this.#map({ ...shape, others: true }, wanted)}`;
  }

  #map({ others }: ObjectShape, wanted: string): string {
    return typeof others === 'object' ? `dict[str, ${this.expression(others, `${wanted} value`)}]` : 'dict[str, Any]';
  }

  #onlyShape(schema: TypeSchema): ObjectShape | undefined {
    const [shape, ...others] = objectVariants(schema, this.#definitions) ?? [];
    return others.length === 0 ? shape : undefined;
  }

  #declareClass(name: string, { members }: ObjectShape, description: string | undefined): void {
    this.declarations.reserve(name);
    const written = [...members].map(([member, { schema, required }]) => ({
      member,
      about: [schema.description, schema.deprecated === true ? 'Deprecated.' : undefined],
      type: this.expression(schema, `${name} ${member}`),
      required,
    }));
    this.declarations.object(name, written, description);
  }
}

/** Whether a part of an intersection narrows anything. */
const says = (part: TypeSchema): boolean =>
  part.$ref !== undefined || Object.keys(part).some((name) => name !== 'description' && name !== 'deprecated');

/** Literals that stand side by side become one. */
function unionOf(parts: readonly string[]): string {
  if (parts.includes('Any')) return 'Any';
  const written = new Map<string, string[]>();
  for (const part of parts.flatMap(unionParts)) {
    const members = literalMembers(part);
    const key = members === undefined ? part : 'Literal';
    written.set(key, [...(written.get(key) ?? []), ...(members ?? [])]);
  }
  return [...written].map(([part, members]) => (members.length > 0 ? literalOf(members) : part)).join(' | ');
}

function literalOf(members: readonly string[]): string {
  const distinct = [...new Set(members)];
  return distinct.toSorted().join() === 'False,True' ? 'bool' : `Literal[${distinct.join(', ')}]`;
}

/** Python's literals are texts, whole numbers, `True` and `False`; a fraction is any float. */
function literals(values: readonly (string | number | boolean)[]): string {
  const exact = values.filter((value) => typeof value !== 'number' || Number.isSafeInteger(value));
  const written = exact.map((value) => {
    if (typeof value === 'string') return pythonString(value);
    if (typeof value === 'boolean') return value ? 'True' : 'False';
    return String(value);
  });
  const parts = [...(written.length > 0 ? [literalOf(written)] : [])];
  return [...parts, ...(exact.length < values.length ? ['float'] : [])].join(' | ');
}
