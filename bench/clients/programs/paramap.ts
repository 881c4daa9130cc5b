import { createTrialClient } from '../generated/paramap/trial/trial.ts';
import type { ItemInput } from '../item-input.ts';

export const getItem = (baseUrl: string, { trace, ...input }: ItemInput) =>
  createTrialClient({ baseUrl }).getItem({ ...input, ...(trace !== undefined && { 'X-Trace': trace }) });
