import type { JsonValue } from '../../codec/json-value.ts';
import type { Operation } from '../../contract/contract.ts';
import type { Location } from '../../http/location.ts';
import type { SchemaSource } from '../../openapi/read/schema-source.ts';
import type { BackendOperation } from '../backend/backend-operation.ts';
import type { DirectedSource } from '../backend/schema-view.ts';
import type { BodyImage, OperationImage, SlotImage } from '../image/operation-image.ts';
import { isSchema, type PlainSchema } from '../image/plain-schema.ts';

/** A place in a file. */
export interface FilePlace {
  readonly file: string;
  readonly pointer: string;
}

/** One place of the outgoing request, and both sides of it. */
export interface Question {
  readonly in: Location;
  /** As the upstream calls it; empty for the body. */
  readonly name: string;
  readonly image: SlotImage | BodyImage | undefined;
  readonly contract: FilePlace | undefined;
  readonly backend: FilePlace;
  readonly asks:
    | {
        readonly kind: 'fits';
        readonly inner: PlainSchema;
        readonly outer: JsonValue;
        readonly outerSource: SchemaSource;
      }
    /** Known without comparing schemas: the backend refuses some or all of what is sent. */
    | { readonly kind: 'broken'; readonly keyword: string; readonly because: string; readonly cure: string }
    | { readonly kind: 'unknown'; readonly keyword: string; readonly because: string };
}

/** Both sides of an operation. */
export interface Site {
  readonly operation: Operation;
  readonly image: OperationImage;
  readonly backend: BackendOperation;
  readonly source: DirectedSource;
}

/** Follows the references of an image. */
export const resolver =
  ({ definitions }: OperationImage) =>
  (reference: string): PlainSchema => {
    const schema = definitions.resolve(reference)?.schema;
    return isSchema(schema) ? schema : true;
  };
