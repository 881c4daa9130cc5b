import type { AnswerCount } from '../signal/answer-count.ts';
import { checkStart } from '../middleware/check-start.ts';
import type { DeprecatedCount } from '../middleware/deprecated-counts.ts';
import { leaveCounts } from '../middleware/guarding.ts';
import type { Instance } from '../middleware/instance.ts';
import type { LiveShadow } from '../middleware/shadow-traffic.ts';
import { type Signals, startSignals } from '../middleware/signals.ts';
import { startChecked } from '../middleware/start-instance.ts';
import { belowPrefix, pathAndQuery } from '../middleware/target.ts';
import { partMounts } from '../options/part-mounts.ts';
import { givenInCode } from '../options/resolve-options.ts';
import type { UpstreamSnapshot } from '../upstream/target/target-snapshot.ts';
import type { InsightCounts } from '../signal/shape/report.ts';
import type { GatewayCounts } from './counts.ts';

/** The instances of a gateway, each below its prefix. To the server they are one. */
export interface Mounts
  extends Pick<Instance, 'options' | 'files' | 'refuse' | 'handle' | 'find' | 'upgrades' | 'close'> {
  readonly mounted: readonly Mounted[];
  /** Who listens to the requests of all of them. */
  readonly signals: Signals;
  /** To be called when requests go to these, and no more to those before. */
  succeed(): void;
  upstreams(mount?: string): UpstreamSnapshot[];
  deprecatedUse(mount?: string): DeprecatedCount[];
  answerViolations(mount?: string): AnswerCount[];
  shadow(mount?: string): LiveShadow | undefined;
  /** What was counted of shapes; `undefined` without the option `insights`. */
  shapes(mount?: string): readonly InsightCounts[] | undefined;
  /** Everything that is counted. */
  counts(): GatewayCounts;
}

/** An instance and where it stands. */
export interface Mounted {
  readonly prefix: string;
  readonly instance: Instance;
}

/**
 * Starts an instance for each mount of the options, or one where there are none. What has to outlive a reload is had from
 * those that they are to replace.
 *
 * Fails: a `ContractError` that holds the findings of options or contracts.
 */
export function startMounts(given: object, previous: readonly Mounted[] = []): Mounts {
  const { first, mounts, signals } = startEach(given, previous);
  // The longest prefix is tried first, the root last.
  const inOrder = mounts.toSorted((left, right) => right.prefix.length - left.prefix.length);
  const at = (mount: string | undefined): Mounted[] =>
    mounts.filter(({ prefix }) => mount === undefined || prefix === mount);
  return {
    mounted: mounts,
    signals,
    succeed: () => takeOver(mounts, previous),
    options: first.instance.options,
    files: [...new Set(mounts.flatMap(({ instance }) => instance.files))],
    refuse: first.instance.refuse,
    // Without mounts nothing of a request has to be looked at to find its instance.
    handle: mounts.length === 1 && first.prefix === '' ? first.instance.handle : chooseBy(inOrder),
    find: (method, target) => {
      const found = standingAt(inOrder, pathAndQuery(target));
      return found?.instance.find(method, found.rest) ?? { kind: 'none' };
    },
    upgrades: (req, url) => {
      const found = standingAt(inOrder, url);
      return found?.instance.upgrades(req, found.rest) ?? false;
    },
    close: async () => {
      await Promise.all(mounts.map(({ instance }) => instance.close()));
      await signals.close();
    },
    upstreams: (mount) => at(mount).flatMap(({ instance }) => instance.upstreams()),
    deprecatedUse: (mount) => at(mount).flatMap(({ instance }) => instance.deprecatedUse()),
    answerViolations: (mount) => at(mount).flatMap(({ instance }) => instance.answerViolations()),
    shapes: (mount) =>
      signals.shapes && eachOnce(at(mount).flatMap(({ instance }) => instance.insights.counts() ?? [])),
    shadow: (mount = first.prefix) => mounts.find(({ prefix }) => prefix === mount)?.instance.shadow(),
    counts: () => countsOf(mounts),
  };
}

interface Started {
  /** What the options outside of mounts hold for. */
  readonly first: Mounted;
  readonly mounts: readonly Mounted[];
  readonly signals: Signals;
}

function startEach(given: object, previous: readonly Mounted[]): Started {
  const checked = partMounts({ ...given }, givenInCode('gateway')).map(({ prefix, options, use }) => {
    return { prefix, start: checkStart(options, use) };
  });
  // All are checked before the first is started: a reload that is refused must not have opened or left anything.
  const [main] = checked;
  if (main === undefined) throw new Error('options without a mount were accepted');
  const signals = startSignals(main.start.options, previous[0]?.instance.lasting.signals);
  const start = (mount: (typeof checked)[number]): Mounted => {
    const before = previous.find(({ prefix }) => prefix === mount.prefix)?.instance;
    return { prefix: mount.prefix, instance: startChecked(mount.start, before, signals) };
  };
  const first = start(main);
  return { first, mounts: [first, ...checked.slice(1).map(start)], signals };
}

function takeOver(mounts: readonly Mounted[], previous: readonly Mounted[]): void {
  for (const { instance } of mounts) instance.lasting.ways.succeed();
  for (const { prefix, instance } of previous) {
    const { limits } = instance.lasting;
    if (limits !== undefined && mounts.every((mount) => mount.prefix !== prefix)) leaveCounts(limits);
  }
}

const countsOf = (mounts: readonly Mounted[]): GatewayCounts => ({
  deprecated: mounts.flatMap(({ instance }) => instance.deprecatedUse()),
  answers: mounts.flatMap(({ instance }) => instance.answerViolations()),
  shadows: mounts.flatMap(({ prefix, instance }) => {
    const shadow = instance.shadow();
    return shadow === undefined ? [] : [{ mount: prefix, ...shadow }];
  }),
});

/** The first of them that a target stands below, and what is left of the target behind its prefix. */
function standingAt(mounts: readonly Mounted[], url: string): (Mounted & { readonly rest: string }) | undefined {
  for (const { prefix, instance } of mounts) {
    const rest = belowPrefix(url, prefix);
    if (rest !== undefined) return { prefix, instance, rest };
  }
  return undefined;
}

/** The first of them that a target stands below takes the request. */
const chooseBy =
  (mounts: readonly Mounted[]): Instance['handle'] =>
  (call, unmatched) => {
    const found = standingAt(mounts, pathAndQuery(call.req.url ?? '/'));
    if (found === undefined) return unmatched(call, { kind: 'none' });
    // As Express does at a mount: what stands behind the prefix is the target of the instance.
    if (found.prefix !== '') call.req.url = found.rest;
    found.instance.handle(call, unmatched);
  };

/** A contract that stands below several prefixes is counted as one, and each of its mounts tells of it. */
function eachOnce(counts: readonly InsightCounts[]): InsightCounts[] {
  const told = new Set<string>();
  const isNew = ({ file, operation }: InsightCounts['operations'][number]): boolean => {
    const key = `${file} ${operation}`;
    return !told.has(key) && told.add(key) !== undefined;
  };
  return counts.map((part) => ({ ...part, operations: part.operations.filter(isNew) }));
}
