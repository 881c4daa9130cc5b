import { basename } from 'node:path/posix';
import { isObject } from '../../codec/json-type.ts';
import type { JsonObject, JsonValue } from '../../codec/json-value.ts';
import { pointerNames } from '../../contract/json-pointer.ts';
import { listKeywords, singleKeywords, subschemasOf } from '../../contract/schema-keywords.ts';
import type { SchemaNode } from '../../contract/schema-node.ts';
import type { Components } from './components.ts';
import type { ExportedContract } from './exported-contract.ts';
import { olderMembers } from './older-members.ts';

/** Keywords that callers may see. Everything else stays: what leads to the upstream, and what only authors are told. */
const published = [
  ...['title', 'description', 'deprecated', 'x-deprecated', 'readOnly', 'writeOnly', 'type', 'enum', 'const'],
  ...['multipleOf', 'maximum', 'exclusiveMaximum', 'minimum', 'exclusiveMinimum', 'maxLength', 'minLength', 'pattern'],
  ...['format', 'contentEncoding', 'contentMediaType', 'maxItems', 'minItems', 'uniqueItems', 'minContains'],
  ...['maxContains', 'maxProperties', 'minProperties', 'required', 'dependentRequired', 'externalDocs', 'xml'],
  ...['x-file', 'x-hint', 'x-sensitive'],
];
const shown = ['example', 'examples'];

/** How a schema is written. */
export interface SchemaMode {
  /** Whether members that nobody declares are taken. */
  readonly open: boolean;
}

/** Writes the schemas of one contract as callers may see them; what is referred to becomes a component. */
export class SchemaWriter {
  readonly #contract: ExportedContract;
  readonly #components: Components;

  constructor(contract: ExportedContract, components: Components) {
    this.#contract = contract;
    this.#components = components;
  }

  write(node: SchemaNode, mode: SchemaMode = { open: false }): JsonValue {
    if (node.always !== undefined) return node.always;
    const schema: JsonObject = node.ref === undefined ? {} : this.#refer(node.ref, mode);
    Object.assign(schema, this.#own(node));
    for (const keyword of singleKeywords) {
      const part = node[keyword];
      if (part !== undefined) schema[keyword] = this.write(part, mode);
    }
    for (const keyword of ['properties', 'patternProperties', 'dependentSchemas'] as const) {
      if (node[keyword].size > 0) schema[keyword] = this.#map(node[keyword], mode);
    }
    for (const keyword of listKeywords) {
      if (node[keyword].length > 0) schema[keyword] = node[keyword].map((part) => this.write(part, mode));
    }
    const older = olderMembers(node, (member) => this.write(member, mode));
    if (Object.keys(older).length > 0) schema['properties'] = { ...asObject(schema['properties']), ...older };
    return mode.open && isClosable(node) ? { ...schema, additionalProperties: true } : schema;
  }

  /** All of several schemas that speak of one value. */
  writeAll(nodes: readonly SchemaNode[]): JsonValue {
    const [first, ...others] = nodes;
    if (first === undefined) return true;
    return others.length === 0 ? this.write(first) : { allOf: nodes.map((node) => this.write(node)) };
  }

  #map(parts: ReadonlyMap<string, SchemaNode>, mode: SchemaMode): JsonObject {
    return Object.fromEntries([...parts].map(([name, part]) => [name, this.write(part, mode)]));
  }

  #own(node: SchemaNode): JsonObject {
    const { keywords, origin } = node;
    const hidden = isSecret(node);
    const own: JsonObject = {};
    for (const name of hidden ? published : [...published, ...shown]) {
      const value = keywords[name];
      if (value !== undefined && !(shown.includes(name) && holdsSecret(node))) own[name] = value;
    }
    // A node of a request has forgotten what only answers have, and the other way round; callers are told both.
    const required = asObject(this.#contract.authored(origin))['required'];
    if (required !== undefined) own['required'] = required;
    const standing = keywords['default'] ?? keywords['x-backend-default'];
    if (standing !== undefined && !holdsSecret(node)) own['default'] = standing;
    const discriminator = this.#discriminator(node);
    return discriminator === undefined ? own : { ...own, discriminator };
  }

  /** Source: OpenAPI 3.1, section 4.8.25. Values that lead to no branch that callers see are left out. */
  #discriminator({ keywords, origin, oneOf, anyOf }: SchemaNode): JsonValue | undefined {
    const { propertyName, mapping } = asObject(keywords['discriminator']);
    if (typeof propertyName !== 'string') return undefined;
    const branches = [...oneOf, ...anyOf].flatMap(({ ref }) => ref ?? []);
    const targets = Object.entries(asObject(mapping)).flatMap(([value, reference]): [string, JsonValue][] => {
      if (typeof reference !== 'string') return [];
      const found = this.#contract.resolve(origin.file, reference);
      const branch = branches.find((node) => keyOf(node) === `${found?.file}#${found?.pointer}`);
      return branch === undefined ? [] : [[value, this.#refer(branch, { open: false })['$ref'] ?? '']];
    });
    return { propertyName, ...(targets.length === 0 ? {} : { mapping: Object.fromEntries(targets) }) };
  }

  #refer(node: SchemaNode, mode: SchemaMode): JsonObject {
    const key = `${mode.open ? 'open ' : ''}${keyOf(node)}`;
    return this.#components.refer(key, wantedName(node), () => this.write(node, mode));
  }
}

/** The value where it is an object, else an object without members. */
export const asObject = (value: JsonValue | undefined): JsonObject =>
  value !== undefined && isObject(value) ? value : {};

const keyOf = ({ origin }: SchemaNode): string => `${origin.file}#${origin.pointer}`;

/** The last telling name of where a schema stands: `User` of `#/$defs/User`, the file's own name for a whole file. */
function wantedName({ origin }: SchemaNode): string {
  const telling = pointerNames(origin.pointer).findLast((step) => /[^\d]/.test(step));
  return telling ?? basename(origin.file).replace(/\..*$/, '');
}

const isSecret = ({ keywords }: SchemaNode): boolean =>
  keywords['x-sensitive'] === true || keywords['writeOnly'] === true;

/** Whether a value of this schema holds a secret, so that no example of it may be shown. */
function holdsSecret(root: SchemaNode): boolean {
  const seen = new Set([root]);
  for (const node of seen) {
    if (isSecret(node)) return true;
    for (const part of subschemasOf(node)) seen.add(part);
  }
  return false;
}

/** Whether a schema declares members and says nothing of others, so that the contract's policy decides about them. */
const isClosable = (node: SchemaNode): boolean =>
  node.properties.size > 0 && node.additionalProperties === undefined && node.unevaluatedProperties === undefined;
