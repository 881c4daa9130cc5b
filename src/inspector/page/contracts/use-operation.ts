import { useEffect, useState } from 'preact/hooks';
import type { OperationDetail } from '../../protocol-contracts.ts';
import type { Asked } from '../parts/use-asked.ts';
import { ApiError, getJson } from '../shell/api.ts';
import type { OperationKey } from './operation-key.ts';

/** Keys that are held down step through operations faster than they are asked for. */
const settledMs = 60;

/**
 * One operation in full. The one before stays until the next is there. `version` changes when it is to be asked for anew.
 */
export function useOperation({ mount, file, name }: OperationKey, version: unknown): Asked<OperationDetail> {
  const [asked, setAsked] = useState<Asked<OperationDetail>>({ state: 'waiting' });
  useEffect(() => {
    const abort = new AbortController();
    const ask = async (): Promise<void> => {
      try {
        const query = new URLSearchParams({ mount, file, name });
        const value = await getJson<OperationDetail>(`contracts/operation?${query}`, abort.signal);
        setAsked({ state: 'there', value });
      } catch (error) {
        if (error instanceof ApiError) setAsked({ state: 'failed', why: error.message });
      }
    };
    const timer = setTimeout(ask, settledMs);
    return () => {
      clearTimeout(timer);
      abort.abort();
    };
  }, [mount, file, name, version]);
  return asked;
}
