import { readFileSync } from 'node:fs';
import { benchContract } from '../program/load-paramap.ts';

const contract = JSON.parse(readFileSync(benchContract, 'utf8'));
delete contract.$schema;

/** The contract of the work items, and operations whose answers are mapped: a checked one, and a stream of events. */
export const soakContract: object = {
  ...contract,
  responseValidation: 'enforce',
  operations: {
    ...contract.operations,
    checkedUser: {
      route: 'GET /checked',
      upstream: { route: 'GET /checked' },
      responses: {
        '200': {
          content: {
            'application/json': {
              type: 'object',
              required: ['state'],
              properties: { state: { type: 'string', 'x-upstream': 'status' } },
            },
          },
        },
      },
    },
    events: {
      route: 'GET /events',
      upstream: { route: 'GET /events' },
      responses: {
        '200': {
          content: {
            'text/event-stream': {
              'x-events': {
                token: {
                  type: 'object',
                  properties: { text: { type: 'string', 'x-upstream': 'delta' } },
                  'x-upstream': 'piece',
                },
              },
              'x-other-events': 'drop',
            },
          },
        },
      },
    },
    upload: {
      route: 'POST /upload',
      upstream: { route: 'POST /upload' },
      body: { content: { 'application/octet-stream': {} } },
    },
  },
};
