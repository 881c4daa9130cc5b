import type { DocumentLibrary } from '../contract/document-library.ts';
import type { OperationSource } from '../contract/operation-source.ts';
import type { ResolvedOptions } from '../options/resolved-options.ts';
import type { InsightReport } from '../signal/shape/insight.ts';
import type { UpstreamSnapshot } from '../upstream/target/target-snapshot.ts';

/** What stands at one mount, as the inspector sees it. A reload makes others. */
export interface InspectedMount {
  /** Empty at the root, and for a middleware. */
  readonly prefix: string;
  readonly options: ResolvedOptions;
  readonly operations: readonly OperationSource[];
  readonly library: DocumentLibrary;
  /** When it took over, in milliseconds since 1970. */
  readonly sinceMs: number;
  upstreams(): readonly UpstreamSnapshot[];
  /** `undefined` where the option `insights` is off. */
  insights(): InsightReport | undefined;
}
