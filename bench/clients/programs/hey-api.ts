import { client } from '../generated/hey-api/trial/client.gen.ts';
import { getItem as get } from '../generated/hey-api/trial/sdk.gen.ts';
import type { ItemInput } from '../item-input.ts';

export const getItem = (baseUrl: string, { itemId, trace, session: _, ...query }: ItemInput) => {
  client.setConfig({ baseUrl });
  // Its types know no cookies.
  return get({ path: { itemId }, query, ...(trace !== undefined && { headers: { 'X-Trace': trace } }) });
};
