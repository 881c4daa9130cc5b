import type { JsonObject } from '../../codec/json-value.ts';
import { aliasesOf } from '../../contract/authored-alias.ts';
import type { Place } from '../../contract/place.ts';
import { isWriteOnly } from '../../contract/schema-keywords.ts';
import type { SchemaNode } from '../../contract/schema-node.ts';
import type { Definitions } from './definitions.ts';
import { ownKeywords } from './node-keywords.ts';
import { PlainNodes } from './plain-node.ts';
import { allOf, type PlainSchema } from './plain-schema.ts';
import { isTrimmed, trimmedKeywords } from './trimmed-place.ts';

/** Whose values are described: a caller's, in which names that nobody declares may be refused, or those of an answer. */
export interface PlaceView {
  readonly direction: 'request' | 'answer';
  /** Members that nobody declares go on. */
  readonly isOpen: boolean;
  /**
   * Whether older names (`x-alias`) are members, too, as callers may write them; what is sent has the current ones.
   * @default false
   */
  readonly hasAliases?: boolean;
  /**
   * Whether members that nobody declares are dropped from what is described.
   * @default false
   */
  readonly isTrimmed?: boolean;
}

/** What is sent of a place whose values are passed on as they are: all that its schemas accept together. */
export class PlaceImages {
  readonly #definitions: Definitions;
  readonly #nodes: PlainNodes;
  readonly #view: PlaceView;
  readonly #known = new Map<Place, PlainSchema>();
  readonly #open = new Map<Place, string | undefined>();

  constructor(definitions: Definitions, view: PlaceView) {
    this.#definitions = definitions;
    this.#nodes = new PlainNodes(definitions);
    this.#view = view;
  }

  of(place: Place): PlainSchema {
    const known = this.#known.get(place);
    if (known !== undefined) return known;
    if (this.#open.has(place)) {
      const reference = this.#open.get(place) ?? this.#definitions.reserve(originOf(place));
      this.#open.set(place, reference);
      return { $ref: reference };
    }
    this.#open.set(place, isReferred(place) ? this.#definitions.reserve(originOf(place)) : undefined);
    const schema = this.#build(place);
    const reference = this.#open.get(place);
    this.#open.delete(place);
    if (reference !== undefined) this.#definitions.define(reference, schema);
    const image = reference === undefined ? schema : { $ref: reference };
    this.#known.set(place, image);
    return image;
  }

  #build(place: Place): PlainSchema {
    const { certain } = place;
    if (certain.some(({ always }) => always === false)) return false;
    const plain = (part: SchemaNode): PlainSchema => this.#nodes.of(part);
    const isLess = this.#view.isTrimmed === true && isTrimmed(place);
    const parts = certain.flatMap((node) =>
      isLess ? trimmedKeywords(node, plain) : [ownKeywords(node), ...this.#branches(node)],
    );
    return this.#definitions.note(allOf([this.#structure(place), ...parts]), originOf(place));
  }

  #structure(place: Place): JsonObject {
    const properties = [...place.members].map(([name, member]) => [name, this.member(member)] as const);
    const patterns = place.patterns.map(({ pattern, place: below }) => [pattern, this.of(below)] as const);
    const additional = this.additional(place);
    const older = this.#view.hasAliases === true ? olderNames(place) : [];
    const required = [...place.required].filter((name) => !older.some(([current]) => current === name));
    for (const [current, name] of older) properties.push([name, this.member(place.members.get(current) ?? place)]);
    return {
      ...(required.length > 0 && { required }),
      ...(required.length < place.required.size && { allOf: requiredByAnyName(place, older) }),
      ...(properties.length > 0 && { properties: Object.fromEntries(properties) }),
      ...(patterns.length > 0 && { patternProperties: Object.fromEntries(patterns) }),
      ...(additional !== true && { additionalProperties: additional }),
      ...(place.prefixItems.length > 0 && { prefixItems: place.prefixItems.map((item) => this.of(item)) }),
      ...(place.items !== undefined && { items: this.of(place.items) }),
    };
  }

  /** A member as it is sent; what only the other direction has never is. */
  member(place: Place): PlainSchema {
    const isForeign = this.#view.direction === 'request' ? place.readOnly : isWriteOnly(place);
    return isForeign ? false : this.of(place);
  }

  /** What stands under names that the schemas of a place do not list. */
  additional(place: Place): PlainSchema {
    if (place.openness === 'free') return true;
    if (place.openness === 'closed') return this.#view.isOpen;
    const isClosed = place.certain.some(
      ({ additionalProperties, unevaluatedProperties }) =>
        additionalProperties?.always === false || unevaluatedProperties?.always === false,
    );
    if (isClosed) return false;
    return place.additional === undefined ? true : this.of(place.additional);
  }

  /** What a schema says of the value by other schemas than those that describe its members and items. */
  #branches(node: SchemaNode): PlainSchema[] {
    const plain = (part: SchemaNode): PlainSchema => this.#nodes.of(part);
    const found: JsonObject[] = [];
    for (const keyword of ['anyOf', 'oneOf'] as const) {
      if (node[keyword].length > 0) found.push({ [keyword]: node[keyword].map(plain) });
    }
    for (const keyword of ['not', 'propertyNames'] as const) {
      const part = node[keyword];
      if (part !== undefined) found.push({ [keyword]: plain(part) });
    }
    if (node.contains !== undefined) {
      found.push({ ...ownKeywords(node, ['minContains', 'maxContains']), contains: plain(node.contains) });
    }
    if (node.dependentSchemas.size > 0) {
      const schemas = [...node.dependentSchemas].map(([name, part]) => [name, plain(part)] as const);
      found.push({ dependentSchemas: Object.fromEntries(schemas) });
    }
    if (node.if !== undefined) found.push(conditionOf(node, plain));
    return found;
  }
}

/** The members of a place with their older names beside them. */
function olderNames({ members }: Place): [current: string, older: string][] {
  return [...members].flatMap(([current, member]) =>
    aliasesOf(member).flatMap((alias): [string, string][] => (alias.in === undefined ? [[current, alias.name]] : [])),
  );
}

function requiredByAnyName({ required }: Place, older: readonly (readonly [string, string])[]): JsonObject[] {
  const renamed = [...required].filter((name) => older.some(([current]) => current === name));
  return renamed.map((name) => {
    const others = older.flatMap(([current, other]) => (current === name ? [other] : []));
    return { anyOf: [name, ...others].map((each) => ({ required: [each] })) };
  });
}

function conditionOf(node: SchemaNode, plain: (part: SchemaNode) => PlainSchema): JsonObject {
  return {
    ...(node.if !== undefined && { if: plain(node.if) }),
    ...(node.then !== undefined && { then: plain(node.then) }),
    ...(node.else !== undefined && { else: plain(node.else) }),
  };
}

const isReferred = ({ entries }: Place): boolean => entries.length === 1 && entries[0]?.ref !== undefined;

/** Where a place is described: the schema that a single reference leads to, else the first that names it. */
export const originOf = ({ entries }: Place): SchemaNode['origin'] | undefined =>
  (entries.length === 1 ? entries[0]?.ref : undefined)?.origin ?? entries[0]?.origin;
