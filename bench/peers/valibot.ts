/* (b) and (c) in valibot: strict objects, and transforms that rename and convert. */
import * as v from 'valibot';
import { renamedTarget } from '../by-hand/find-users.ts';
import type { Fault } from '../by-hand/problem.ts';
import type { Library } from '../in-process/outgoing.ts';

const integer = v.pipe(v.string(), v.regex(/^-?(?:0|[1-9]\d*)$/), v.transform(Number));
const dateTime = v.pipe(v.string(), v.isoTimestamp());
const named = (most: number) => v.pipe(v.string(), v.minLength(1), v.maxLength(most));
const filled = v.pipe(v.string(), v.minLength(1));

const userPath = v.object({ userId: v.pipe(integer, v.integer(), v.minValue(1)) });

const userQuery = v.pipe(
  v.strictObject({
    userName: named(64),
    age: v.optional(v.pipe(integer, v.integer(), v.minValue(0), v.maxValue(150))),
    since: v.optional(dateTime),
    tags: v.optional(
      v.pipe(
        v.string(),
        v.transform((text) => text.split(',')),
        v.array(filled),
        v.maxLength(20),
      ),
    ),
  }),
  v.transform(({ age, since, tags, userName }) =>
    String(
      renamedTarget({ userName, ...(age !== undefined && { age }), ...(since && { since }), ...(tags && { tags }) }),
    ),
  ),
);

const line = v.pipe(
  v.strictObject({
    sku: named(40),
    quantity: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(9999)),
    unitPrice: v.pipe(v.number(), v.minValue(0)),
    gift: v.optional(v.boolean()),
  }),
  v.transform(({ sku, quantity, unitPrice, gift }) => ({
    article_no: sku,
    quantity,
    unitPrice,
    gift_flag: gift === undefined ? undefined : gift ? 'Y' : 'N',
  })),
);

const address = v.pipe(
  v.strictObject({
    street: filled,
    city: filled,
    postalCode: v.pipe(v.string(), v.minLength(4), v.maxLength(10)),
    country: v.picklist(['DE', 'AT', 'CH']),
  }),
  v.transform(({ street, city, postalCode, country }) => ({ street, city, zip: postalCode, country })),
);

const customer = v.pipe(
  v.strictObject({
    customerId: v.pipe(v.number(), v.integer(), v.minValue(1)),
    fullName: filled,
    email: v.optional(v.pipe(v.string(), v.email())),
    address,
  }),
  v.transform(({ customerId, fullName, email, address }) => ({ id: customerId, name: fullName, email, address })),
);

const order = v.pipe(
  v.strictObject({
    orderId: v.pipe(v.string(), v.regex(/^[A-Z]{3}-[0-9]{6}$/)),
    placedAt: v.pipe(
      dateTime,
      v.transform((text) => Math.floor(Date.parse(text) / 1000)),
    ),
    currency: v.picklist(['EUR', 'CHF', 'USD']),
    total: v.pipe(
      v.number(),
      v.minValue(0),
      v.check((value) => Math.abs(Math.round(value * 100) - value * 100) < 1e-6),
      v.transform((value) => Math.round(value * 100)),
    ),
    priority: v.optional(v.boolean()),
    comment: v.optional(v.pipe(v.string(), v.maxLength(500))),
    customer,
    lines: v.pipe(v.array(line), v.minLength(1), v.maxLength(100)),
  }),
  v.transform(({ orderId, placedAt, currency, total, priority, comment, customer, lines }) => ({
    order_no: orderId,
    created_ts: placedAt,
    currency,
    total_cents: total,
    priority,
    comment,
    buyer: customer,
    positions: lines,
  })),
);

const faults = (location: Fault['in'], issues: readonly v.BaseIssue<unknown>[]): Fault[] =>
  issues.map((issue) => {
    const pointer = (issue.path ?? []).map(({ key }) => `/${String(key)}`).join('');
    return { in: location, pointer, code: issue.type, detail: `${location} ${pointer}: ${issue.message}` };
  });

export const library: Library = {
  users(userId, query) {
    const path = v.safeParse(userPath, { userId });
    const target = v.safeParse(userQuery, query);
    if (path.success && target.success) return target.output;
    return [
      ...(path.success ? [] : faults('path', path.issues)),
      ...(target.success ? [] : faults('query', target.issues)),
    ];
  },
  order(body) {
    const mapped = v.safeParse(order, body);
    return mapped.success ? { order: mapped.output } : faults('body', mapped.issues);
  },
};
