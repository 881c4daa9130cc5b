import type { Codec } from '../codec/codec.ts';
import type { JsonValue } from '../codec/json-value.ts';
import type { Style } from '../codec/style/style.ts';
import type { ValuePath } from '../codec/value-path.ts';
import type { Location, TextLocation } from '../http/location.ts';
import type { DeclaredAttempts } from './declared-attempts.ts';
import type { Expectation } from './expectation.ts';
import type { Place } from './place.ts';
import type { OutgoingFormat } from './body-format.ts';
import type { RateKeyPart } from './rate-limit.ts';

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
  /** How a body is written that no caller sends. */
  readonly ownBody: OutgoingFormat;
  /** Sent in place of the caller's `Accept`, where the upstream answers in other media types; `undefined` where that stays. */
  readonly accept: string | undefined;
  /** What becomes of a declared answer that must not be transformed by an intermediary. Source: RFC 9111, section 5.2.2.6. */
  readonly noTransform: 'refuse' | 'map';
  /** What the target of a request is chosen by, where the upstream balances by `hash`. */
  readonly hashBy: Extract<RateKeyPart, { kind: 'value' }> | undefined;
  /** Of sending requests once more, and of their deadline; `undefined`: as the app's options say. */
  readonly attempts?: DeclaredAttempts | undefined;
  /** What the upstream says that it takes, where the contract tells. */
  readonly expects?: Expectation | undefined;
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
  /** Values that fill it instead, in requests of another media type or on another branch. */
  readonly others?: readonly MappedSource[] | undefined;
}

/** Where the value of a slot comes from. */
export type SlotSource =
  /** Filled by the mapping of the caller's value that stands at `in` and `pointer`. */
  | MappedSource
  /** Gathered from several values of the caller's into one object; `pointer` leads to where that is declared. */
  | { readonly kind: 'gathered'; readonly gather: Gather; readonly pointer: string }
  /** Made by the contract; `pointer` leads to where, in the file of the operation. */
  | { readonly kind: 'added'; readonly value: AddedValue; readonly pointer: string };

/** Filled by one value of the caller's. */
export interface MappedSource {
  readonly kind: 'mapped';
  readonly in: Location;
  readonly name: string;
  readonly pointer: string;
  /** The member of what the value's codec makes that goes there, where not the whole does. */
  readonly made?: string | undefined;
}

/** An object outside the body that is gathered from several values. */
export interface Gather {
  /** How the object becomes the value that is sent; `undefined`: its members are written in the slot's style. */
  readonly codec: Codec | undefined;
  /** In schema order. */
  readonly members: readonly GatheredMember[];
}

/** One value of the caller's in a gathered object, and where it stands there. */
export interface GatheredMember extends Omit<MappedSource, 'kind'> {
  readonly path: ValuePath;
  readonly place: Place;
}

/** One value that the contract adds to the outgoing body. */
export interface BodyAddition {
  /** Where it lands, from the root of the outgoing body; a list or map where `each` goes on. */
  readonly path: ValuePath;
  /** The way on below every item of the list before, or every value of the map; one for each `*` that is written. */
  readonly each: readonly ValuePath[];
  readonly value: AddedValue;
  /** JSON Pointer to its declaration in the contract. */
  readonly pointer: string;
}

/** A value that the contract adds to the outgoing request, with its references resolved. */
export type AddedValue =
  | { readonly kind: 'constant'; readonly value: JsonValue }
  /**
   * Never printed. `text` is what it was at start; where it is `live`, what it is now. `environment` is the name of the
   * variable, or the path of the file, as written.
   */
  | {
      readonly kind: 'secret';
      readonly environment: string;
      readonly text: string;
      readonly live?: { readonly text: string } | undefined;
    }
  | { readonly kind: 'from'; readonly reference: Reference }
  | { readonly kind: 'template'; readonly parts: readonly (string | Reference)[] };

/** A declared value of the caller, of the app's context, or of the verified credential that an added value is made from. */
export interface Reference {
  readonly in: Location | 'context' | 'credential';
  /** The parameter's name as declared; for `body` the empty string. */
  readonly name: string;
  /** Path into the value; for `body` from the body's root. */
  readonly path: readonly string[];
}
