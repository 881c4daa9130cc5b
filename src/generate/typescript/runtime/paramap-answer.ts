/** What calls of the clients beside this file give. */

/** A success: `status` tells what `data` is, where several statuses are declared. */
export interface Success<Data, Status extends number = number> {
  readonly ok: true;
  readonly data: Data;
  readonly status: Status;
  readonly headers: Headers;
}

/** What every call gives; no call throws for an answer, nor for none. */
export type Result<Succeeded, Names extends FaultNames = FaultNames, Declared = never> =
  | Succeeded
  | { readonly ok: false; readonly error: CallError<Names> | Declared };

/**
 * Why a call has no data: the API told what is wrong (`problem`), answered with another error (`http`), could not be reached
 * (`network`), was not done in time (`timeout`), the caller no longer wanted it (`aborted`), or it succeeded with something
 * that is not what is declared (`decode`).
 */
export type CallError<Names extends FaultNames = FaultNames> =
  | ProblemError<Names>
  | HttpError
  | { readonly kind: 'network'; readonly cause: unknown }
  | { readonly kind: 'timeout'; readonly cause: unknown }
  | { readonly kind: 'aborted'; readonly cause: unknown }
  | { readonly kind: 'decode'; readonly status: number; readonly headers: Headers; readonly text: string };

/** The API, or the client itself before anything was sent, told what is wrong. */
export interface ProblemError<Names extends FaultNames = FaultNames> {
  readonly kind: 'problem';
  readonly status: number;
  /** Empty where the client refused the input itself. */
  readonly headers: Headers;
  readonly problem: Problem<Names>;
}

/** An error answer that is no problem, of a proxy in between perhaps: `data` is its JSON where the contract declares some. */
export interface HttpError<Status extends number = number, Data = undefined> {
  readonly kind: 'http';
  readonly status: Status;
  readonly headers: Headers;
  readonly text: string;
  readonly data: Data | undefined;
}

/** An error answer by RFC 9457; all members are the API's own words and may be absent. */
export interface Problem<Names extends FaultNames = FaultNames> {
  readonly type?: string;
  readonly title?: string;
  readonly status?: number;
  readonly code?: ProblemCode | OtherText;
  readonly detail?: string;
  readonly instance?: string;
  readonly operation?: string;
  /** Whose fault it is: `caller`, `contract` or `upstream`. */
  readonly fault?: string;
  /** Whether the same request may succeed later, and does no harm then. */
  readonly retryable?: boolean;
  /** Every fault of the request, all at once. */
  readonly errors?: readonly Fault<Names>[];
  readonly [member: string]: unknown;
}

/** One fault of a request; `in` and `name` are those of the operation, for names that nobody declares are faults too. */
export type Fault<Names extends FaultNames = FaultNames> = {
  readonly [Place in keyof FaultNames]-?: FaultIn<
    Place,
    Names extends Readonly<Record<Place, infer Name>> ? Name : never
  >;
}[keyof FaultNames];

/** A fault of one location. */
export interface FaultIn<Place extends string, Name> {
  readonly in: Place;
  readonly name: Name | OtherText;
  /** JSON Pointer into the location's values: `#/lines/0/sku`. */
  readonly pointer: string;
  /** The keyword that failed: `required`, `minimum`, `unknown`, ... */
  readonly code: string;
  readonly detail: string;
  readonly suggestion?: string;
  readonly hint?: string;
  readonly [member: string]: unknown;
}

/** The declared names of an operation, by location. */
export interface FaultNames {
  readonly path?: string;
  readonly query?: string;
  readonly header?: string;
  readonly cookie?: string;
  readonly body?: string;
}

/** Any text, beside the literals that an editor offers. */
export type OtherText = string & Record<never, never>;

/** Every code that paramap gives; the service behind may have codes of its own. */
export type ProblemCode =
  | 'invalid-request'
  | 'malformed-body'
  | 'malformed-request'
  | 'credential-missing'
  | 'credential-invalid'
  | 'credential-refused'
  | 'no-such-route'
  | 'method-not-allowed'
  | 'request-timeout'
  | 'operation-retired'
  | 'body-too-large'
  | 'url-too-long'
  | 'unsupported-media-type'
  | 'expectation-failed'
  | 'rate-limited'
  | 'headers-too-large'
  | 'contract-broken'
  | 'method-not-implemented'
  | 'upstream-unreachable'
  | 'upstream-reset'
  | 'upstream-invalid-response'
  | 'upstream-contract-violation'
  | 'loop-detected'
  | 'upstream-unavailable'
  | 'overloaded'
  | 'guard-unavailable'
  | 'upstream-timeout';

/** What `orThrow` and a broken stream throw: an error that carries what `error` is elsewhere. */
export class ApiError<Failed extends CallError<FaultNames> = CallError> extends Error {
  override readonly name = 'ApiError';
  readonly operation: string;
  readonly error: Failed;

  constructor(operation: string, error: Failed) {
    const told = error.kind === 'problem' ? error.problem.detail : 'status' in error ? error.status : '';
    super(`${operation}: ${error.kind} ${told}`, { cause: 'cause' in error ? error.cause : error });
    this.operation = operation;
    this.error = error;
  }
}
