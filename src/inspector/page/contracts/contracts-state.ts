import { computed, effect, signal } from '@preact/signals';
import type { ContractsAnswer } from '../../protocol-contracts.ts';
import { connection } from '../live/live-state.ts';
import type { Asked } from '../parts/use-asked.ts';
import { ApiError, getJson, postJson } from '../shell/api.ts';
import { type ListedOperation, listOperations } from './operation-key.ts';
import { searchOperations } from './search-operations.ts';

/** How often counts are asked for anew, and how often while a check runs. */
const everyMs = 10_000;
const whileCheckingMs = 1_000;

/** Every contract that is served; what was there stays while it is asked for anew. */
export const contracts = signal<Asked<ContractsAnswer>>({ state: 'waiting' });

/** What is searched for. */
export const search = signal('');

const operations = computed<readonly ListedOperation[]>(() =>
  contracts.value.state === 'there' ? listOperations(contracts.value.value.contracts) : [],
);

/** The operations that are listed. */
export const found = computed(() => searchOperations(operations.value, search.value));

/** A row of the list: what follows is in this contract, or an operation of it. */
export type ContractsRow =
  | { readonly kind: 'contract'; readonly of: ListedOperation }
  | { readonly kind: 'operation'; readonly of: ListedOperation };

export const rows = computed<readonly ContractsRow[]>(() =>
  found.value.flatMap((of, index): readonly ContractsRow[] => {
    const isFirst = found.value[index - 1]?.contract !== of.contract;
    return isFirst
      ? [
          { kind: 'contract', of },
          { kind: 'operation', of },
        ]
      : [{ kind: 'operation', of }];
  }),
);

/** Counts up with every answer and every failure. */
const rounds = signal(0);

/** Asks for the contracts, and keeps asking while they are shown. Gives what ends that. */
export function watchContracts(): () => void {
  const abort = new AbortController();
  let timer: ReturnType<typeof setTimeout> | undefined;
  const again = (): void => {
    // Counts that nobody sees are not asked for.
    if (document.hidden && contracts.value.state === 'there') rounds.value += 1;
    else void loadContracts(abort.signal);
  };
  // A gateway that came back may serve other contracts.
  let wasLost = false;
  const stopHearing = effect(() => {
    const { value } = connection;
    if (value === 'open' && wasLost) again();
    wasLost = value === 'lost' || (wasLost && value !== 'open');
  });
  again();
  const stop = effect(() => {
    const isRunning = contracts.value.state === 'there' && contracts.value.value.check.state === 'running';
    clearTimeout(timer);
    if (rounds.value >= 0) timer = setTimeout(again, isRunning ? whileCheckingMs : everyMs);
  });
  return () => {
    stop();
    stopHearing();
    abort.abort();
    clearTimeout(timer);
  };
}

/** Asks for the contracts once. */
export function loadContracts(abort?: AbortSignal): Promise<void> {
  return settle(getJson<ContractsAnswer>('contracts', abort));
}

/** Has the contracts compared with what their backends say. */
export function runCheck(): Promise<void> {
  return settle(postJson<ContractsAnswer>('check', {}));
}

async function settle(asked: Promise<ContractsAnswer>): Promise<void> {
  try {
    contracts.value = { state: 'there', value: await asked };
  } catch (error) {
    // Counts that are a little old are better than none.
    if (error instanceof ApiError && contracts.value.state !== 'there')
      contracts.value = { state: 'failed', why: error.message };
  }
  rounds.value += 1;
}
