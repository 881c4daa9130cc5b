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
  /** Sent as `Content-Type` when the body was mapped. */
  readonly upstreamType: string;
}
