import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Callers, type Sent } from './callers.ts';
import { brokenOf, type Outage, type OutageSettings, startGateway } from './outage.ts';
import { TargetProcess } from './target-process.ts';

/** What was sent, and when the target was away, as `performance.now()` gives it. */
interface Killing {
  readonly sent: readonly Sent[];
  readonly killedMs: number;
  readonly backMs: number;
  /** Names of POSTs, once for each arrival. */
  readonly arrivals: readonly string[];
}

/** How long after its return a target may still seem to be away, in milliseconds. */
const graceMs = 250;

/** One of three targets is killed under load, and comes back: no request fails that may be repeated, no POST arrives twice. */
export const killedOne: Outage = async (settings) => {
  const { sent, arrivals } = await kill(3, settings);
  const failed = sent.filter(isFailed);
  const idempotent = failed.filter(({ method }) => method !== 'POST').length;
  const twice = arrivals.length - new Set(arrivals).size;
  const lost = sent.filter(
    ({ method, name, status }) => method === 'POST' && status === 200 && !arrivals.includes(name),
  );
  return {
    figures: {
      requests: sent.length,
      failedGetOrPut: idempotent,
      failedPost: failed.length - idempotent,
      postTwice: twice,
    },
    broken: brokenOf([
      [sent.length > 100, `only ${sent.length} requests`],
      [idempotent === 0, `${idempotent} requests failed although they may be repeated`],
      [twice === 0, `${twice} POSTs arrived twice`],
      [lost.length === 0, `${lost.length} POSTs were confirmed and never arrived`],
      // Each caller has one request under way at the moment of the kill, and nothing else is lost.
      [failed.length <= callerCount, `${failed.length} POSTs failed`],
    ]),
  };
};

/** The only target is killed under load, and comes back: errors only while it is away, and a moment more. */
export const killedOnly: Outage = async (settings) => {
  const { sent, arrivals, killedMs, backMs } = await kill(1, settings);
  const failed = sent.filter(isFailed);
  const early = failed.filter(({ endedMs }) => endedMs < killedMs).length;
  const late = failed.filter(({ beganMs }) => beganMs > backMs + graceMs).length;
  const firstGoodMs = Math.min(
    ...sent.filter((each) => !isFailed(each) && each.endedMs > backMs).map((each) => each.endedMs),
  );
  const recoveryMs = Math.round(firstGoodMs - backMs);
  const twice = arrivals.length - new Set(arrivals).size;
  return {
    figures: { requests: sent.length, failed: failed.length, awayMs: Math.round(backMs - killedMs), recoveryMs },
    broken: brokenOf([
      [failed.length > 0, 'nothing failed'],
      [early === 0, `${early} requests failed before`],
      [late === 0, `${late} requests failed more than ${graceMs} ms after its return`],
      [recoveryMs <= graceMs, `the first good answer came ${recoveryMs} ms after its return`],
      [failed.every(({ status }) => status === 502 || status === 503), 'a failure was no 502 or 503'],
      [twice === 0, `${twice} POSTs arrived twice`],
    ]),
  };
};

const isFailed = ({ status }: Sent): boolean => status !== 200;
const callerCount = 24;

async function kill(count: number, settings: OutageSettings): Promise<Killing> {
  const folder = mkdtempSync(join(tmpdir(), 'paramap-outage-'));
  const file = join(folder, 'arrivals');
  const targets = await Promise.all(Array.from({ length: count }, () => TargetProcess.start(file)));
  const [victim] = targets;
  if (victim === undefined) throw new Error('there is no target to kill');
  // Left out for not much longer than it is away, so that it serves again before the end.
  const pool = { targets: targets.map(({ url }) => url), ejection: { ejectMs: 200 }, balance: 'round-robin' };
  const gateway = await (settings.start ?? startGateway)(pool);
  try {
    const phase = (share: number): Promise<void> => sleep(settings.seconds * 1000 * share);
    const callers = new Callers({
      port: gateway.port,
      count: callerCount,
      methods: ['GET', 'PUT', 'POST'],
      pauseMs: 2,
    });
    await phase(0.3);
    const killedMs = performance.now();
    await victim.kill();
    await phase(0.3);
    await victim.restart();
    const backMs = performance.now();
    await phase(0.2);
    await sleep(graceMs * 2);
    const sent = await callers.stop();
    return { sent, killedMs, backMs, arrivals: readFileSync(file, 'utf8').trim().split('\n') };
  } finally {
    await gateway.stop();
    await Promise.all(targets.map((target) => target.kill()));
    rmSync(folder, { recursive: true });
  }
}
