import { workItem } from '../work/work-items.ts';

/** How the upstream treats a request; it is asked to in the field `X-Soak`. */
const faults = ['none', 'reset', 'hang', 'cut', 'garbage', 'not-json', 'other-type', 'slow', 'large', 'error'] as const;
/** One of them. */
export type Fault = (typeof faults)[number];

/** How the caller behaves. `leaves`: without waiting; `leaves-inside`: at the first piece of the answer; `stops`: in the body. */
type Caller = 'reads' | 'leaves' | 'leaves-inside' | 'stops';

/** One kind of request of the mixture. */
export interface Kind {
  readonly name: string;
  /** How many of a thousand requests are of this kind. */
  readonly share: number;
  readonly method: 'GET' | 'POST';
  readonly target: string;
  readonly body?: { readonly type: string; readonly bytes: Buffer };
  readonly fault: Fault;
  readonly caller: Caller;
  /** The statuses that it may be answered with; empty where the caller does not wait for one, `0` for a broken answer. */
  readonly statuses: readonly number[];
}

const read = { method: 'GET', fault: 'none', caller: 'reads', statuses: [200] } as const;
const { target: users } = workItem('b').request;
const json = (text: string | undefined) => ({ type: 'application/json', bytes: Buffer.from(text ?? '') });
const order = json(workItem('c').request.body);
const upload = { type: 'application/octet-stream', bytes: Buffer.alloc(100_000, 'bytes ') };
const report = '/reports/latest';

/** The shares add up to 1000; timeouts and large things are rare, for they take long. */
export const kinds: readonly Kind[] = [
  { ...read, name: 'mapped GET', share: 300, target: users },
  { ...read, name: 'mapped POST', share: 180, method: 'POST', target: '/orders', body: order },
  { ...read, name: 'streamed answer', share: 100, target: report },
  { ...read, name: 'mapped answer', share: 80, target: '/checked' },
  { ...read, name: 'passed through', share: 20, target: '/legacy/reports/latest' },
  { ...read, name: 'refused GET', share: 100, target: workItem('d1').request.target, statuses: [400] },
  {
    ...read,
    name: 'refused POST',
    share: 60,
    method: 'POST',
    target: '/orders',
    body: json(workItem('d2').request.body),
    statuses: [400],
  },
  {
    ...read,
    name: 'no JSON',
    share: 15,
    method: 'POST',
    target: '/orders',
    body: json('{"orderId":'),
    statuses: [400],
  },
  {
    ...read,
    name: 'undeclared type',
    share: 5,
    method: 'POST',
    target: '/orders',
    body: { ...order, type: 'text/csv' },
    statuses: [415],
  },
  { ...read, name: 'undeclared route', share: 10, target: '/nowhere', statuses: [404] },
  { ...read, name: 'upstream refuses', share: 15, target: users, fault: 'error', statuses: [500] },
  { ...read, name: 'upstream resets', share: 15, target: users, fault: 'reset', statuses: [502] },
  {
    ...read,
    name: 'upstream resets a POST',
    share: 10,
    method: 'POST',
    target: '/orders',
    body: order,
    fault: 'reset',
    statuses: [502],
  },
  { ...read, name: 'upstream sends garbage', share: 10, target: report, fault: 'garbage', statuses: [502] },
  { ...read, name: 'upstream cuts a stream', share: 10, target: report, fault: 'cut', statuses: [0, 502] },
  { ...read, name: 'upstream cuts a mapped answer', share: 5, target: '/checked', fault: 'cut', statuses: [502] },
  { ...read, name: 'upstream sends no JSON', share: 5, target: '/checked', fault: 'not-json', statuses: [502] },
  {
    ...read,
    name: 'upstream sends another type',
    share: 5,
    target: '/checked',
    fault: 'other-type',
    statuses: [200, 502],
  },
  { ...read, name: 'upstream never answers', share: 2, target: users, fault: 'hang', statuses: [504] },
  { ...read, name: 'slow answer', share: 5, target: report, fault: 'slow' },
  { ...read, name: 'large answer', share: 5, target: report, fault: 'large' },
  { ...read, name: 'events', share: 10, target: '/events' },
  { ...read, name: 'upload', share: 5, method: 'POST', target: '/upload', body: upload },
  { ...read, name: 'caller leaves', share: 10, target: users, fault: 'slow', caller: 'leaves', statuses: [] },
  {
    ...read,
    name: 'caller leaves a mapped answer',
    share: 3,
    target: '/checked',
    fault: 'slow',
    caller: 'leaves',
    statuses: [],
  },
  {
    ...read,
    name: 'caller leaves a large answer',
    share: 3,
    target: report,
    fault: 'large',
    caller: 'leaves-inside',
    statuses: [],
  },
  {
    ...read,
    name: 'caller leaves events',
    share: 4,
    target: '/events',
    fault: 'slow',
    caller: 'leaves-inside',
    statuses: [],
  },
  {
    ...read,
    name: 'caller stops inside a body',
    share: 5,
    method: 'POST',
    target: '/orders',
    body: order,
    caller: 'stops',
    statuses: [],
  },
  {
    ...read,
    name: 'caller stops inside an upload',
    share: 3,
    method: 'POST',
    target: '/upload',
    body: upload,
    caller: 'stops',
    statuses: [],
  },
];
