import { ExactNumber } from '../../codec/exact-number.ts';
import { stringifyJson } from '../../codec/json-text/stringify.ts';
import { requiredNames } from '../../contract/schema-keywords.ts';
import type { SchemaNode } from '../../contract/schema-node.ts';
import { isDeprecatedNode } from '../../contract/authored-alias.ts';
import { deprecationText } from './deprecation-note.ts';
import { conditionalBranches, declaredMember, hasFlag, isCombined, isFileNode, isFreeForm } from './schema-reading.ts';
import { both, documented, either, literalSchema, type TypeSchema } from './type-schema.ts';

/**
 * Which way a value travels: `readOnly` members are not part of an input, `writeOnly` members not of an answer; `upload` is
 * the input of a form that may hold files.
 */
export type Direction = 'input' | 'answer' | 'upload';

/** Gives what stands for a referenced schema: a `$ref` to its definition. */
export type ReferenceWriter = (target: SchemaNode, direction: Direction) => TypeSchema;

/**
 * Writes schemas of a contract as the plain schemas that become types.
 *
 * What types can not say (`not`, `if`, patterns, limits) is left to the server: the types allow at least what the
 * contract allows, but for members that nobody declares, which a typed caller does not write.
 */
export class SchemaConverter {
  readonly #direction: Direction;
  readonly #reference: ReferenceWriter;
  readonly #docText: (text: string) => string;

  /** `makeFit` makes the texts of documentation fit for comments of the language. */
  constructor(direction: Direction, reference: ReferenceWriter, makeFit: (text: string) => string) {
    this.#direction = direction;
    this.#reference = reference;
    this.#docText = makeFit;
  }

  /** `around` are the schemas that speak about the same value from outside, nearest first. */
  convert(node: SchemaNode, around: readonly SchemaNode[] = []): TypeSchema {
    if (node.always !== undefined) {
      return node.always ? {} : { anyOf: [] };
    }
    const within = [node, ...around];
    const branches = (nodes: readonly SchemaNode[]): TypeSchema[] =>
      nodes.map((branch) => this.convert(branch, within));
    const parts = [
      this.#own(node, within),
      ...(node.ref === undefined ? [] : [this.#reference(node.ref, this.#direction)]),
      ...branches(node.allOf),
      ...(node.anyOf.length > 0 ? [either(branches(node.anyOf))] : []),
      ...(node.oneOf.length > 0 ? [either(branches(node.oneOf))] : []),
    ];
    return documented(both(parts), this.#docText(documentation(node)), isDeprecatedNode(node));
  }

  /** What the schema's own keywords say, without its branches and its reference. */
  #own(node: SchemaNode, within: readonly SchemaNode[]): TypeSchema {
    if (this.#direction === 'upload' && isFileNode(node)) return { tsType: 'Blob' };
    const { const: constant, enum: members } = node.keywords;
    if (constant !== undefined) {
      return literalSchema(constant);
    }
    if (Array.isArray(members)) {
      return either(members.map(literalSchema));
    }
    const shapes = typesOf(node).map((type) => this.#shape(type, node, within));
    return shapes.length === 0 ? {} : either(shapes);
  }

  #shape(type: string, node: SchemaNode, within: readonly SchemaNode[]): TypeSchema {
    switch (type) {
      case 'object':
        return this.#object(node, within);
      case 'array':
        return this.#array(node);
      case 'integer':
        return this.#direction !== 'answer' && isWide(node) ? { tsType: 'number | bigint' } : { type };
      case 'number':
      case 'string':
      case 'boolean':
      case 'null':
        return { type };
      default:
        return {};
    }
  }

  #object(node: SchemaNode, within: readonly SchemaNode[]): TypeSchema {
    const properties = new Map<string, TypeSchema>();
    for (const [name, member] of node.properties) {
      properties.set(name, this.convert(member));
    }
    for (const branch of conditionalBranches(node)) {
      for (const [name, member] of branch.properties) {
        properties.set(name, properties.get(name) ?? this.convert(member));
      }
    }
    // A required member that another schema declares is declared here too: TypeScript has no other way to say it.
    const required = requiredNames(node);
    for (const name of required) {
      const declared = declaredMember(name, within);
      properties.set(name, properties.get(name) ?? (declared === undefined ? {} : this.convert(declared)));
    }
    const shown = [...properties].filter(([name]) => this.#isShown(name, within));
    const additionalProperties = this.#additional(node, within);
    if (shown.length === 0 && additionalProperties === false && (within.length > 1 || isCombined(node))) {
      return {};
    }
    return {
      type: 'object',
      properties: Object.fromEntries(shown),
      required: required.filter((name) => shown.some(([known]) => known === name)),
      // `{}` would take any value for TypeScript; an object without members has no member that could have a value.
      additionalProperties: shown.length === 0 && additionalProperties === false ? { anyOf: [] } : additionalProperties,
    };
  }

  /** Whether the member travels in this direction. No request can hold a member `__proto__`. */
  #isShown(name: string, within: readonly SchemaNode[]): boolean {
    const hiding = this.#direction === 'answer' ? 'writeOnly' : 'readOnly';
    const declared = declaredMember(name, within);
    return name !== '__proto__' && !(declared !== undefined && hasFlag(declared, hiding));
  }

  #additional(node: SchemaNode, within: readonly SchemaNode[]): boolean | TypeSchema {
    const others = node.additionalProperties ?? node.unevaluatedProperties;
    const patterns = [...node.patternProperties.values()];
    if (others?.always === true || (others === undefined && isFreeForm(within) && !isCombined(node))) {
      return true;
    }
    const allowed = others === undefined || others.always === false ? patterns : [...patterns, others];
    return allowed.length === 0 ? false : either(allowed.map((schema) => this.convert(schema)));
  }

  #array(node: SchemaNode): TypeSchema {
    const others = node.items ?? node.unevaluatedItems;
    const first = node.prefixItems.map((item) => this.convert(item));
    const rest = others === undefined ? {} : this.convert(others);
    if (first.length === 0) {
      return { type: 'array', items: rest };
    }
    const least = node.keywords['minItems'];
    if (typeof least === 'number' && least >= first.length) {
      return { type: 'array', items: first, additionalItems: others?.always === false ? false : rest };
    }
    // A shorter list is valid too, which a tuple type would refuse.
    return { type: 'array', items: either(others?.always === false ? first : [...first, rest]) };
  }
}

/** The types that a schema names, or that its keywords speak of; beside `number`, `integer` says nothing. */
function typesOf(node: SchemaNode): readonly string[] {
  const { type } = node.keywords;
  const named = (Array.isArray(type) ? type : [type]).filter((name) => typeof name === 'string');
  if (named.length > 0) {
    return named.filter((name) => name !== 'integer' || !named.includes('number'));
  }
  if (node.items !== undefined || node.prefixItems.length > 0) {
    return ['array'];
  }
  const isObject =
    node.properties.size > 0 ||
    node.patternProperties.size > 0 ||
    node.additionalProperties !== undefined ||
    node.unevaluatedProperties !== undefined ||
    conditionalBranches(node).some((branch) => branch.properties.size > 0) ||
    requiredNames(node).length > 0;
  return isObject ? ['object'] : [];
}

/** Whether valid integers go beyond what a JavaScript number holds exactly; an answer's are read as numbers all the same. */
function isWide({ keywords }: SchemaNode): boolean {
  const limits = [keywords['minimum'], keywords['maximum'], keywords['exclusiveMinimum'], keywords['exclusiveMaximum']];
  const isBeyond = limits.some(
    (limit) => limit instanceof ExactNumber || (typeof limit === 'number' && Math.abs(limit) > Number.MAX_SAFE_INTEGER),
  );
  return keywords['type'] === 'integer' && (isBeyond || /^u?int64$/.test(String(keywords['format'])));
}

function documentation(node: SchemaNode): string {
  const { title, description, default: fallback, examples } = node.keywords;
  const texts = [title, description, deprecationText(node)].filter((text) => typeof text === 'string');
  // A client is given away; what stands in for a sensitive value may be one itself.
  const isSecret = hasFlag(node, 'x-sensitive') || hasFlag(node, 'writeOnly');
  const example = Array.isArray(examples) ? examples[0] : undefined;
  const said = [
    ...texts,
    ...(example === undefined || isSecret ? [] : [`Example: ${stringifyJson(example)}`]),
    ...(fallback === undefined || isSecret ? [] : [`Default: ${stringifyJson(fallback)}`]),
  ];
  return said.join('\n\n');
}
