import type { InsightReport } from '../signal/shape/insight.ts';

/**
 * What the inspector's page gets and sends: this file for requests in lists, upstreams and the state; `protocol-request.ts` for one
 * request; `protocol-contracts.ts` for contracts; `protocol-dry-run.ts` for what is typed in.
 *
 * All paths are relative to the folder of the page, `/inspector/` on the admin address. Every answer is JSON but for
 * `api/live`, which is `text/event-stream`. What is refused is answered with an `ApiFault`. A POST carries `application/json` and is
 * only taken from the page itself.
 *
 * | route | answer |
 * |---|---|
 * | `POST api/session` `SessionRequest` | 204 and a cookie that scripts do not see; 401 for a wrong token |
 * | `GET api/state` | `InspectorState` |
 * | `GET api/live?after=<sequence>` | events `requests` (`LiveBatch`) and `state` (`InspectorState`); begins with the newest that are kept after it |
 * | `GET api/requests?before=<sequence>&limit=<n>` | `RequestPage`, newest first |
 * | `GET api/requests/<id>` | `RequestDetail`; 404 where it is not kept any more |
 * | `POST api/replay` `ReplayRequest` | `DryRunAnswer` |
 * | `GET api/upstreams` | `UpstreamsAnswer` |
 * | `GET api/insights` | `InsightsAnswer` |
 * | `GET api/insights/check?mount=&id=` | `SuggestionCheck`, once it is done |
 * | `GET api/contracts` | `ContractsAnswer` |
 * | `GET api/contracts/operation?mount=&file=&name=` | `OperationDetail` |
 * | `POST api/check` `{}` | `ContractsAnswer`, with the check begun where it was not, or failed |
 * | `GET api/sources` | `SourcesAnswer` |
 * | `GET api/sources/<id>` | `ContractText` |
 * | `GET api/schema` | the JSON Schema (draft-07) of contracts |
 * | `POST api/dry-run` `DryRunRequest` | `DryRunAnswer` |
 *
 * The link that is printed at start ends in `#token=...`: the page takes it off its address and sends it to `api/session`, once.
 * Where an answer is 401 the session is over, or never was: the page asks for the link again.
 */
export interface ApiFault {
  /** Stable, kebab-case: `session-missing`, `not-found`, `wrong-origin`, `too-large`, `wrong-type`, `busy`, `failed`. */
  readonly code: string;
  /** In words that may be shown. */
  readonly detail: string;
}

/** Sent to `api/session`. */
export interface SessionRequest {
  readonly token: string;
}

/** One request in a list. All texts are as they may be shown: `***` stands for what may not. */
export interface RequestSummary {
  /** Names it in `api/requests/<id>`; no other request of this process has it. */
  readonly id: string;
  /** Counts up with every request, from 1. */
  readonly sequence: number;
  /** Milliseconds since 1970. */
  readonly cameMs: number;
  readonly method: string;
  /** Path and query, cut after 200 characters. */
  readonly target: string;
  /** Empty where none was found, or the request is passed through. */
  readonly operation: string;
  readonly upstream: string;
  /** Of the caller's answer; 0 where the caller left before it had one. */
  readonly status: number;
  /** Of a problem; empty for an answer of the upstream. */
  readonly code: string;
  readonly fault: '' | 'caller' | 'upstream' | 'contract' | 'gateway';
  /** From its head to the end of its answer. */
  readonly ms: number;
  readonly attempts: number;
  readonly hasLeft: boolean;
  /** Whether `api/requests/<id>` knows more of it; not so under load, and for those that are too old. */
  readonly hasDetail: boolean;
}

/** Some requests that ended, oldest first. At most 500 at once, and at most 4 batches a second. */
export interface LiveBatch {
  readonly requests: readonly RequestSummary[];
  /** How many ended since the last batch and are not in this one, since there were too many; they are in `api/requests`. */
  readonly dropped: number;
  /** The sequence of the newest request, told or not. */
  readonly newest: number;
}

/** Older requests, newest first. */
export interface RequestPage {
  readonly requests: readonly RequestSummary[];
  /** The sequence of the oldest that is kept. */
  readonly oldest: number;
  readonly newest: number;
}

/** Sent to `api/replay`: runs a recorded request again, as it is shown, and sends nothing. */
export interface ReplayRequest {
  readonly id: string;
}

/** What is inspected. */
export interface InspectorState {
  readonly version: string;
  /** The option `name`. */
  readonly name: string;
  readonly startedMs: number;
  readonly mounts: readonly MountState[];
  readonly recorder: RecorderState;
  /** Whether `api/insights` has something to tell. */
  readonly hasInsights: boolean;
  /** In bytes, of what `api/dry-run` takes; and how long it may take. */
  readonly dryRun: { readonly mostBytes: number; readonly timeMs: number };
}

/** One mount; of a middleware, and of a gateway without mounts, the only one, with an empty prefix. */
export interface MountState {
  readonly prefix: string;
  readonly contracts: number;
  readonly operations: number;
  readonly reloadedMs: number;
}

/** What is kept of requests. */
export interface RecorderState {
  /** All that ended since the start. */
  readonly seen: number;
  readonly summaries: number;
  readonly mostSummaries: number;
  readonly details: number;
  readonly mostDetails: number;
  /** Of the details. */
  readonly bytes: number;
  readonly mostBytes: number;
}

/** The upstreams of all mounts. */
export interface UpstreamsAnswer {
  readonly upstreams: readonly UpstreamView[];
}

/** One upstream. */
export interface UpstreamView {
  /** The prefix of its mount. */
  readonly mount: string;
  readonly name: string;
  /** How its targets are chosen: `least-pending`. */
  readonly balance: string;
  /** Whether so few targets are usable that health and ejection are not heeded. */
  readonly inPanic: boolean;
  readonly targets: readonly TargetView[];
}

/** One target, by its public name, with what the attempts to reach it showed. */
export interface TargetView {
  readonly name: string;
  /** What the last probes say; absent where it is not probed. */
  readonly healthy?: boolean | undefined;
  /** Whether a request would be sent there, all in all. */
  readonly usable: boolean;
  /** Until when it is left out for its failures, in the form of RFC 3339; absent where it is not. */
  readonly ejectedUntil?: string | undefined;
  /** What its circuit breaker says; absent where it has none. */
  readonly breaker?: 'closed' | 'open' | 'half-open' | undefined;
  /** Requests under way. */
  readonly pending: number;
  readonly weight: number;
  /** Below `weight` while it returns. */
  readonly weightNow: number;
  /** Since the start. */
  readonly attempts: number;
  /** Of those, without a usable answer. */
  readonly failures: number;
  /** How the last of them failed: `connection_refused`. */
  readonly lastFailure?: { readonly cause: string; readonly atMs: number } | undefined;
  /** Of the last 512 attempts; absent before the first. */
  readonly latency?: Latency | undefined;
}

/** In milliseconds. */
export interface Latency {
  readonly count: number;
  readonly p50: number;
  readonly p95: number;
  readonly p99: number;
  readonly most: number;
}

/** What was found out about failures, by mount; empty where the option `insights` is off. */
export interface InsightsAnswer {
  readonly insights: readonly { readonly mount: string; readonly report: InsightReport }[];
}
