import type { JsonValue } from '../codec/json-value.ts';
import type { Style } from '../codec/style/style.ts';
import type { Location, TextLocation } from '../http/location.ts';

/** The request that an operation sends: its route, and every place that is written. */
export interface UpstreamRoute {
  /** The upstream's name in the options. */
  readonly name: string;
  readonly method: string;
  readonly template: string;
  readonly segments: readonly OutgoingSegment[];
  /** Every outgoing value outside the body, in the order in which it is written. */
  readonly slots: readonly Slot[];
  /** Header names, lower case and with `-`, that only the mapping may write: here or in another operation of the upstream. */
  readonly reservedHeaders: ReadonlySet<string>;
  /** Values added to the outgoing body. */
  readonly bodyAdditions: readonly BodyAddition[];
  readonly timeouts: Readonly<Partial<Record<'connectMs' | 'firstByteMs' | 'idleMs' | 'totalMs' | 'streamMs', number>>>;
}

/** A segment of the upstream's route: literal text and slots side by side, such as `{id}.json`. */
export type OutgoingSegment = readonly (
  | { readonly kind: 'literal'; readonly text: string }
  | { readonly kind: 'slot'; readonly index: number }
)[];

/** One named outgoing value outside the body. */
export interface Slot {
  readonly index: number;
  readonly in: TextLocation;
  /** As the upstream calls it. */
  readonly name: string;
  readonly style: Style;
  readonly explode: boolean;
  readonly source: SlotSource;
}

/** Where the value of a slot comes from. */
export type SlotSource =
  /** Filled by the mapping of the caller's value that stands at `in` and `pointer`. */
  | { readonly kind: 'mapped'; readonly in: Location; readonly name: string; readonly pointer: string }
  /** Made by the contract; `pointer` leads to where, in the file of the operation. */
  | { readonly kind: 'added'; readonly value: AddedValue; readonly pointer: string };

/** One value that the contract adds to the outgoing body. */
export interface BodyAddition {
  /** Where it lands, from the root of the outgoing body. */
  readonly path: readonly string[];
  readonly value: AddedValue;
}

/** A value that the contract adds to the outgoing request, with its references resolved. */
export type AddedValue =
  | { readonly kind: 'constant'; readonly value: JsonValue }
  /** Read at start; the text is never printed. */
  | { readonly kind: 'secret'; readonly environment: string; readonly text: string }
  | { readonly kind: 'from'; readonly reference: Reference }
  | { readonly kind: 'template'; readonly parts: readonly (string | Reference)[] };

/** A declared value of the caller, or of the app's context, that an added value is made from. */
export interface Reference {
  readonly in: Location | 'context';
  /** The parameter's name as declared; for `body` the empty string. */
  readonly name: string;
  /** Path into the value; for `body` from the body's root. */
  readonly path: readonly string[];
}
