import { useCallback, useEffect } from 'preact/hooks';
import { Notice } from '../parts/notice.tsx';
import { goTo, moveTo } from '../shell/route.ts';
import { useShortcuts } from '../shell/shortcuts.ts';
import type { ViewProps } from '../shell/views.ts';
import { LiveBar } from './live-bar.tsx';
import {
  above,
  connection,
  filterText,
  loadOlder,
  log,
  setFilter,
  shown,
  startLive,
  togglePause,
} from './live-state.ts';
import { RequestDetailPane } from './request-detail.tsx';
import { RequestRow, RowsHead } from './request-row.tsx';
import { VirtualRows } from '../parts/virtual-rows.tsx';

const rowHeight = 30;
const filterId = 'live-filter';

/** Requests as they come, and one of them in full beside the list. */
export function LiveView({ rest: [id = ''] }: ViewProps) {
  useEffect(startLive, []);
  void shown.value;
  const chosen = id === '' ? -1 : log.rowOf(id);
  useShortcuts(keysOf(id));
  const draw = useCallback(
    (index: number) => {
      const request = log.row(index);
      return request && <RequestRow key={request.id} request={request} index={index} isChosen={request.id === id} />;
    },
    [id],
  );
  return (
    <div class={id === '' ? 'live' : 'live has-detail'}>
      <section class="live-list" aria-label="Requests">
        <LiveBar filterId={filterId} />
        <RowsHead />
        {log.count === 0 && <EmptyList />}
        <VirtualRows
          label="Requests, the newest first"
          count={log.count}
          rowHeight={rowHeight}
          chosen={chosen}
          revealed={chosen < 0 ? '' : id}
          above={above.value}
          idOf={(index) => `request-${log.row(index)?.id}`}
          draw={draw}
          onEnd={loadOlder}
        />
      </section>
      {id !== '' && <RequestDetailPane key={id} id={id} close={() => goTo('live')} />}
    </div>
  );
}

function EmptyList() {
  if (log.size > 0)
    return (
      <Notice title="No request fits the filter">
        <p>{filterText.value}</p>
        <button type="button" onClick={() => setFilter('')}>
          Show all
        </button>
      </Notice>
    );
  if (connection.value !== 'open')
    return <Notice title={connection.value === 'lost' ? 'The gateway does not answer' : 'Loading…'} />;
  return (
    <Notice title="No requests yet">
      <p>Each request that the gateway answers appears here, the newest first.</p>
    </Notice>
  );
}

function keysOf(id: string) {
  const step = (by: number) => () => {
    const row = id === '' ? -1 : log.rowOf(id);
    const next = log.row(Math.min(Math.max(row + by, 0), log.count - 1));
    if (next === undefined) return;
    moveTo('live', next.id);
  };
  const leave = (): void => {
    const { activeElement } = document;
    if (activeElement instanceof HTMLInputElement) activeElement.blur();
    else if (id !== '') goTo('live');
    else setFilter('');
  };
  return [
    { key: 'j', does: 'Next request below', run: step(1) },
    { key: 'ArrowDown', does: 'Next request below', run: step(1) },
    { key: 'k', does: 'Next request above', run: step(-1) },
    { key: 'ArrowUp', does: 'Next request above', run: step(-1) },
    { key: '/', does: 'Filter', run: () => document.getElementById(filterId)?.focus() },
    { key: 'p', does: 'Pause, or go on', run: togglePause },
    { key: 'Escape', does: 'Leave the filter, or close the request', run: leave },
  ];
}
