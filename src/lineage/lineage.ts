import type { JsonValue } from '../codec/json-value.ts';
import type { RuleOrigin } from './rule-origin.ts';

/** A place of a message on either side: a parameter, a field, a part of the body. */
export interface LineagePlace {
  readonly in: 'path' | 'query' | 'header' | 'cookie' | 'body' | 'status';
  /** The name of a parameter; empty for a body. */
  readonly name: string;
  /** JSON Pointer below the parameter, or below the body's root; empty for the whole. */
  readonly pointer: string;
}

/** Where a value comes from. */
export type LineageSource =
  /** From the other side: the caller for a request, the upstream for an answer. */
  | { readonly kind: 'value'; readonly place: LineagePlace }
  /** As it came, since nobody declares it. */
  | { readonly kind: 'undeclared'; readonly place: LineagePlace }
  /** The `default` of a value that the caller did not send. */
  | { readonly kind: 'default'; readonly place: LineagePlace }
  | { readonly kind: 'constant' }
  | { readonly kind: 'secret'; readonly environment: string }
  | { readonly kind: 'context' | 'credential'; readonly place: string }
  | { readonly kind: 'template'; readonly parts: readonly (string | LineageSource)[] };

/** What one outgoing value was made of. */
export interface LineageRow {
  readonly to: LineagePlace;
  /** As it may be shown: sensitive values are masked. `undefined` where nobody looks into it. */
  readonly value: JsonValue | undefined;
  /** Several where the value was put together. */
  readonly from: readonly LineageSource[];
  /** Where the contract says so, outermost first. */
  readonly rules: readonly RuleOrigin[];
  /** In the order in which they were applied. */
  readonly codecs: readonly string[];
}
