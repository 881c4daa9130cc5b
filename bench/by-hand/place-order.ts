import { ajv } from './ajv.ts';
import { type Fault, faultsOf } from './problem.ts';
import { orderSchema } from './schemas.ts';

export interface Order {
  readonly orderId: string;
  readonly placedAt: string;
  readonly currency: string;
  readonly total: number;
  readonly priority?: boolean;
  readonly comment?: string;
  readonly customer: {
    readonly customerId: number;
    readonly fullName: string;
    readonly email?: string;
    readonly address: { street: string; city: string; postalCode: string; country: string };
  };
  readonly lines: readonly Line[];
}

interface Line {
  readonly sku: string;
  readonly quantity: number;
  readonly unitPrice: number;
  readonly gift?: boolean;
}

const fitsOrder = ajv.compile<Order>(orderSchema);

/** Validates (c) and writes it in the upstream's terms, ready for `JSON.stringify`, or gives every fault. */
export function upstreamOrder(body: unknown): { readonly order: object } | Fault[] {
  const valid = validOrder(body);
  return Array.isArray(valid) ? valid : renamedOrder(valid);
}

/** The validation alone, for what maps in another way. */
export function validOrder(body: unknown): Order | Fault[] {
  return fitsOrder(body) ? body : faultsOf('body', fitsOrder.errors);
}

/** The mapping alone, for programs whose framework has validated. */
export function renamedOrder(order: Order): { readonly order: object } | Fault[] {
  const cents = Math.round(order.total * 100);
  const created = Math.floor(Date.parse(order.placedAt) / 1000);
  const faults: Fault[] = [];
  if (Math.abs(cents - order.total * 100) > 1e-6) faults.push(fault('/total', 'has more than two decimals'));
  if (Number.isNaN(created)) faults.push(fault('/placedAt', 'is no instant'));
  return faults.length > 0 ? faults : { order: renamed(order, { cents, created }) };
}

/** `undefined` members are left out by `JSON.stringify`. */
function renamed(order: Order, { cents, created }: { cents: number; created: number }): object {
  const { customer } = order;
  const { address } = customer;
  return {
    order_no: order.orderId,
    created_ts: created,
    currency: order.currency,
    total_cents: cents,
    priority: order.priority,
    comment: order.comment,
    buyer: {
      id: customer.customerId,
      name: customer.fullName,
      email: customer.email,
      address: { street: address.street, city: address.city, zip: address.postalCode, country: address.country },
    },
    positions: order.lines.map(({ sku, quantity, unitPrice, gift }) => ({
      article_no: sku,
      quantity,
      unitPrice,
      gift_flag: gift === undefined ? undefined : gift ? 'Y' : 'N',
    })),
  };
}

const fault = (pointer: string, detail: string): Fault => ({
  in: 'body',
  pointer,
  code: 'value',
  detail: `body ${pointer}: ${detail}`,
});
