import type { JsonObject, JsonValue } from '../../codec/json-value.ts';
import type { FactReader, SchemaFacts } from './schema-facts.ts';

/** Where a field stands, in a contract's words. */
export type FieldLocation = 'path' | 'query' | 'header' | 'cookie' | 'body' | 'answer';

/** One value of a caller's or of a backend's. */
export interface Field {
  readonly in: FieldLocation;
  /** The steps below the location, `*` for the items of a list: `['profile', 'birth']`. */
  readonly path: readonly string[];
  /** As it is written in its contract. */
  readonly schema: JsonObject;
  readonly facts: SchemaFacts;
  readonly required: boolean;
  /** From 0 to 1, among its siblings. */
  readonly position: number;
}

/** A rule that is proposed, with why. */
export interface DraftRule {
  readonly operation: string;
  /** `query.userName`. */
  readonly from: string;
  /** `query.username`. */
  readonly to: string;
  readonly codec: JsonValue | undefined;
  /** From 0 to 1. */
  readonly confidence: number;
  readonly reasons: readonly string[];
  /** Another operation gives the same schema another rule; that one stands. */
  readonly isOverruled: boolean;
}

/** A field without a partner. */
export interface LeftOver {
  readonly operation: string;
  readonly side: 'caller' | 'backend';
  readonly field: string;
  readonly required: boolean;
}

/** Both contracts of a draft, as they are read. */
export interface DraftReaders {
  readonly caller: FactReader;
  readonly backend: FactReader;
}

/** `body.profile/birth`, as messages call a field. */
export const fieldText = ({ in: location, path }: Pick<Field, 'in' | 'path'>): string =>
  path.length === 0 ? location : `${location}.${path.join('/')}`;
