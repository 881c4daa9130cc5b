import type { JsonValue } from '../../../codec/json-value.ts';
import type { Rational } from '../value/rational.ts';
import type { TypeSet } from './value-types.ts';

/** Where a node was written. */
export interface Origin {
  readonly side: 'inner' | 'outer';
  readonly file: string;
  /** RFC 6901 JSON Pointer into the file. */
  readonly pointer: string;
  /** Empty for a whole schema. */
  readonly keyword: string;
}

interface Common {
  /** The same for two nodes that say the same, wherever they were written. */
  readonly id: number;
  readonly at: Origin;
}

/** Accepts every value, or none. */
export interface ConstantNode extends Common {
  readonly kind: 'any' | 'never';
}

/** `all` of the parts, `some` of them, or exactly `one`. */
export interface CombinedNode extends Common {
  readonly kind: 'all' | 'some' | 'one';
  readonly parts: readonly Node[];
}

/** Accepts what its part refuses. */
export interface NotNode extends Common {
  readonly kind: 'not';
  readonly part: Node;
}

/** What another node accepts, which is looked up when a value gets there: a schema may refer to itself. */
export interface ReferenceNode extends Common {
  readonly kind: 'reference';
  readonly follow: () => Node;
}

/** Values of some types. */
export interface TypeNode extends Common {
  readonly kind: 'type';
  readonly types: TypeSet;
}

/** One of some values. */
export interface ValuesNode extends Common {
  readonly kind: 'values';
  readonly values: readonly JsonValue[];
}

/** A limit of numbers; other values pass it, as they pass every node below. */
export interface BoundNode extends Common {
  readonly kind: 'bound';
  readonly end: 'least' | 'most';
  readonly value: Rational;
  readonly isOpen: boolean;
}

/** Numbers that are a whole multiple of one. */
export interface MultipleNode extends Common {
  readonly kind: 'multiple';
  readonly of: Rational;
}

/** How many code points, items or members there are. */
export interface CountNode extends Common {
  readonly kind: 'length' | 'item-count' | 'member-count';
  readonly least: number;
  readonly most: number;
}

/** Texts in which a regular expression is found. Source: JSON Schema 2020-12 Validation, section 6.3.3. */
export interface PatternNode extends Common {
  readonly kind: 'pattern';
  readonly pattern: string;
}

/** Texts of a format, by its name in OpenAPI and JSON Schema. */
export interface FormatNode extends Common {
  readonly kind: 'format';
  readonly name: string;
}

/** Items by their index, and those behind. */
export interface ItemsNode extends Common {
  readonly kind: 'items';
  readonly prefix: readonly Node[];
  readonly rest: Node;
}

/** Lists that have so many items of a kind. */
export interface ContainsNode extends Common {
  readonly kind: 'contains';
  readonly part: Node;
  readonly least: number;
  readonly most: number;
}

/** Lists without two equal items. */
export interface UniqueNode extends Common {
  readonly kind: 'unique';
}

/** Members by name, by pattern of the name, and all others. */
export interface MembersNode extends Common {
  readonly kind: 'members';
  readonly named: ReadonlyMap<string, Node>;
  readonly patterns: readonly { readonly pattern: PatternNode; readonly node: Node }[];
  readonly rest: Node;
}

/** Objects that have a member of this name. */
export interface RequiredNode extends Common {
  readonly kind: 'required';
  readonly name: string;
}

/** What every name of a member is. */
export interface NamesNode extends Common {
  readonly kind: 'names';
  readonly part: Node;
}

/** There is a member whose name fits `names`, and whose value fits `value`: what a refused object has. */
export interface SomeMemberNode extends Common {
  readonly kind: 'some-member';
  /** The one name that it can have, if there is but one. */
  readonly name: string | undefined;
  readonly names: readonly Literal[];
  readonly value: readonly Literal[];
}

/** There is an item at `index`, or behind where `isExact` is not set, which fits `value`: what a refused list has. */
export interface SomeItemNode extends Common {
  readonly kind: 'some-item';
  readonly index: number;
  readonly isExact: boolean;
  readonly value: readonly Literal[];
}

/** A keyword that no rule reads. Nothing is known of it but that it equals itself. */
export interface OpaqueNode extends Common {
  readonly kind: 'opaque';
  /** Whether a value may be taken to fit it, for validators read it as an annotation. */
  readonly isAnnotation: boolean;
  readonly because: string;
}

/** A schema, or a part of one, in the form that the rules read. */
export type Node =
  | ConstantNode
  | CombinedNode
  | NotNode
  | ReferenceNode
  | TypeNode
  | ValuesNode
  | BoundNode
  | MultipleNode
  | CountNode
  | PatternNode
  | FormatNode
  | ItemsNode
  | ContainsNode
  | UniqueNode
  | MembersNode
  | RequiredNode
  | NamesNode
  | SomeMemberNode
  | SomeItemNode
  | OpaqueNode;

/** A node that a value fits, or one that it does not fit. */
export interface Literal {
  readonly node: Node;
  readonly holds: boolean;
}

/** The literal as a number: the node's own, negative where it does not hold. */
export const literalId = ({ node, holds }: Literal): number => (holds ? node.id : -node.id);

/** The opposite. */
export const opposite = ({ node, holds }: Literal): Literal => ({ node, holds: !holds });

/** What a value of a node fits. */
export const fits = (node: Node): Literal => ({ node, holds: true });

/** What a value fits that a node refuses. */
export const misfits = (node: Node): Literal => ({ node, holds: false });
