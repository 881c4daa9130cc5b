import type { JsonValue } from '../codec/json-value.ts';

/** What an operation's upstream takes, as the contract declares it. Read by `check`, and while an app is developed. */
export type Expectation =
  | {
      readonly kind: 'openapi';
      /** The document, or a folder of them, as written: relative to the contract's file. */
      readonly path: string;
      /** Where the path stands. */
      readonly pointer: string;
      /** The `operationId` there; `undefined`: found by the upstream's route. */
      readonly operation: { readonly id: string; readonly pointer: string } | undefined;
    }
  | {
      readonly kind: 'schemas';
      /** Object schemas over the values of a location, and the schema of the body, by the contract's names of locations. */
      readonly schemas: Readonly<Record<string, ExpectedSchema>>;
      /** By status: `200`, `2XX`, `default`. */
      readonly responses: Readonly<Record<string, ExpectedSchema>>;
    };

/** A schema in the upstream's terms, and where it stands in the file of the contract. */
export interface ExpectedSchema {
  readonly schema: JsonValue;
  readonly pointer: string;
}
