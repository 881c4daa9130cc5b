import type { AnswerCount } from '../answer-count.ts';
import type { AttemptFault } from '../../upstream/attempt/attempt-kind.ts';
import type { JsonValue } from '../../codec/json-value.ts';

/**
 * What was found out about the requests of a window: which shapes of them make upstreams fail, and which answers no longer fit
 * their contracts. Plain JSON, without any value of a request or an answer.
 */
export interface InsightReport {
  /** Over how long requests are counted, in milliseconds. */
  readonly windowMs: number;
  /** Beginning and end of what is counted, in milliseconds since 1970. */
  readonly fromMs: number;
  readonly toMs: number;
  /** What was counted, by operation, in the order of their names. */
  readonly operations: readonly ObservedOperation[];
  /** The one that explains most failures first. */
  readonly insights: readonly Insight[];
  /** Answers that do not fit the contract, the newest first. Counted since the start of the process, not over the window. */
  readonly drift: readonly Drift[];
}

/** How an upstream fails a request: an answer of the class 5xx, or none. */
export type UpstreamFailure = '5xx' | Exclude<AttemptFault, 'connect'>;

/** How many requests of one operation were counted. */
export interface ObservedOperation {
  readonly operation: string;
  /** The contract that it stands in. */
  readonly file: string;
  /** `GET /users/{userId}`. */
  readonly route: string;
  /** Requests that an upstream answered, or failed to. */
  readonly requests: number;
  readonly failed: number;
  readonly failures: Readonly<Record<UpstreamFailure, number>>;
  /** How many shapes were compared, those of pairs among them. */
  readonly shapes: number;
  /** Parameters that are not counted, since there would be more shapes than `maxShapes`. */
  readonly leftOut: readonly string[];
}

/** How many requests there were, and how many of them the upstream failed. */
export interface FailureCount {
  readonly requests: number;
  readonly failed: number;
}

/** A shape of requests that the upstream fails far more often than the others of the operation. */
export interface Insight {
  /** Stays the same as long as the shape does: `findUsers query.age:absent`. */
  readonly id: string;
  readonly operation: string;
  readonly file: string;
  readonly route: string;
  /** `Requests without query \`age\` fail upstream 97 % of the time (412 of 425; others 0.3 %).` */
  readonly words: string;
  /** One part, or two that hold together. */
  readonly shape: readonly ShapePart[];
  readonly having: FailureCount;
  readonly others: FailureCount;
  /** How many times as often these fail: at least this, with a confidence of 95 %. */
  readonly atLeastTimes: number;
  /** An upper bound of the chance to see as much where the shape has nothing to do with it, before the correction for comparisons. */
  readonly chance: number;
  /** When the first and the last failure of the shape in the window were, to the slice; milliseconds since 1970. */
  readonly firstMs: number;
  readonly lastMs: number;
  /** Absent where the contract has no rule for it, or `noSuggestion` says why not. */
  readonly suggestion?: Suggestion;
  readonly noSuggestion?: string;
}

/** One fact about one parameter or member of the requests. */
export interface ShapePart {
  readonly in: 'path' | 'query' | 'header' | 'cookie' | 'body';
  /** `age`; for members of a body the names from the outside inwards, joined by `/`. Empty for the location as a whole. */
  readonly name: string;
  /** Stable, for programs: `absent`, `length>=65`. */
  readonly is: string;
  /** As it stands in sentences: `is left out`, `has at least 65 characters`. */
  readonly words: string;
}

/** A rule for the contract that refuses the requests of a shape. To apply it is the author's act. */
export interface Suggestion {
  /** `make query \`age\` required`. */
  readonly words: string;
  /** The file that `patch` is for: the contract, or one that it refers to. */
  readonly file: string;
  /** Source: RFC 6902. */
  readonly patch: readonly PatchStep[];
  /** What it would have refused over the window: `requests`, of which `failed` failed anyway. */
  readonly refuses: FailureCount;
  /** Whether the schema that it changes is used elsewhere, too. */
  readonly isShared: boolean;
}

/** One operation of a JSON Patch. Source: RFC 6902, section 4. */
export type PatchStep =
  | { readonly op: 'add' | 'replace' | 'test'; readonly path: string; readonly value: JsonValue }
  | { readonly op: 'remove'; readonly path: string };

/** One place of answers that does not fit the contract, with when that was. */
export interface Drift extends AnswerCount {
  /** `Since 2026-11-22 14:03 UTC, body \`/born\` of answers 200 of \`findUsers\` breaks \`format\` (3 times, last at ...).` */
  readonly words: string;
}
