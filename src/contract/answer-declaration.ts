import type { Codec } from '../codec/codec.ts';
import type { ValuePath } from '../codec/value-path.ts';
import type { BodyFormat, OutgoingFormat } from './body-format.ts';
import type { NameRule } from './answer-names.ts';
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
  /** What of it is read, by the upstream's media type, ready to be mapped back: JSON, and what else is changed or enforced. */
  readonly bodies: ReadonlyMap<string, AnswerContent>;
  /** The media types in which the upstream may answer, in lower case; empty where none is declared. */
  readonly upstreamTypes: readonly string[];
  /** The declared streams of events or records among them, mapped one by one as they come. */
  readonly streams: ReadonlyMap<string, AnswerStream>;
  readonly headers: AnswerHeaders | undefined;
  /** Where it names values of the request by the upstream's names. */
  readonly names: readonly NameRule[];
  /** Which of the upstream's answers it is made from; without any, from those of its own status. */
  readonly origins: readonly AnswerOrigin[];
}

/** An answer of the upstream's from which a declared answer is made. */
export interface AnswerOrigin {
  /** The upstream's status: `200`, a class such as `2XX`, or `default`. */
  readonly status: string;
  /** What the upstream's content must be like; `undefined` where every content will do. */
  readonly when: AnswerCondition | undefined;
}

/** A schema over what the upstream sends, in its own terms. */
export interface AnswerCondition {
  readonly schema: SchemaNode;
  readonly place: Place;
}

/** A declared content that is a sequence of values: server-sent events, lines of JSON, or a JSON text sequence. */
export interface AnswerStream {
  readonly kind: 'events' | 'lines' | 'sequence';
  /** In the order in which they are tried; of lines and sequences exactly one, without names. */
  readonly events: readonly AnswerEvent[];
  /** What becomes of events that nobody declares, and of data that is neither JSON nor declared. */
  readonly otherEvents: 'pass' | 'drop';
  /** Events that the caller does not get: by the upstream's name, those whose data fits the schema, in its own terms. */
  readonly dropped: ReadonlyMap<string, SchemaNode>;
}

/** What is declared of the events of one name. */
export interface AnswerEvent {
  /** As the caller knows it; `message` is that of events without a name. Empty for lines and sequences. */
  readonly name: string;
  readonly upstreamName: string;
  /** Of the event's data. */
  readonly body: AnswerBody;
}

/** What is declared of one media type of an answer. The plan is that of a request, to be run backwards. */
export interface AnswerBody {
  readonly schema: SchemaNode;
  readonly place: Place;
  readonly plan: ValuePlan;
  /** By slot index of the plan: the upstream's header fields from which members of the body come. */
  readonly sources: readonly HeaderSource[];
}

/** What is declared of a whole content, and the formats of both sides. */
export interface AnswerContent extends AnswerBody {
  /** How the upstream writes it. */
  readonly format: BodyFormat;
  /** How the caller gets it. */
  readonly outgoing: OutgoingFormat;
  /** Whether the caller gets another media type than the upstream sends. */
  readonly retyped: boolean;
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
  /** The field in which the upstream says it; `undefined` for what no field says, or the caller must not see. */
  readonly source: HeaderSource | undefined;
  /** The way from the root of the upstream's content to its value, where it is said there. */
  readonly bodyPath: ValuePath | undefined;
}

/** A header field of the upstream, and how its text is read. */
export interface HeaderSource {
  /** As the contract writes it. */
  readonly name: string;
  readonly form: TextForm;
  /** Of the caller's value that is made of it. */
  readonly place: Place;
  /** How an object that several values are read from is made of what the field holds. */
  readonly gatheredBy?: Codec | undefined;
}
