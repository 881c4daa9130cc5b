import { brokenOrder, order, orderForUpstream } from './order.ts';
import type { WorkId, WorkItem } from './work-item.ts';

const users = '/users/4711?userName=testuser&age=36&since=2025-11-20T09%3A30%3A00Z&tags=a,b';

/** The work, in the order of the table. */
export const workItems: readonly WorkItem[] = [
  {
    id: 'a',
    title: 'plain pass-through GET; for paramap an operation that changes nothing',
    request: { method: 'GET', target: '/reports/latest', body: undefined },
    expected: { kind: 'forwarded', target: '/reports/latest', body: undefined },
  },
  {
    id: 'p',
    title: 'the same below a pass-through prefix that no contract declares',
    request: { method: 'GET', target: '/legacy/reports/latest', body: undefined },
    expected: { kind: 'forwarded', target: '/legacy/reports/latest', body: undefined },
  },
  {
    id: 'b',
    title: 'GET with a path and four query parameters, validated and rewritten',
    request: { method: 'GET', target: users, body: undefined },
    expected: {
      kind: 'forwarded',
      target: '/api/v1/resource?username=testuser&age=36&since=1763631000&tag=a&tag=b',
      body: undefined,
    },
  },
  {
    id: 'c',
    title: 'POST of 1 KB JSON, 20 fields, 3 levels, a list of 10 objects, 10 renames, 3 conversions',
    request: { method: 'POST', target: '/orders', body: JSON.stringify(order) },
    expected: { kind: 'forwarded', target: '/api/v1/orders', body: orderForUpstream },
  },
  {
    id: 'd1',
    title: '(b) with three faults, answered with 400',
    request: { method: 'GET', target: '/users/4711?age=None&since=yesterday&tags=a,b', body: undefined },
    expected: { kind: 'refused', names: ['userName', 'age', 'since'] },
  },
  {
    id: 'd2',
    title: '(c) with four faults, answered with 400',
    request: { method: 'POST', target: '/orders', body: JSON.stringify(brokenOrder) },
    expected: { kind: 'refused', names: ['currency', 'city', 'quantity', 'voucher'] },
  },
];

export function workItem(id: WorkId): WorkItem {
  const found = workItems.find((item) => item.id === id);
  if (found === undefined) throw new Error(`No work item is called ${id}`);
  return found;
}

export const isWorkId = (text: string): text is WorkId => workItems.some(({ id }) => id === text);
