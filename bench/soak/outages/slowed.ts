import { setTimeout as sleep } from 'node:timers/promises';
import { quantile } from '../../measure/statistics.ts';
import type { Census } from '../census.ts';
import { Callers, type CallerSettings, type Sent } from './callers.ts';
import { brokenOf, type Outage, type OutageSettings, startGateway } from './outage.ts';
import { type Manner, SwitchedUpstream } from './switched-upstream.ts';

const well: Manner = { status: 200, afterMs: 3 };
const never: Manner = { status: 200, afterMs: Number.POSITIVE_INFINITY };
/** How long an answer takes while all is slow. */
const slowMs = 500;
/** More callers than the gateway admits, which only shows where answers are slow. */
const crowd = { count: 80, methods: ['GET'], pauseMs: 50 } as const;
const bounds = { maxPending: 32, queue: { max: 16, timeoutMs: 50 } };
/** So long nothing must be refused for all to count as well, in milliseconds. */
const calmMs = 250;

/** All targets are slow: what is refused is refused at once, and soon after they are well nothing is refused any more. */
export const slowed: Outage = (settings) =>
  withUpstream({ manner: well, pool: bounds, settings }, async ({ upstream, call, phase }) => {
    const callers = call(crowd);
    await phase(0.3);
    upstream.manner = { ...well, afterMs: slowMs };
    const fromMs = performance.now();
    await phase(0.4);
    await sleep(slowMs);
    upstream.manner = well;
    const wellMs = performance.now();
    await sleep(2500);
    await phase(0.3);
    const sent = await callers.stop();
    const refused = sent.filter(({ status, beganMs }) => status === 503 && beganMs > fromMs);
    const { medianMs, p99Ms } = spread(refused.map(({ beganMs, endedMs }) => endedMs - beganMs));
    const recoveryMs = Math.round(calmAfter(wellMs, refused) - wellMs);
    const others = sent.filter(({ status }) => status !== 200 && status !== 503).length;
    return {
      figures: { requests: sent.length, refused: refused.length, medianMs, p99Ms, recoveryMs },
      broken: brokenOf([
        [refused.length > 20, `only ${refused.length} were refused`],
        [p99Ms < 500, `a refusal took ${p99Ms} ms`],
        [recoveryMs < 2000, `callers were refused for ${recoveryMs} ms after all was well`],
        [others === 0, `${others} answers were neither 200 nor 503`],
      ]),
    };
  });

/** When the refusals ended: nothing was refused for a while after it. */
function calmAfter(wellMs: number, refused: readonly Sent[]): number {
  let lastMs = wellMs;
  for (const { endedMs } of refused.filter((each) => each.endedMs > wellMs).sort((a, b) => a.endedMs - b.endedMs)) {
    if (endedMs - lastMs > calmMs) return lastMs;
    lastMs = endedMs;
  }
  return lastMs;
}

/** Callers leave: the upstream is freed at once, and the gateway holds on to nothing. */
export const left: Outage = (settings) =>
  withUpstream({ manner: never, pool: {}, settings }, async ({ upstream, call, phase, census }) => {
    const leaving = { count: 8, methods: ['GET', 'PUT'], leaveMs: 30, pauseMs: 20 } as const;
    const first = call(leaving);
    await phase(0.3);
    const before = await first.stop().then(census);
    const callers = call(leaving);
    await phase(0.7);
    const sent = await callers.stop();
    const after = await census();
    const freedMs = sent
      .flatMap(({ name, endedMs }) => upstream.left.get(name) ?? endedMs)
      .map((ms, at) => ms - (sent[at]?.endedMs ?? 0));
    const { medianMs, p99Ms } = spread(freedMs);
    const grown = grownBetween(before, after);
    const open = await upstream.connections();
    return {
      figures: { left: sent.length, medianMs, p99Ms, connectionsLeftOpen: open },
      broken: brokenOf([
        [sent.length > 20, `only ${sent.length} left`],
        [medianMs < 100, `the upstream was freed after ${medianMs} ms`],
        [p99Ms < 500, `the upstream was freed after up to ${p99Ms} ms`],
        [open === 0, `${open} connections of the upstream are still open`],
        [grown.length === 0, `more is held than before: ${grown}`],
      ]),
    };
  });

const spread = (values: readonly number[]) => ({
  medianMs: Math.round(quantile(values, 0.5) * 10) / 10,
  p99Ms: Math.round(quantile(values, 0.99) * 10) / 10,
});

/** What there is clearly more of: a single one may be a matter of the moment. */
function grownBetween(before: Census | undefined, after: Census | undefined): readonly string[] {
  if (before === undefined || after === undefined) return [];
  return (['sockets', 'timers', 'requests', 'signals'] as const).filter((what) => after[what] - before[what] > 10);
}

/** Every answer is a 503: repeats stay within the budget. */
export const stormed: Outage = (settings) =>
  withUpstream({ manner: { status: 503, afterMs: 1 }, pool: {}, settings }, async ({ upstream, call, phase }) => {
    const callers = call({ count: 16, methods: ['GET'], pauseMs: 10 });
    await phase(1);
    const sent: readonly Sent[] = await callers.stop();
    const amplification = Math.round((upstream.arrivals / sent.length) * 1000) / 1000;
    return {
      figures: { requests: sent.length, arrivals: upstream.arrivals, amplification },
      broken: brokenOf([
        [sent.length > 100, `only ${sent.length} requests`],
        [sent.every(({ status }) => status === 503), 'an answer was no 503'],
        // Ten repeats are always allowed.
        [upstream.arrivals <= 1.2 * sent.length + 10, `the upstream saw ${amplification} times the load`],
      ]),
    };
  });

interface Ways {
  readonly upstream: SwitchedUpstream;
  call(settings: Omit<CallerSettings, 'port'>): Callers;
  /** Waits for a part of the time. */
  phase(share: number): Promise<void>;
  /** Of the gateway, with nothing under way; `undefined` where it cannot be told. */
  census(): Promise<Census | undefined>;
}

interface Scene {
  readonly manner: Manner;
  readonly pool: object;
  readonly settings: OutageSettings;
}

async function withUpstream<T>({ manner, pool, settings }: Scene, play: (ways: Ways) => Promise<T>): Promise<T> {
  const upstream = new SwitchedUpstream(manner);
  const gateway = await (settings.start ?? startGateway)({ targets: [await upstream.listen()], ...pool });
  try {
    return await play({
      upstream,
      call: (callers) => new Callers({ port: gateway.port, ...callers }),
      phase: (share) => sleep(settings.seconds * 1000 * share),
      census: () => sleep(200).then(() => gateway.census?.()),
    });
  } finally {
    await gateway.stop();
    upstream.close();
  }
}
