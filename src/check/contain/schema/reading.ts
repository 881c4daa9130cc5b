import type { JsonObject, JsonValue } from '../../../codec/json-value.ts';
import type { Node, Origin } from './node.ts';
import type { NodeFactory } from './node-factory.ts';

/** Where a schema stands. */
export interface SchemaPlace {
  readonly side: Origin['side'];
  readonly file: string;
  readonly pointer: string;
}

/** One schema that is being read, as the readers of its keywords see it. */
export interface Reading {
  readonly factory: NodeFactory;
  readonly schema: JsonObject;
  /** The origin of the schema as a whole. */
  readonly origin: Origin;
  /** The origin of a keyword of this schema, or of what stands below it. */
  readonly at: (keyword: string, ...below: (string | number)[]) => Origin;
  /** The node of a schema below a keyword. */
  readonly child: (schema: JsonValue, keyword: string, ...below: (string | number)[]) => Node;
  /** The same, to look at its keywords; `undefined` where it is no object. */
  readonly below: (schema: JsonValue, keyword: string, ...below: (string | number)[]) => Reading | undefined;
  readonly reference: (keyword: string, reference: string) => Node;
  /** What a reference leads to, to look at its keywords. */
  readonly target: (reference: string) => Reading | undefined;
}
