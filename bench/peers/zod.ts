/* (b) and (c) in zod 4: strict objects, and transforms that rename and convert. */
import { z } from 'zod';
import { renamedTarget } from '../by-hand/find-users.ts';
import type { Fault } from '../by-hand/problem.ts';
import type { Library } from '../in-process/outgoing.ts';

const integer = z
  .string()
  .regex(/^-?(?:0|[1-9]\d*)$/)
  .transform(Number);
const dateTime = z.iso.datetime({ offset: true });

export const userPath = z.object({ userId: integer.pipe(z.int().min(1)) });

/** Out: path and query to ask the upstream for. */
export const userQuery = z
  .strictObject({
    userName: z.string().min(1).max(64),
    age: integer.pipe(z.int().min(0).max(150)).optional(),
    since: dateTime.optional(),
    tags: z
      .string()
      .transform((text) => text.split(','))
      .pipe(z.array(z.string().min(1)).max(20))
      .optional(),
  })
  .transform(({ age, since, tags, userName }) =>
    String(
      renamedTarget({ userName, ...(age !== undefined && { age }), ...(since && { since }), ...(tags && { tags }) }),
    ),
  );

const line = z
  .strictObject({
    sku: z.string().min(1).max(40),
    quantity: z.int().min(1).max(9999),
    unitPrice: z.number().min(0),
    gift: z.boolean().optional(),
  })
  .transform(({ sku, quantity, unitPrice, gift }) => ({
    article_no: sku,
    quantity,
    unitPrice,
    gift_flag: gift === undefined ? undefined : gift ? 'Y' : 'N',
  }));

const address = z
  .strictObject({
    street: z.string().min(1),
    city: z.string().min(1),
    postalCode: z.string().min(4).max(10),
    country: z.enum(['DE', 'AT', 'CH']),
  })
  .transform(({ street, city, postalCode, country }) => ({ street, city, zip: postalCode, country }));

const customer = z
  .strictObject({
    customerId: z.int().min(1),
    fullName: z.string().min(1),
    email: z.email().optional(),
    address,
  })
  .transform(({ customerId, fullName, email, address }) => ({ id: customerId, name: fullName, email, address }));

/** Out: the order in the upstream's terms. */
export const order = z
  .strictObject({
    orderId: z.string().regex(/^[A-Z]{3}-[0-9]{6}$/),
    placedAt: dateTime.transform((text) => Math.floor(Date.parse(text) / 1000)),
    currency: z.enum(['EUR', 'CHF', 'USD']),
    total: z
      .number()
      .min(0)
      .refine((value) => Math.abs(Math.round(value * 100) - value * 100) < 1e-6)
      .transform((value) => Math.round(value * 100)),
    priority: z.boolean().optional(),
    comment: z.string().max(500).optional(),
    customer,
    lines: z.array(line).min(1).max(100),
  })
  .transform(({ orderId, placedAt, currency, total, priority, comment, customer, lines }) => ({
    order_no: orderId,
    created_ts: placedAt,
    currency,
    total_cents: total,
    priority,
    comment,
    buyer: customer,
    positions: lines,
  }));

/** zod's issues as the 400 lists them. */
export function zodFaults(location: Fault['in'], issues: readonly z.core.$ZodIssue[]): Fault[] {
  return issues.flatMap((issue) => {
    const names = issue.code === 'unrecognized_keys' ? issue.keys : [undefined];
    return names.map((name) => {
      const pointer = [...issue.path, ...(name === undefined ? [] : [name])].map((key) => `/${String(key)}`).join('');
      return { in: location, pointer, code: issue.code, detail: `${location} ${pointer}: ${issue.message}` };
    });
  });
}

export const library: Library = {
  users(userId, query) {
    const path = userPath.safeParse({ userId });
    const target = userQuery.safeParse(query);
    if (path.success && target.success) return target.data;
    return [
      ...(path.success ? [] : zodFaults('path', path.error.issues)),
      ...(target.success ? [] : zodFaults('query', target.error.issues)),
    ];
  },
  order(body) {
    const mapped = order.safeParse(body);
    return mapped.success ? { order: mapped.data } : zodFaults('body', mapped.error.issues);
  },
};
