import { computed, effect, signal } from '@preact/signals';
import type { ContractText, DryRunAnswer, DryRunRequest } from '../../protocol-dry-run.ts';
import { ApiError, getJson, postJson } from '../shell/api.ts';
import { exampleForm } from './example-form.ts';
import { emptyForm, formOf, type RequestForm, typedRequest } from './request-form.ts';
import type { OpenedFile } from './shared-file.ts';

/** How long nothing is typed until it is tried. */
const settledMs = 250;

/** The contract as typed. It stays while other views are shown. */
export const contract = signal('');

/** The request as typed. */
export const form = signal<RequestForm>(emptyForm);

/** What was begun from: a source's id, or the name of a file; empty before anything was. */
export const begunFrom = signal('');

/** What is to be said of the way in which something got in here. */
export const notes = signal<readonly string[]>([]);

/** What became of the last try; `undefined` before the first. */
export const answer = signal<DryRunAnswer | undefined>(undefined);

/** Why the last try could not be made at all. */
export const complaint = signal('');

/** Whether the answer is of an older text than that which stands there. */
export const isStale = signal(false);

/** Errors of the contract; with one nothing is run. */
export const errorCount = computed(
  () => answer.value?.findings.filter(({ severity }) => severity === 'error').length ?? 0,
);

/** Changes some fields of the request. */
export function changeForm(change: Partial<RequestForm>): void {
  form.value = { ...form.peek(), ...change };
}

/** Begins from a contract that the server has. Fails: rejects with an `ApiError`. */
export async function beginFrom(source: string, operation: string | undefined): Promise<void> {
  begunFrom.value = source;
  const { text, request } = await getJson<ContractText>(`sources/${encodeURIComponent(source)}`);
  contract.value = text;
  const own = operation === undefined && request !== undefined ? formOf(request) : exampleForm(text, operation);
  form.value = own ?? emptyForm;
  notes.value = [];
}

/** Begins from a file that was opened. */
export function beginWith(name: string, opened: OpenedFile): void {
  begunFrom.value = name;
  contract.value = opened.contract;
  form.value = opened.form ?? exampleForm(opened.contract, undefined) ?? emptyForm;
  notes.value = [];
}

/** Tries what is typed whenever it has changed, while the playground is shown. Gives what ends that. */
export function startTrying(): () => void {
  let abort = new AbortController();
  let timer: ReturnType<typeof setTimeout> | undefined;
  const stop = effect(() => {
    const request: DryRunRequest = { contract: contract.value, request: typedRequest(form.value) };
    if (request.contract.trim() === '') return;
    clearTimeout(timer);
    abort.abort();
    abort = new AbortController();
    const { signal: own } = abort;
    isStale.value = true;
    timer = setTimeout(() => void tryOut(request, own), settledMs);
  });
  return () => {
    stop();
    clearTimeout(timer);
    abort.abort();
  };
}

async function tryOut(request: DryRunRequest, abort: AbortSignal): Promise<void> {
  try {
    const found = await postJson<DryRunAnswer>('dry-run', request, abort);
    if (abort.aborted) return;
    answer.value = found;
    complaint.value = '';
    isStale.value = false;
  } catch (error) {
    if (abort.aborted || !(error instanceof ApiError)) return;
    complaint.value = error.message;
    // What was found in an older text may not hold of this one.
    answer.value = undefined;
    isStale.value = false;
  }
}
