import { isObject } from '../../codec/json-type.ts';
import type { JsonObject, JsonValue } from '../../codec/json-value.ts';
import { codeOf } from './check.ts';

/** What a running gateway says of itself on its admin address. */
export interface RunningReport {
  readonly state: 'good' | 'notice' | 'fault';
  /** One line each. */
  readonly said: readonly string[];
  readonly advice?: string;
  /** What its upstreams look like from there; empty where it does not tell. */
  readonly upstreams: readonly JsonValue[];
}

const patienceMs = 5000;

/** Asks `/ready`, `/health` and `/upstreams` of an admin address such as `http://127.0.0.1:9090`. */
export async function askRunning(url: string): Promise<RunningReport> {
  const ask = async (path: string): Promise<JsonObject> => {
    const answer = await fetch(new URL(path, url), { signal: AbortSignal.timeout(patienceMs), redirect: 'error' });
    const body = JSON.parse(await answer.text()) as JsonValue;
    return isObject(body) ? body : {};
  };
  try {
    const [ready, health, told] = [await ask('/ready'), await ask('/health'), await ask('/upstreams')];
    const upstreams = Array.isArray(told['upstreams']) ? told['upstreams'] : [];
    return judge(ready, health, upstreams);
  } catch (error) {
    const cause = error instanceof Error && error.cause !== undefined ? error.cause : error;
    return {
      state: 'fault',
      said: [`nothing that is a gateway answers there (${codeOf(cause)})`],
      advice: 'start the gateway with the option `admin`, and name its address: `--running http://127.0.0.1:9090`',
      upstreams: [],
    };
  }
}

function judge(ready: JsonObject, health: JsonObject, upstreams: readonly JsonValue[]): RunningReport {
  const reasons = Array.isArray(ready['reasons']) ? ready['reasons'].join(', ') : '';
  const counts = `${String(health['connections'] ?? 0)} connections, ${String(health['inFlight'] ?? 0)} requests under way`;
  const targets = upstreams.flatMap((upstream) => (isObject(upstream) ? lines(upstream) : []));
  const said = targets.map(({ line }) => line);
  if (ready['ready'] !== true)
    return { state: 'fault', said: [`not ready: ${reasons}`, ...said], advice: 'look in its log', upstreams };
  const reloads = health['reloads'];
  if (isObject(reloads) && reloads['stale'] === true) {
    const advice = 'run `paramap check`: the latest reload was refused, and older contracts serve';
    return { state: 'notice', said: [`ready; ${counts}`, ...said], advice, upstreams };
  }
  if (targets.some(({ isUsable }) => !isUsable)) {
    const advice = 'look at the targets that get no requests, above: why they failed stands in the log of problems';
    return { state: 'notice', said: [`ready; ${counts}`, ...said], advice, upstreams };
  }
  return { state: 'good', said: [`ready; ${counts}`, ...said], upstreams };
}

interface TargetLine {
  readonly line: string;
  readonly isUsable: boolean;
}

function lines({ targets }: JsonObject): TargetLine[] {
  if (!Array.isArray(targets)) return [];
  return targets.flatMap((target) => {
    if (!isObject(target)) return [];
    const isUsable = target['usable'] !== false;
    const why = [
      target['healthy'] === false ? 'its health checks fail' : undefined,
      typeof target['ejectedUntil'] === 'string' ? `left out until ${target['ejectedUntil']}` : undefined,
      typeof target['breaker'] === 'string' && target['breaker'] !== 'closed'
        ? `breaker ${target['breaker']}`
        : undefined,
    ].filter((each) => each !== undefined);
    const state = isUsable ? 'gets requests' : 'gets no requests';
    const more = why.length === 0 ? '' : ` (${why.join(', ')})`;
    return [
      { line: `${String(target['name'])} ${state}${more}; ${String(target['pending'] ?? 0)} under way`, isUsable },
    ];
  });
}
