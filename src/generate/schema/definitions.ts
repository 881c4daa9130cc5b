import { basename } from 'node:path/posix';
import { pointerNames } from '../../contract/json-pointer.ts';
import type { SchemaNode } from '../../contract/schema-node.ts';
import { docText } from './doc-text.ts';
import type { NameWish } from './type-names.ts';
import { type Direction, SchemaConverter } from './schema-converter.ts';
import { differsByDirection, holdsFiles } from './schema-reading.ts';
import { either, type TypeSchema } from './type-schema.ts';

interface Definition {
  readonly wanted: string;
  readonly schema: TypeSchema;
  readonly uses: TypeSchema[];
}

const suffixes: Readonly<Record<Direction, string>> = { input: 'Input', answer: '', upload: 'Upload' };

/**
 * The types of one generated file: those that were added by name, and every schema that is referenced from them.
 *
 * A referenced schema becomes one type, or two (`User` and `UserInput`) when members differ by direction.
 */
export class Definitions {
  readonly #definitions = new Map<string, Definition>();
  readonly #converters: Readonly<Record<Direction, SchemaConverter>>;

  /** `makeFit` makes texts of contracts fit for comments of the language that is written. */
  constructor(makeFit: (text: string) => string = docText) {
    const reference = (target: SchemaNode, direction: Direction) => this.#use(target, direction);
    this.#converters = {
      input: new SchemaConverter('input', reference, makeFit),
      answer: new SchemaConverter('answer', reference, makeFit),
      upload: new SchemaConverter('upload', reference, makeFit),
    };
  }

  convert(node: SchemaNode, direction: Direction): TypeSchema {
    return this.#converters[direction].convert(node);
  }

  /** Adds a type under an id of its own. Ids sort before those of referenced schemas, so that its name goes first. */
  add(id: string, wanted: string, schema: TypeSchema): void {
    this.#definitions.set(id, { wanted, schema, uses: [] });
  }

  /** Adds the type of what any of several schemas allow. */
  addEither({ id, wanted }: NameWish, nodes: readonly SchemaNode[], direction: Direction): void {
    this.add(id, wanted, either(nodes.map((node) => this.convert(node, direction))));
  }

  wishes(): readonly NameWish[] {
    return [...this.#definitions].map(([id, { wanted }]) => ({ id, wanted }));
  }

  /** Writes the names into every reference, and gives all types by name. */
  bundle(names: ReadonlyMap<string, string>): Readonly<Record<string, TypeSchema>> {
    const bundled: Record<string, TypeSchema> = {};
    for (const [id, { schema, uses }] of this.#definitions) {
      const name = names.get(id) ?? id;
      bundled[name] = schema;
      for (const use of uses) {
        use.$ref = `#/definitions/${name}`;
      }
    }
    return bundled;
  }

  #use(referenced: SchemaNode, asked: Direction): TypeSchema {
    const target = withoutAliases(referenced);
    const direction = asked === 'upload' && !holdsFiles(target) ? 'input' : asked;
    const differs = direction === 'upload' || differsByDirection(target);
    const id = `schema ${target.origin.file}#${target.origin.pointer}${differs ? `:${direction}` : ''}`;
    let definition = this.#definitions.get(id);
    if (definition === undefined) {
      const schema: TypeSchema = {};
      const wanted = definitionName(target) + (differs ? suffixes[direction] : '');
      definition = { wanted, schema, uses: [] };
      // Known before its content is converted, for the content may refer back to it.
      this.#definitions.set(id, definition);
      Object.assign(schema, standalone(this.convert(target, direction)));
    }
    const use: TypeSchema = { $ref: '' };
    definition.uses.push(use);
    return use;
  }
}

/** Follows references that say nothing else: an alias is not a type of its own. */
function withoutAliases(node: SchemaNode): SchemaNode {
  const seen = new Set<SchemaNode>();
  let target = node;
  while (target.ref !== undefined && isAlias(target) && !seen.has(target)) {
    seen.add(target);
    target = target.ref;
  }
  return target;
}

function isAlias(node: SchemaNode): boolean {
  const annotations = Object.keys(node.keywords).every(
    (keyword) => keyword.startsWith('x-') || /^(\$|title|desc)/.test(keyword),
  );
  return annotations && node.properties.size === 0 && node.allOf.length + node.anyOf.length + node.oneOf.length === 0;
}

/** json-schema-to-typescript gives names to schemas that say something; an unknown value is written as `any` is there. */
function standalone(schema: TypeSchema): TypeSchema {
  const isNamed = schema.$ref === undefined && Object.keys(schema).length > 0;
  return isNamed ? schema : { allOf: [Object.keys(schema).length === 0 ? { type: 'any' } : schema] };
}

/** The last telling name of where a schema stands: `User` of `#/$defs/User`, the file's own name for a whole file. */
function definitionName(node: SchemaNode): string {
  const telling = pointerNames(node.origin.pointer).findLast((step) => /[^\d]/.test(step));
  return telling ?? basename(node.origin.file).replace(/\..*$/, '');
}
