import type { Contract, Operation } from '../contract/contract.ts';
import type { Problem } from '../problem/problem.ts';
import type { Incoming, Outcome, Outgoing, PlacedValues, TypedValues } from './request.ts';

/** The operations of an instance, ready to run. Pure: it knows no socket, no Express and no file. */
export interface Api {
  readonly operations: readonly CompiledOperation[];
  /** Finds the operation of a request by method and path (`/users/7?x=1`, mount taken off). */
  match(method: string, url: string): Match;
}

export type Match =
  | { readonly kind: 'operation'; readonly operation: CompiledOperation; readonly pathValues: readonly string[] }
  /** The path is known, the method is not; `allow` lists the methods that are. */
  | { readonly kind: 'method'; readonly allow: readonly string[] }
  | { readonly kind: 'none' };

export interface CompiledOperation {
  readonly operation: Operation;
  /** Judges the header section alone, before any content is read: 415 for a media type or coding that is not declared. */
  admit(method: string, rawHeaders: readonly string[]): Problem | undefined;
  /** Runs decode, validate, map and encode. `pathValues` are the raw segments that `match` found. Never throws. */
  run(incoming: Incoming, pathValues: readonly string[], observe?: StageObserver): Outcome<Outgoing>;
}

/** Sees what each stage made; used by `explain`. */
export interface StageObserver {
  decoded?(values: TypedValues): void;
  mapped?(placed: PlacedValues): void;
}

export interface ApiLimits {
  readonly queryParameters: number;
  readonly jsonDepth: number;
  readonly violations: number;
}

export type CompileApi = (contracts: readonly Contract[], limits: ApiLimits) => Api;
