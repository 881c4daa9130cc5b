import createClient from 'openapi-fetch';
import type { paths } from '../generated/openapi-fetch-told/trial/schema.ts';
import type { ItemInput } from '../item-input.ts';

export const getItem = (baseUrl: string, { itemId, trace, session, ...query }: ItemInput) =>
  createClient<paths>({ baseUrl, querySerializer: { array: { style: 'form', explode: false } } }).GET(
    '/items/{itemId}',
    {
      params: {
        path: { itemId },
        query,
        ...(trace !== undefined && { header: { 'X-Trace': trace } }),
        ...(session !== undefined && { cookie: { session } }),
      },
    },
  );
