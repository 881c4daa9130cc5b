import './contracts.css';
import { useEffect } from 'preact/hooks';
import { Failed, Notice } from '../parts/notice.tsx';
import { VirtualRows } from '../parts/virtual-rows.tsx';
import { countOf, countText } from '../parts/words.ts';
import { goTo, moveTo } from '../shell/route.ts';
import { type Shortcut, useShortcuts } from '../shell/shortcuts.ts';
import type { ViewProps } from '../shell/views.ts';
import { type ContractsRow, contracts, found, loadContracts, rows, search, watchContracts } from './contracts-state.ts';
import { isSameKey, keyOf, keySegments, type OperationKey } from './operation-key.ts';
import { OperationPane } from './operation-pane.tsx';
import { ContractRow, OperationRow } from './operation-row.tsx';

const rowHeight = 30;
const searchId = 'operations-search';

/** Every operation that is served, and one of them in full beside the list. */
export function ContractsView({ rest }: ViewProps) {
  useEffect(watchContracts, []);
  const at = keyOf(rest);
  useShortcuts(keysOf(at));
  const asked = contracts.value;
  if (asked.state === 'waiting') return <Notice title="Loading…" />;
  if (asked.state === 'failed') return <Failed why={asked.why} again={() => void loadContracts()} />;
  const { check } = asked.value;
  const listed = found.value.find(({ key }) => isSameKey(key, at));
  return (
    <div class={at === undefined ? 'contracts' : 'contracts has-detail'}>
      <section class="contracts-list" aria-label="Operations">
        <SearchBar all={asked.value.contracts.reduce((sum, { operations }) => sum + operations.length, 0)} />
        {rows.value.length === 0 && <Nothing />}
        <VirtualRows
          label="Operations by contract"
          count={rows.value.length}
          rowHeight={rowHeight}
          chosen={rowOf(at)}
          revealed={listed === undefined ? '' : keySegments(listed.key).join(' ')}
          above={0}
          idOf={rowId}
          draw={(index) => drawRow(index, at)}
        />
      </section>
      {at !== undefined && <OperationPane at={at} listed={listed} check={check} close={() => goTo('contracts')} />}
    </div>
  );
}

const rowId = (index: number): string => `operation-row-${index}`;

function rowOf(at: OperationKey | undefined): number {
  return at === undefined ? -1 : rows.value.findIndex(({ kind, of }) => kind === 'operation' && isSameKey(of.key, at));
}

function drawRow(index: number, at: OperationKey | undefined) {
  const row = rows.value[index];
  if (row === undefined) return null;
  if (row.kind === 'contract') return <ContractRow key={`${index}`} id={rowId(index)} index={index} of={row.of} />;
  const isChosen = isSameKey(row.of.key, at);
  return <OperationRow key={`${index}`} id={rowId(index)} index={index} of={row.of} isChosen={isChosen} />;
}

function SearchBar({ all }: { readonly all: number }) {
  return (
    <div class="bar">
      <div class="field">
        <label class="unseen" for={searchId}>
          Search operations
        </label>
        <input
          id={searchId}
          type="search"
          value={search.value}
          placeholder="Search: name, route, upstream, refuted…"
          spellcheck={false}
          autocomplete="off"
          onInput={(event) => {
            search.value = event.currentTarget.value;
          }}
        />
      </div>
      <p class="quiet" role="status">
        {search.value.trim() === ''
          ? countOf(all, 'operation')
          : `${countText(found.value.length)} of ${countText(all)}`}
      </p>
    </div>
  );
}

function Nothing() {
  if (search.value.trim() === '') return <Notice title="No contract is served" />;
  return (
    <Notice title="No operation is found">
      <p>{search.value}</p>
      <button type="button" onClick={() => (search.value = '')}>
        Show all
      </button>
    </Notice>
  );
}

function keysOf(at: OperationKey | undefined): readonly Shortcut[] {
  const step = (by: number) => () => {
    const operations = rows.value.filter(({ kind }: ContractsRow) => kind === 'operation');
    const index = operations.findIndex(({ of }) => isSameKey(of.key, at));
    const next = operations[Math.min(Math.max(index + by, 0), operations.length - 1)];
    if (next === undefined) return;
    moveTo('contracts', ...keySegments(next.of.key));
  };
  const leave = (): void => {
    const { activeElement } = document;
    if (activeElement instanceof HTMLInputElement) activeElement.blur();
    else if (at !== undefined) goTo('contracts');
    else search.value = '';
  };
  return [
    { key: 'j', does: 'Next operation', run: step(1) },
    { key: 'ArrowDown', does: 'Next operation', run: step(1) },
    { key: 'k', does: 'Operation before', run: step(-1) },
    { key: 'ArrowUp', does: 'Operation before', run: step(-1) },
    { key: '/', does: 'Search', run: () => document.getElementById(searchId)?.focus() },
    { key: 'Escape', does: 'Leave the search, or close the operation', run: leave },
  ];
}
