import type { PlaceView, RulePlace } from './protocol-request.ts';

/** Every contract that is served, with its operations; their rules are in `OperationDetail`. */
export interface ContractsAnswer {
  readonly contracts: readonly ContractView[];
  readonly check: CheckState;
}

/** How far the comparison of contracts and backends is. It runs beside the requests, once for each reload. */
export interface CheckState {
  readonly state: 'none' | 'running' | 'done' | 'failed';
  /** Why there is none, or it failed, in words. */
  readonly detail?: string | undefined;
  readonly finishedMs?: number | undefined;
}

/** One contract. */
export interface ContractView {
  /** The prefix of its mount. */
  readonly mount: string;
  readonly file: string;
  readonly title: string;
  readonly version?: string | undefined;
  /** In `api/sources/<id>`. */
  readonly source: string;
  readonly operations: readonly OperationView[];
}

/** One operation in a list. */
export interface OperationView {
  readonly name: string;
  /** `GET /users/{userId}` */
  readonly route: string;
  readonly summary?: string | undefined;
  readonly isDeprecated: boolean;
  readonly upstream: { readonly name: string; readonly route: string };
  readonly usage: UsageView;
  /** Absent until the check is done, and for operations whose upstream says nothing of what it takes. */
  readonly verdict?: 'proved' | 'refuted' | 'tested' | undefined;
}

/** Requests since the start. */
export interface UsageView {
  readonly requests: number;
  /** By class: `2xx`, `4xx`, `5xx`; `0xx` for callers that left. */
  readonly statuses: Readonly<Record<string, number>>;
  /** Of problems. */
  readonly codes: Readonly<Record<string, number>>;
  /** Milliseconds since 1970; absent before the first. */
  readonly lastMs?: number | undefined;
}

/** One operation in full. */
export interface OperationDetail extends OperationView {
  readonly mount: string;
  readonly file: string;
  readonly line?: number | undefined;
  readonly description?: string | undefined;
  /** Arrows of requests. */
  readonly rules: readonly MappingArrow[];
  /** Arrows of answers, by declared status; `from` is the upstream's side, `to` the caller's. */
  readonly answers: readonly { readonly status: string; readonly rules: readonly MappingArrow[] }[];
  /** What callers are asked for, in words; empty where that is nothing. */
  readonly asks: readonly string[];
  readonly examples: number;
  readonly coverage?: CoverageView | undefined;
  readonly check?: OperationCheck | undefined;
}

/** One rule of a mapping, as an arrow from left to right. */
export interface MappingArrow {
  /**
   * `value`: the caller's value goes there. `added`: the contract adds it (`source`). `dropped`: validated and not sent, without `to`.
   * `unfilled`: a place of the upstream that nothing fills, without `from`.
   */
  readonly kind: 'value' | 'added' | 'dropped' | 'unfilled';
  readonly from?: ArrowEnd | undefined;
  readonly to?: ArrowEnd | undefined;
  /** What is added, in words: `constant "2"`, `secret USERS_API_KEY`, `template of body /first and body /last`. */
  readonly source?: { readonly kind: 'constant' | 'secret' | 'from' | 'template'; readonly text: string } | undefined;
  /** In the order in which they are applied from `from` to `to`. */
  readonly codecs: readonly string[];
  /** Why it is so, in words: `only on branch oneOf/1`, `default "active"`. */
  readonly reasons: readonly string[];
  /** Where the contract says so. */
  readonly rule?: RulePlace | undefined;
}

/** A place at one end. `name` and `pointer` as in lineage; a star stands for each item and each name of a map. */
export interface ArrowEnd extends PlaceView {
  /** `string`, `integer`, `array`, `string or null`; empty for any, and where it is not known. */
  readonly type: string;
  readonly isRequired: boolean;
  readonly isSensitive: boolean;
  readonly isDeprecated: boolean;
}

/** What the examples of an operation reach. */
export interface CoverageView {
  readonly mapping: readonly CoverageEntry[];
  readonly refusals: readonly CoverageEntry[];
  readonly answers: readonly CoverageEntry[];
  /** Examples that do not hold. */
  readonly failing: number;
}

/** One thing that an example can show. */
export interface CoverageEntry {
  /** `query.since` */
  readonly place: string;
  /** `codec unix-seconds`, `minimum` */
  readonly rule: string;
  readonly reached: boolean;
}

/** What the check says of one operation. */
export interface OperationCheck {
  readonly verdict: 'proved' | 'refuted' | 'tested';
  /** Requests that were made and tried where no rule decides; 0 for the others. */
  readonly tried: number;
  readonly refutations: readonly RefutationView[];
  readonly obstacles: readonly ComparedView[];
  /** Of answers; absent where there was nothing to compare. */
  readonly answers?: 'proved' | 'refuted' | 'tested' | undefined;
  /** What is to be said of answers, in words. */
  readonly answerNotes: readonly string[];
}

/** A place that was compared with the backend's document. */
export interface ComparedView {
  readonly in: string;
  readonly name: string;
  readonly keyword: string;
  readonly because: string;
  readonly contract?: RulePlace | undefined;
  readonly backend: RulePlace;
}

/** Why the backend would refuse a request that the contract accepts. */
export interface RefutationView extends ComparedView {
  readonly cure: string;
  /** `GET /users?age=7` */
  readonly request: string;
  readonly curl: string;
  /** What would be sent: `GET /api/v1/resource?age=7`. */
  readonly outgoing: string;
}

/** What a contract comes to with the rule that an insight suggests. */
export interface SuggestionCheck {
  /** The verdict on the operation as it is, and with the rule; `none` where no document of the backend is named. */
  readonly before?: OperationCheck['verdict'] | 'none';
  readonly after?: OperationCheck['verdict'] | 'none';
  /** Why there is no verdict, in words. */
  readonly unknown?: string;
}
