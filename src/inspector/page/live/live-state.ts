import { computed, signal } from '@preact/signals';
import type { InspectorState, LiveBatch, RequestPage, RequestSummary } from '../../protocol.ts';
import { getJson } from '../shell/api.ts';
import { listenLive } from './live-source.ts';
import { parseFilter } from './request-filter.ts';
import { RequestLog } from './request-log.ts';

/** Everything that is known of requests, whatever view is shown; `shown` counts up when something of it changed. */
export const log = new RequestLog();
export const shown = signal(0);

/** How many rows came above those that were there; only ever grows. */
export const above = signal(0);

export const filterText = signal('');
export const paused = signal(false);
/** What came while paused, oldest first. */
const waiting = signal<readonly RequestSummary[]>([]);
export const waitingCount = computed(() => waiting.value.length + waitingDropped.value);
const waitingDropped = signal(0);

/** How many the server did not send one by one, since there were too many. */
export const leftOut = signal(0);
export const state = signal<InspectorState | undefined>(undefined);
export const connection = signal<'connecting' | 'open' | 'lost'>('connecting');
/** All that the process has seen, as far as was told. */
export const seen = signal(0);

/** No more is held back while paused than the list holds anyway. */
const mostWaiting = 100_000;

let started = false;

/** Begins to listen, once; goes on until the page is closed. */
export function startLive(): void {
  if (started) return;
  started = true;
  listenLive({
    newest: () => waiting.peek().at(-1)?.sequence ?? log.newest,
    tell: (now) => {
      connection.value = now;
    },
    hearState: takeState,
    hearBatch: takeBatch,
  });
}

/** Changes the filter; what is kept is looked through again. */
export function setFilter(text: string): void {
  filterText.value = text;
  log.filter(parseFilter(text));
  shown.value += 1;
}

/** Stops the list, or lets it go on with what came meanwhile. */
export function togglePause(): void {
  paused.value = !paused.value;
  if (paused.value) return;
  show(waiting.value);
  leftOut.value += waitingDropped.value;
  waiting.value = [];
  waitingDropped.value = 0;
}

let loading = false;
/** The oldest that the server keeps, as far as it said; below it nothing is asked for. */
let oldestKept = 1;

/** Loads older requests below those that are there, until there are none. */
export async function loadOlder(before = log.oldest): Promise<void> {
  if (loading || log.size === 0 || before <= oldestKept) return;
  loading = true;
  try {
    const page = await getJson<RequestPage>(`requests?before=${before}&limit=1000`);
    oldestKept = page.requests.length === 0 ? before : page.oldest;
    log.add(page.requests);
    shown.value += 1;
  } catch {
    // The list stays as it is; scrolling asks again.
  } finally {
    loading = false;
  }
}

/** At most so many pages of a thousand requests: as many as the list holds. */
const mostPages = 100;

/** Whether what was left out is on its way: asked for twice, it would be counted off twice. */
let fetching = false;

/** Loads what the server left out under load; it stays counted where the server does not answer. */
export async function loadLeftOut(): Promise<void> {
  if (fetching) return;
  fetching = true;
  const wanted = leftOut.peek();
  const found: RequestSummary[] = [];
  try {
    for (let before = log.newest, pages = 0; before > 1 && pages < mostPages; pages += 1) {
      const page = await getJson<RequestPage>(`requests?before=${before}&limit=1000`);
      found.push(...page.requests);
      before = Math.min(before, page.requests.at(-1)?.sequence ?? 0);
      if (before <= page.oldest) break;
    }
  } catch {
    return;
  } finally {
    fetching = false;
  }
  log.add(found);
  leftOut.value -= wanted;
  shown.value += 1;
}

function takeState(next: InspectorState): void {
  const isOther = state.peek() !== undefined && state.peek()?.startedMs !== next.startedMs;
  state.value = next;
  seen.value = Math.max(isOther ? 0 : seen.peek(), next.recorder.seen);
  // Another process counts from 1 again, and knows nothing of what the page shows.
  if (!isOther) return;
  waiting.value = [];
  waitingDropped.value = 0;
  leftOut.value = 0;
  oldestKept = 1;
  log.clear();
  shown.value += 1;
}

function takeBatch({ requests, newest, ...batch }: LiveBatch): void {
  // What was there before the page was opened is no loss: it is loaded when one scrolls there.
  const dropped = log.size === 0 && waiting.peek().length === 0 ? 0 : batch.dropped;
  seen.value = Math.max(seen.peek(), newest);
  if (!paused.peek()) {
    leftOut.value += dropped;
    show(requests);
    return;
  }
  waiting.value = [...waiting.peek(), ...requests].slice(-mostWaiting);
  waitingDropped.value += dropped;
}

function show(requests: readonly RequestSummary[]): void {
  above.value += log.add(requests);
  shown.value += 1;
}
