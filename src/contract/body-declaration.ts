import type { BodyFormat, OutgoingFormat } from './body-format.ts';
import type { FileRule } from './file-rule.ts';
import type { Place } from './place.ts';
import type { SchemaNode } from './schema-node.ts';
import type { ValuePlan } from './value-plan.ts';

/** The declared body of an operation; another media type is refused. */
export interface BodyDeclaration {
  readonly required: boolean;
  /** In declared order; `mediaType` is lower case without parameters. */
  readonly content: readonly BodyContent[];
}

/** What is declared of one media type of a body. */
export interface BodyContent {
  readonly mediaType: string;
  readonly schema: SchemaNode;
  readonly place: Place;
  readonly plan: ValuePlan;
  /** The files of a multipart form, by the caller's name; empty for other contents. */
  readonly files: ReadonlyMap<string, FileRule>;
  /** How the caller writes it. */
  readonly format: BodyFormat;
  /** How the upstream gets it. */
  readonly outgoing: OutgoingFormat;
  /** Sent as `Content-Type` when the body was mapped; the media type of `outgoing`. */
  readonly upstreamType: string;
}
