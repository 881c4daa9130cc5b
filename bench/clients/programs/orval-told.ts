import { getItem as get } from '../generated/orval-told/trial/client.ts';
import type { ItemInput } from '../item-input.ts';

const { fetch } = globalThis;

// Its functions take no cookies, and where the API is, is said when they are generated.
export const getItem = (baseUrl: string, { itemId, trace, session: _, ...query }: ItemInput) => {
  globalThis.fetch = (path, init) => fetch(`${baseUrl}${path}`, init);
  return get(itemId, query, trace === undefined ? {} : { 'X-Trace': trace }).finally(() => {
    globalThis.fetch = fetch;
  });
};
