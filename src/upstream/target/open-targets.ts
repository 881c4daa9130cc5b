import { type Address, parseAddress } from '../address.ts';
import { Breaker } from '../attempt/breaker.ts';
import { createPool, type UpstreamProtocol } from '../connection.ts';
import { HealthCheck } from '../health/health-check.ts';
import { createProbe, type Probe } from '../health/probe.ts';
import { AddressBook } from '../lookup/address-book.ts';
import { compileDenied, type IsDenied } from '../lookup/denied-addresses.ts';
import type { TlsSettings } from '../tls/tls-settings.ts';
import { keepFresh } from '../lookup/keep-fresh.ts';
import type { UpstreamTools } from '../upstream-tools.ts';
import { Connections } from './connections.ts';
import { Ejection, EjectionQuota } from './ejection.ts';
import type { PoolOptions } from './target-options.ts';
import { createTargetSet, type TargetSet } from './target-set.ts';
import type { TargetState } from './target-change.ts';
import type { TargetSnapshot, UpstreamSnapshot } from './target-snapshot.ts';
import { Target } from './target.ts';

/** How connections to the targets are made. */
export interface ConnectOptions {
  readonly connectMs: number;
  readonly headerBytes: number;
  readonly tls: TlsSettings | undefined;
  readonly protocol?: UpstreamProtocol | undefined;
}

/** The targets of an upstream, with their connections and all that watches over them. */
export interface OpenTargets {
  readonly set: TargetSet;
  /** Of all of them: `http://10.0.0.5:8080`. */
  readonly origins: ReadonlySet<string>;
  snapshot(): UpstreamSnapshot;
  /** Watches over them no more, so that nothing holds on to them; requests go on. */
  retire(): void;
  /** Takes no more requests, and waits for those under way. */
  close(): Promise<void>;
  /** Breaks what is under way. */
  destroy(): void;
}

/** Makes the targets of an upstream. Connections are made when they are used; probes begin at once. */
export function openTargets(name: string, options: PoolOptions & ConnectOptions, tools: UpstreamTools): OpenTargets {
  const quota = new EjectionQuota(options.ejection, options.targets.length);
  const shared: Shared = { upstream: name, options, tools, quota, isDenied: compileDenied(options.denyAddresses) };
  const opened = options.targets.map((target, index) =>
    openTarget(target.name ?? `${name}#${index + 1}`, index, shared),
  );
  const set = createTargetSet(
    opened.map(({ target }) => target),
    { ...options, now: tools.now, random: tools.random },
  );
  const retire = (): void => {
    for (const { stop } of opened) stop();
  };
  return {
    set,
    origins: new Set(options.targets.map(({ url }) => parseAddress(url).origin)),
    snapshot: () => ({
      name,
      balance: options.balance,
      inPanic: set.inPanic(),
      targets: opened.map((each) => snapshotOf(each, tools)),
    }),
    retire,
    async close() {
      retire();
      await Promise.all(opened.map(({ connections }) => connections.close()));
    },
    destroy: () => {
      for (const { connections } of opened) connections.destroy();
    },
  };
}

interface Shared {
  /** Its name. */
  readonly upstream: string;
  readonly options: PoolOptions & ConnectOptions;
  readonly tools: UpstreamTools;
  readonly quota: EjectionQuota;
  readonly isDenied: IsDenied;
}

interface OpenTarget {
  readonly target: Target;
  readonly connections: Connections;
  readonly health: HealthCheck | undefined;
  readonly ejection: Ejection | undefined;
  readonly breaker: Breaker | undefined;
  stop(): void;
}

function openTarget(name: string, index: number, shared: Shared): OpenTarget {
  const { options, tools, isDenied } = shared;
  const { url = '', weight = 1, name: ownName } = options.targets[index] ?? {};
  const address = parseAddress(url);
  const book = bookOf(address, { ...options.dns, isDenied }, tools);
  const open = () => createPool(address.origin, { ...options, book, socketPath: address.socketPath });
  const connections = new Connections(open, { address, lookup: book?.lookup });
  const { returnMs, health: settings } = options;
  const identity = ownName ?? url;
  const target = new Target({
    name,
    weight,
    identity,
    returnMs,
    basePath: address.basePath,
    connections,
    now: tools.now,
  });
  const checkPool = settings && open();
  const probe = settings && checkPool && createProbe({ pool: checkPool, basePath: address.basePath }, settings);
  const { ejection, health, breaker } = openGates(target, shared, probe);
  const stopRefreshing = book && keepFresh(book, connections, { everyMs: options.dns.refreshMs, after: tools.after });
  health?.start();
  const stop = (): void => {
    stopRefreshing?.();
    health?.stop();
    void checkPool?.destroy();
  };
  return { target, connections, health, ejection, breaker, stop };
}

/** Makes what watches over a target, and has each of them asked before a request goes there. */
function openGates(
  target: Target,
  { upstream, options, tools, quota }: Shared,
  probe: Probe | undefined,
): Pick<OpenTarget, 'ejection' | 'health' | 'breaker'> {
  const { ejection: rules, health: settings } = options;
  const tell = (state: TargetState): void => tools.onState?.({ upstream, target: target.name, ...state });
  const ejection =
    rules.consecutiveFailures > 0 && quota.most > 0
      ? new Ejection(target, rules, { quota, tell: (state) => tell({ by: 'ejection', state }) })
      : undefined;
  const health =
    settings &&
    probe &&
    new HealthCheck(target, { settings, probe, tools, tell: (state) => tell({ by: 'health', state }) });
  const breaker = options.breaker && new Breaker(options.breaker, (state) => tell({ by: 'breaker', state }));
  for (const gate of [ejection, health, breaker]) if (gate !== undefined) target.gates.push(gate);
  return { ejection, health, breaker };
}

/** Only names have an address book. */
function bookOf(
  { origin, socketPath }: Address,
  settings: ConstructorParameters<typeof AddressBook>[1],
  tools: UpstreamTools,
): AddressBook | undefined {
  const { hostname } = new URL(origin);
  const isName = socketPath === undefined && !/^\[|^[\d.]+$/.test(hostname);
  return isName ? new AddressBook(hostname, settings, tools) : undefined;
}

function snapshotOf({ target, health, ejection, breaker }: OpenTarget, { now }: UpstreamTools): TargetSnapshot {
  const nowMs = now();
  const ejectedMs = ejection === undefined || ejection.allows(nowMs) ? undefined : ejection.allowsAtMs() - nowMs;
  return {
    name: target.name,
    healthy: health?.allows(),
    usable: target.allows(nowMs),
    ejectedUntil: ejectedMs === undefined ? undefined : new Date(Date.now() + ejectedMs).toISOString(),
    breaker: breaker?.state(nowMs),
    pending: target.pending,
    weight: target.weight,
    weightNow: target.weightAt(nowMs),
  };
}
