import type { TextForm } from './parameter-form.ts';
import type { Place } from './place.ts';
import type { SchemaNode } from './schema-node.ts';
import type { ValuePlan } from './value-plan.ts';

/** What becomes of an answer that does not fit: it is a 502, it is passed on and reported, or nobody looks. */
export type ResponseValidation = 'enforce' | 'report' | 'off';

/** One declared answer. */
export interface ResponseDeclaration {
  readonly description: string | undefined;
  /** The schemas of its content by media type in lower case, those that are no JSON among them. */
  readonly content: ReadonlyMap<string, SchemaNode>;
  /** The JSON among them, ready to be mapped back. */
  readonly bodies: ReadonlyMap<string, AnswerBody>;
  readonly headers: AnswerHeaders | undefined;
}

/** What is declared of one media type of an answer. The plan is that of a request, to be run backwards. */
export interface AnswerBody {
  readonly schema: SchemaNode;
  readonly place: Place;
  readonly plan: ValuePlan;
  /** By slot index of the plan: the upstream's header fields from which members of the body come. */
  readonly sources: readonly HeaderSource[];
}

/** The declared header fields of an answer. */
export interface AnswerHeaders {
  readonly schema: SchemaNode;
  readonly place: Place;
  readonly fields: readonly AnswerHeader[];
}

/** One declared header field of an answer, as the caller knows it. */
export interface AnswerHeader {
  readonly name: string;
  readonly place: Place;
  readonly form: TextForm;
  readonly plan: ValuePlan;
  /** Where the upstream says it; `undefined` for what the upstream does not have or the caller must not see. */
  readonly source: HeaderSource | undefined;
}

/** A header field of the upstream, and how its text is read. */
export interface HeaderSource {
  /** As the contract writes it. */
  readonly name: string;
  readonly form: TextForm;
  /** Of the caller's value that is made of it. */
  readonly place: Place;
}
