import type { BodyContent } from '../contract/body-declaration.ts';
import type { Operation } from '../contract/contract.ts';
import type { Clock, DeprecatedUse } from './ageing/deprecated-use.ts';
import type { Problem } from '../problem/problem.ts';
import type { Incoming, Outcome, Outgoing, PlacedValues, TypedValues } from './request.ts';

/** One operation, ready to run. */
export interface CompiledOperation {
  readonly operation: Operation;
  /** Whether a request can use anything deprecated; without it the observer's `used` is never called. */
  readonly hasAged: boolean;
  /** What every request uses, where the operation itself is deprecated. */
  readonly use: DeprecatedUse | undefined;
  /**
   * Judges the header section alone, before any content is read: 415 for a media type or coding that is not declared, 410
   * where the operation has ended.
   */
  admit(rawHeaders: readonly string[]): Problem | undefined;
  /** The declared body, where the header section announces one that is not held in memory: a form with parts, or bytes. */
  streamed(rawHeaders: readonly string[]): BodyContent | undefined;
  /** Runs every stage from `read` to `encode`. `pathValues` are the raw segments that `match` found. Never throws. */
  run(incoming: Incoming, pathValues: readonly string[], observe?: StageObserver): Outcome<Outgoing>;
}

/** Sees what the stages make of a request, and what of it is deprecated. */
export interface StageObserver {
  decoded?(values: TypedValues): void;
  mapped?(placed: PlacedValues): void;
  /** Something deprecated, or an older name, is in the request. */
  used?(use: DeprecatedUse): void;
}

/** How much of a request is read and told. */
export interface ApiLimits {
  readonly queryParameters: number;
  readonly jsonDepth: number;
  readonly violations: number;
  /** Of a body whose content codings are taken off. */
  readonly decompressedBytes: number;
  /** Pairs of a form. */
  readonly formFields: number;
  /** Tells whether what is deprecated has ended. @default Date.now */
  readonly now?: Clock;
}
