import type { CallerRequest } from './exchange.ts';

/** One request of a step: which way it goes and what must come of it. */
export interface Leg {
  readonly through: 'plain proxy' | 'paramap';
  readonly sends: CallerRequest;
  readonly expected: Expected;
}

/** What the tour tells; a run in which something else happens is a failed run. */
export interface Expected {
  readonly status: number;
  /** For a 400: every violation as `in name code`, in order. */
  readonly errors?: readonly string[];
  /** For a 400: names that the answer must suggest. */
  readonly suggests?: readonly string[];
  /** For a 400: a word that the answer's text must hold. */
  readonly mentions?: string;
  /** Path and query that must have reached the backend. */
  readonly reached?: string;
  /** The content of the answer, as JSON. */
  readonly answer?: unknown;
}

/** A screen of the tour. */
export interface Step {
  readonly title: string;
  /** What the reader should know before; one paragraph. */
  readonly told: string;
  readonly legs: readonly Leg[];
  /** What was seen; one line. */
  readonly moral: string;
}

const rightName: CallerRequest = { method: 'GET', url: '/users?userName=testuser' };
// With the backend's own name, so that nothing but the age is wrong.
const plainNone: CallerRequest = { method: 'GET', url: '/users?username=testuser&age=None' };
const textNone: CallerRequest = { method: 'GET', url: '/users?userName=testuser&age=None' };
const wrongName: CallerRequest = { method: 'GET', url: '/users?username=testuser' };

// Both with the name that the other side of the proxy knows.
const plainReserved: CallerRequest = { method: 'GET', url: '/users?username=root' };
const reserved: CallerRequest = { method: 'GET', url: '/users?userName=root' };

const faultyOrder: CallerRequest = {
  method: 'POST',
  url: '/orders',
  headers: { 'Idempotency-Key': '0b6e5a52-4f0c-4a6e-9d27-3a7f0f1f7a11' },
  body: {
    reference: 'WEB-000124',
    placedAt: '2025-11-20T09:30:00Z',
    currency: 'EUR',
    customer: { id: '7c9e6679-7425-40de-944b-e07fc1f90ae7' },
    lines: [
      { sku: 'LAMP-7', quantity: 'two', unitPrice: 12.99 },
      { sku: 'BULB-E27', quantity: 1, unitPrice: 0.295, giftwrap: true },
    ],
  },
};

/** The guided tour, in order. */
export const tourSteps: readonly Step[] = [
  {
    title: 'The classic 502',
    told: 'Callers say `userName`, the backend says `username`. A plain proxy knows the path and the key, but no names. The backend trips over the unknown one and writes its crash report where an HTTP answer should be.',
    legs: [{ through: 'plain proxy', sends: rightName, expected: { status: 502 } }],
    moral: 'The caller learns nothing: not what is wrong, not even whose fault it is.',
  },
  {
    title: 'The same request through paramap',
    told: 'The contract schemas/examples/users.contract.json says what callers may send and what the backend calls it.',
    legs: [
      {
        through: 'paramap',
        sends: rightName,
        expected: { status: 200, reached: '/api/v1/resource?v=2&username=testuser&status=1' },
      },
    ],
    moral:
      'Renamed; default, constant and secret key added, as the contract says. The answer came back by the same rules: the backend wrote `username` and a nested German date.',
  },
  {
    title: 'A variable that nobody set: age=None',
    told: "A Python program writes str(None) into the query. Even for a caller who knows the backend's own name `username` that is the end.",
    legs: [
      { through: 'plain proxy', sends: plainNone, expected: { status: 502 } },
      {
        through: 'paramap',
        sends: textNone,
        expected: { status: 400, errors: ['query age type'], mentions: 'None' },
      },
    ],
    moral: 'The answer names the parameter and where such text comes from.',
  },
  {
    title: 'A name in the wrong case: ?username=...',
    told: "The caller has read the backend's documentation, not the API's.",
    legs: [
      {
        through: 'paramap',
        sends: wrongName,
        expected: {
          status: 400,
          errors: ['query userName required', 'query username unknown'],
          suggests: ['userName'],
        },
      },
    ],
    moral: 'Both sides of the mistake in one answer, with the name that was meant.',
  },
  {
    title: 'A JSON body with three faults',
    told: 'POST /orders: the text "two" as a quantity, a price with three decimals for a backend that counts cents, and `giftwrap` for `giftWrap`.',
    legs: [
      {
        through: 'paramap',
        sends: faultyOrder,
        expected: {
          status: 400,
          errors: ['body quantity type', 'body unitPrice unsendable', 'body giftwrap unknown'],
          suggests: ['giftWrap'],
        },
      },
    ],
    moral: 'One round trip for three faults; the backend never saw the order.',
  },
  {
    title: "A refusal in the backend's own words",
    told: 'The backend has rules of its own, and speaks of its own names. First to a caller who knows them, then to one who has read the documentation of the API.',
    legs: [
      {
        through: 'plain proxy',
        sends: plainReserved,
        expected: { status: 422, answer: { error: { field: 'username', text: '`username` is reserved' } } },
      },
      {
        through: 'paramap',
        sends: reserved,
        expected: {
          status: 422,
          reached: '/api/v1/resource?v=2&username=root&status=1',
          answer: { error: { field: 'userName', text: '`userName` is reserved' } },
        },
      },
    ],
    moral: 'Callers read the name that they sent: the contract says where names stand.',
  },
];
