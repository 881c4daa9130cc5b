import { getItem as get } from '../generated/oazapfts/trial/client.ts';
import type { ItemInput } from '../item-input.ts';

export const getItem = (baseUrl: string, { itemId, trace, ...input }: ItemInput) =>
  get(itemId, { ...input, ...(trace !== undefined && { xTrace: trace }) }, { baseUrl });
