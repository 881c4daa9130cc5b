import type { WrittenStyle } from '../codec/style/style-table.ts';
import type { FormatKind } from '../http/format-kind.ts';
import type { TextForm } from './parameter-form.ts';
import type { WireShape } from './wire-shape.ts';

/**
 * The format of a content as it arrives: of a caller's body, or of an upstream's answer. `kind` is decided by the media
 * type alone, once (`formatKind`).
 */
export interface BodyFormat {
  readonly kind: FormatKind;
  /** How each declared member is written as text, where a form or its parts hold them; empty for other kinds. */
  readonly fields: ReadonlyMap<string, TextForm>;
  /** What the texts in it are, where all values arrive as text. */
  readonly shape: WireShape;
}

/** The format of a content as it is sent: to the upstream, or to the caller as an answer. */
export interface OutgoingFormat {
  readonly kind: FormatKind;
  /** As it stands in `Content-Type`. */
  readonly mediaType: string;
  /** How lists and objects are written in a form, by outgoing name; the default style for all others. */
  readonly styles: ReadonlyMap<string, WrittenStyle>;
  /** The root element of XML whose value has no members, where the mapping names one. */
  readonly emptyRoot: string | undefined;
}
