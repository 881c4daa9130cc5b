import type { GatewayCounts } from '../../gateway/counts.ts';
import type { Closed, CloseOptions } from '../../gateway/gateway.ts';
import type { GatewayHealth } from '../../gateway/health.ts';
import type { MetricsSnapshot } from '../../signal/metrics/metrics-text.ts';
import type { UpstreamSnapshot } from '../../upstream/target/target-snapshot.ts';
import type { InsightCounts } from '../../signal/shape/report.ts';
import type { ListenOptions } from '../../options/gateway-options.ts';

/** What the primary process tells a worker. */
export type PrimaryMessage =
  | { readonly kind: 'reload' }
  | { readonly kind: 'report' }
  | { readonly kind: 'shapes' }
  | { readonly kind: 'stop'; readonly options: CloseOptions };

/** What a worker tells the primary process. */
export type WorkerMessage =
  | { readonly kind: 'listening' }
  /** It cannot start, for a reason in words; it ends by itself. */
  | { readonly kind: 'failed'; readonly reason: string }
  /** The answer to `reload`; `undefined` where it succeeded. */
  | { readonly kind: 'reloaded'; readonly fault: string | undefined }
  | { readonly kind: 'report'; readonly report: WorkerReport }
  /** What it counted of shapes; not in a report, for it may be large. */
  | { readonly kind: 'shapes'; readonly counts: readonly InsightCounts[] }
  /** Everything is answered or cut, and the process ends; the report is its last. */
  | { readonly kind: 'stopped'; readonly report: WorkerReport; readonly closed: Closed };

/** What one worker came to since its start. */
export interface WorkerReport {
  readonly counts: GatewayCounts;
  readonly measured: MetricsSnapshot;
  readonly health: GatewayHealth;
  readonly upstreams: readonly UpstreamSnapshot[];
}

/** Where a worker listens: the primary says so, for the file may say otherwise by now. */
export type WorkerAddress = Required<Pick<ListenOptions, 'host' | 'port'>>;

/** The variable of the environment by which a process knows that it is a worker, and where to listen. */
const workerVariable = 'PARAMAP_WORKER';

/** The environment of a worker. */
export function workerEnvironment(address: WorkerAddress): Readonly<Record<string, string>> {
  return { [workerVariable]: JSON.stringify(address) };
}

/** Where this process listens, as a worker; `undefined` in any other. */
export function readWorkerAddress(
  environment: Readonly<Record<string, string | undefined>>,
): WorkerAddress | undefined {
  const text = environment[workerVariable];
  if (text === undefined) return undefined;
  const address: unknown = JSON.parse(text);
  const { host, port } = Object(address);
  if (typeof host !== 'string' || typeof port !== 'number') throw new Error(`${workerVariable} holds no address`);
  return { host, port };
}

const kinds = {
  primary: ['reload', 'report', 'shapes', 'stop'],
  worker: ['listening', 'failed', 'reloaded', 'report', 'shapes', 'stopped'],
} as const;

/** Whether a message is one of ours; the app's own modules may send others. */
export const isPrimaryMessage = (message: unknown): message is PrimaryMessage => isOfKind(message, kinds.primary);

/** The same, from the other side. */
export const isWorkerMessage = (message: unknown): message is WorkerMessage => isOfKind(message, kinds.worker);

function isOfKind(message: unknown, known: readonly string[]): boolean {
  return typeof message === 'object' && message !== null && 'kind' in message && known.includes(String(message.kind));
}
