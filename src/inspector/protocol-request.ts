import type { LogStages } from '../signal/log/log-entry.ts';
import type { RequestSummary } from './protocol.ts';

/** One request in full, as it may be shown; what is not known of it is absent. */
export interface RequestDetail extends RequestSummary {
  /** The name of the request in its answer, in problems and logs. */
  readonly requestId: string;
  readonly at?: OperationPlace | undefined;
  readonly incoming: ShownMessage;
  /** What was sent, or would have been; absent where it was refused before, or is passed through. */
  readonly outgoing?: (ShownMessage & { readonly upstream: string; readonly curl: string }) | undefined;
  /** The incoming request as a line for a shell. */
  readonly curl: string;
  /** In the order in which they were gone through. */
  readonly stages: readonly StageTime[];
  /** Of what each outgoing value is made. */
  readonly lineage: readonly LineageView[];
  /** What is not the same on both sides. */
  readonly differences: readonly Difference[];
  /** As the caller got it, `application/problem+json`. */
  readonly problem?: { readonly status: number; readonly body: ProblemView } | undefined;
  readonly tries: readonly AttemptView[];
  readonly answer: { readonly status: number; readonly bytes?: number | undefined };
  /** Where the upstream's answer does not fit the contract and was passed on, in words. */
  readonly answerViolations: readonly string[];
  /** What is deprecated and was used, in words. */
  readonly deprecated: readonly string[];
}

/** Where an operation is declared. */
export interface OperationPlace {
  readonly mount: string;
  readonly name: string;
  /** `GET /users/{userId}` */
  readonly route: string;
  readonly contract: string;
  readonly line?: number | undefined;
}

/** A request on one side. */
export interface ShownMessage {
  readonly method: string;
  /** Path and query. */
  readonly target: string;
  readonly headers: readonly ShownField[];
  readonly body?: ShownBody | undefined;
}

/** A header field. `***` stands for a value that is not shown: nobody declares it, or it is sensitive. */
export interface ShownField {
  readonly name: string;
  readonly value: string;
}

/** What of a body is shown. */
export interface ShownBody {
  /** `hidden`: `text` says in words why it is not shown. */
  readonly kind: 'json' | 'text' | 'hidden';
  /** Cut after 16,384 characters. */
  readonly text: string;
  readonly isCut: boolean;
}

/** How long one stage took, and when it began after the request's head was there. In milliseconds. */
export interface StageTime {
  /** `guard`: who may call, and how often; `read`: body and context; `validate`: decode to encode; `forward`: upstream and answer. */
  readonly stage: keyof LogStages;
  readonly fromMs: number;
  readonly ms: number;
}

/** A place of a message on either side. */
export interface PlaceView {
  readonly in: 'path' | 'query' | 'header' | 'cookie' | 'body' | 'status';
  /** Empty for a body. */
  readonly name: string;
  /** JSON Pointer below the parameter, or the body's root; empty for the whole. */
  readonly pointer: string;
}

/** Where a value comes from. */
export interface SourceView {
  readonly kind: 'value' | 'undeclared' | 'default' | 'constant' | 'secret' | 'context' | 'credential' | 'template';
  /** For `value`, `undeclared` and `default`: the place on the other side. */
  readonly place?: PlaceView | undefined;
  /** In words: `query userName`, `secret USERS_API_KEY`, `constant`. */
  readonly text: string;
}

/** Of what one value is made. */
export interface LineageView {
  readonly to: PlaceView;
  /** JSON text; absent where nobody looks into it. */
  readonly value?: string | undefined;
  readonly from: readonly SourceView[];
  /** In the order in which they were applied. */
  readonly codecs: readonly string[];
  readonly rules: readonly RulePlace[];
}

/** Where the contract says so. */
export interface RulePlace {
  readonly file: string;
  readonly pointer: string;
  /** 1-based. */
  readonly line?: number | undefined;
}

/** What the mapping did with one value. */
export interface Difference {
  readonly kind: 'renamed' | 'moved' | 'converted' | 'added' | 'dropped';
  /** On the caller's side; absent for what was added. */
  readonly from?: PlaceView | undefined;
  /** On the upstream's side; absent for what was dropped. */
  readonly to?: PlaceView | undefined;
  /** In words: `through unix-seconds`. */
  readonly text: string;
}

/** A problem as callers get it: RFC 9457 with our members. */
export interface ProblemView {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly code: string;
  readonly detail: string;
  readonly errors?: readonly ViolationView[];
  readonly [member: string]: unknown;
}

/** One fault of a request. */
export interface ViolationView {
  readonly in: PlaceView['in'];
  readonly name: string;
  /** JSON Pointer as a fragment: `#/userName`. */
  readonly pointer: string;
  readonly code: string;
  readonly detail: string;
  readonly expected?: unknown;
  readonly received?: unknown;
  readonly suggestion?: string;
  readonly hint?: string;
}

/** One attempt to get an answer from an upstream. */
export interface AttemptView {
  readonly upstream: string;
  /** Its public name. */
  readonly target: string;
  readonly number: number;
  /** Absent where no answer came. */
  readonly status?: number | undefined;
  /** How it failed without an answer: `connection_refused`. */
  readonly cause?: string | undefined;
  readonly ms: number;
  readonly retried: boolean;
}
