import type { Difference, LineageView, OperationPlace, ProblemView, ShownMessage } from './protocol-request.ts';

/** Sent to `api/dry-run`. */
export interface DryRunRequest {
  /** The text of a contract, JSON as typed. */
  readonly contract: string;
  /** Absent: only the findings are wanted. */
  readonly request?: TypedRequest | undefined;
}

/** A request as typed. */
export interface TypedRequest {
  readonly method: string;
  /** Path and query, below the mount: `/users?userName=ada`. */
  readonly target: string;
  readonly headers: readonly { readonly name: string; readonly value: string }[];
  /** Text; absent for none. JSON unless a `Content-Type` says otherwise. */
  readonly body?: string | undefined;
  /** What the app's `context` would give, as JSON text. */
  readonly context?: string | undefined;
  /** The claims of a verified credential, as JSON text. */
  readonly credential?: string | undefined;
}

/** What becomes of it. `findings` are those of the command line; with an error among them nothing else is there. */
export interface DryRunAnswer {
  /**
   * `ok`: it ran. `too-slow`, `too-large`: it was stopped at the limit of time or memory, and `detail` says so. `unreadable`: the
   * request cannot be sent as typed. `failed`: it could not be run, for a reason in `detail`.
   */
  readonly outcome: 'ok' | 'too-slow' | 'too-large' | 'unreadable' | 'failed';
  readonly detail?: string | undefined;
  readonly findings: readonly FindingView[];
  readonly run?: DryRun | undefined;
}

/** One finding in a contract, as `paramap check` tells it. */
export interface FindingView {
  readonly rule: string;
  readonly severity: 'error' | 'warning';
  /** JSON Pointer. */
  readonly pointer: string;
  /** 1-based. */
  readonly line?: number | undefined;
  readonly column?: number | undefined;
  readonly message: string;
  readonly cure: string;
}

/** What the stages made of a request. Sensitive values and secrets are `***`. */
export interface DryRun {
  readonly at?: OperationPlace | undefined;
  /** The caller's typed values by location, as JSON text. */
  readonly decoded?: string | undefined;
  readonly outgoing?: (ShownMessage & { readonly upstream: string; readonly curl: string }) | undefined;
  readonly lineage: readonly LineageView[];
  readonly differences: readonly Difference[];
  /** As the caller would get it. */
  readonly problem?: { readonly status: number; readonly body: ProblemView } | undefined;
  /** Every declared route, where none matched. */
  readonly routes?: readonly string[] | undefined;
}

/** Contracts to begin with. */
export interface SourcesAnswer {
  readonly sources: readonly ContractSourceView[];
}

/** A contract whose text can be had. */
export interface ContractSourceView {
  readonly id: string;
  readonly kind: 'served' | 'example';
  readonly title: string;
  /** As the author named it. */
  readonly file: string;
}

/** The text of a contract. */
export interface ContractText extends ContractSourceView {
  readonly text: string;
  /** A request to begin with, of the contract's first example. */
  readonly request?: TypedRequest | undefined;
}
