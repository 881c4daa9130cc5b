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
  /** The same, to look at its keywords. */
  readonly below: (schema: JsonValue, keyword: string, ...below: (string | number)[]) => Opened;
  readonly reference: (keyword: string, reference: string) => Node;
  /** What a reference leads to, to look at its keywords. */
  readonly target: (reference: string) => Opened;
}

/** A schema whose keywords can be looked at; one that has none, `true` or `false`; or one that cannot be looked at. */
export type Opened = Reading | 'no-keywords' | 'unreadable';
