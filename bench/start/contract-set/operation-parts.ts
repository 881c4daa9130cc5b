import type { Json, JsonRecord } from './field-kinds.ts';
import type { Random } from './random.ts';
import { sharedReference } from './shared-schemas.ts';

/** A request that fits an operation. */
export interface SampleRequest {
  readonly method: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Json | undefined;
}

/** An operation as a contract declares it, and a request for it. */
export interface GeneratedOperation {
  readonly name: string;
  readonly declaration: JsonRecord;
  readonly request: SampleRequest;
}

/** What the operations are about: `Invoice`, below `/sales/invoices`, whose schema is `#/$defs/Invoice`. */
export interface Resource {
  readonly name: string;
  readonly path: string;
  readonly sample: Json;
}

/** Makes one operation of a resource. */
export type OperationKind = (random: Random, resource: Resource) => GeneratedOperation;

/** The id in every request. */
export const id = '7c9e6679-7425-40de-944b-e07fc1f90ae7';

/** The path of an operation on one thing. */
export const idPath: JsonRecord = {
  properties: { id: { type: 'string', format: 'uuid', 'x-upstream': { name: 'key', codec: 'uuid-compact' } } },
};

/** A body or an answer in JSON. */
export const json = (schema: JsonRecord): JsonRecord => ({ content: { 'application/json': schema } });

/** What all failures are answered with. */
export const failure = json({ $ref: sharedReference('Error') });

/** The schema of the resource itself. */
export const own = ({ name }: Resource): JsonRecord => ({ $ref: `#/$defs/${name}` });

/** Where the upstream has it. */
export const behind = ({ path }: Resource, rest = ''): string => `/internal/v3${path.replaceAll('-', '_')}${rest}`;
