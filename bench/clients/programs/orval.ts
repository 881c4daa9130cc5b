import { getItem as get } from '../generated/orval/trial/client.ts';
import type { ItemInput } from '../item-input.ts';

const { fetch } = globalThis;

// Its functions take neither headers nor cookies, and where the API is, is said when they are generated.
export const getItem = (baseUrl: string, { itemId, trace: _, session: _session, ...query }: ItemInput) => {
  globalThis.fetch = (path, init) => fetch(`${baseUrl}${path}`, init);
  return get(itemId, query).finally(() => {
    globalThis.fetch = fetch;
  });
};
