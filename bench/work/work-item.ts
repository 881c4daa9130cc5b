/** Names of the work items: (a) to (d2) of the table in README.md, and `p`, (a) by way of a pass-through prefix. */
export type WorkId = 'a' | 'p' | 'b' | 'c' | 'd1' | 'd2';

/** One kind of request that every program is given, and what must come of it. */
export interface WorkItem {
  readonly id: WorkId;
  readonly title: string;
  readonly request: WorkRequest;
  readonly expected: Forwarded | Refused;
}

export interface WorkRequest {
  readonly method: 'GET' | 'POST';
  /** Path and query as they are sent. */
  readonly target: string;
  /** JSON text. */
  readonly body: string | undefined;
}

/** The upstream gets exactly this request, and the caller its answer. */
export interface Forwarded {
  readonly kind: 'forwarded';
  readonly target: string;
  /** Parsed; `undefined`: no content. */
  readonly body: unknown;
}

/** The upstream gets nothing, and the caller one 400 that names each fault. */
export interface Refused {
  readonly kind: 'refused';
  /** The names of the parameters or members at fault. */
  readonly names: readonly string[];
}
