/*
 * (b) and (c) in TypeBox: codecs in the types rename and convert. Validation is the compiled check, and only then are
 * the codecs run (`DecodeUnsafe`): `Decode` would copy and validate once more, without compiled code.
 */
import { Type } from 'typebox';
import { Compile } from 'typebox/compile';
import type { TLocalizedValidationError } from 'typebox/error';
import { DecodeUnsafe } from 'typebox/value';
import { renamedTarget, typed, typedUsers, type UserQuery } from '../by-hand/find-users.ts';
import type { Fault } from '../by-hand/problem.ts';
import type { Library } from '../in-process/outgoing.ts';

const closed = { additionalProperties: false } as const;
const filled = Type.String({ minLength: 1 });
const dateTime = Type.String({ format: 'date-time' });

/** A codec that is only read; what it writes back is never asked for. */
const oneWay = (): never => {
  throw new Error('nothing is encoded here');
};

const userPath = Type.Object({ userId: Type.Integer({ minimum: 1 }) });

const userQuery = Type.Codec(
  Type.Object(
    {
      userName: Type.String({ minLength: 1, maxLength: 64 }),
      age: Type.Optional(Type.Integer({ minimum: 0, maximum: 150 })),
      since: Type.Optional(dateTime),
      tags: Type.Optional(Type.Array(filled, { maxItems: 20 })),
    },
    closed,
  ),
)
  .Decode((query) => renamedTarget(query as UserQuery))
  .Encode(oneWay);

const line = Type.Codec(
  Type.Object(
    {
      sku: Type.String({ minLength: 1, maxLength: 40 }),
      quantity: Type.Integer({ minimum: 1, maximum: 9999 }),
      unitPrice: Type.Number({ minimum: 0 }),
      gift: Type.Optional(Type.Boolean()),
    },
    closed,
  ),
)
  .Decode(({ sku, quantity, unitPrice, gift }) => ({
    article_no: sku,
    quantity,
    unitPrice,
    gift_flag: gift === undefined ? undefined : gift ? 'Y' : 'N',
  }))
  .Encode(oneWay);

const address = Type.Codec(
  Type.Object(
    {
      street: filled,
      city: filled,
      postalCode: Type.String({ minLength: 4, maxLength: 10 }),
      country: Type.Enum(['DE', 'AT', 'CH']),
    },
    closed,
  ),
)
  .Decode(({ street, city, postalCode, country }) => ({ street, city, zip: postalCode, country }))
  .Encode(oneWay);

const customer = Type.Codec(
  Type.Object(
    {
      customerId: Type.Integer({ minimum: 1 }),
      fullName: filled,
      email: Type.Optional(Type.String({ format: 'email' })),
      address,
    },
    closed,
  ),
)
  .Decode(({ customerId, fullName, email, address }) => ({ id: customerId, name: fullName, email, address }))
  .Encode(oneWay);

const order = Type.Codec(
  Type.Object(
    {
      orderId: Type.String({ pattern: '^[A-Z]{3}-[0-9]{6}$' }),
      placedAt: Type.Codec(dateTime)
        .Decode((text) => Math.floor(Date.parse(text) / 1000))
        .Encode(oneWay),
      currency: Type.Enum(['EUR', 'CHF', 'USD']),
      total: Type.Codec(Type.Number({ minimum: 0 }))
        .Decode((value) => Math.round(value * 100))
        .Encode(oneWay),
      priority: Type.Optional(Type.Boolean()),
      comment: Type.Optional(Type.String({ maxLength: 500 })),
      customer,
      lines: Type.Array(line, { minItems: 1, maxItems: 100 }),
    },
    closed,
  ),
)
  .Decode(({ orderId, placedAt, currency, total, priority, comment, customer, lines }) => ({
    order_no: orderId,
    created_ts: placedAt,
    currency,
    total_cents: total,
    priority,
    comment,
    buyer: customer,
    positions: lines,
  }))
  .Encode(oneWay);

const fitsPath = Compile(userPath);
const fitsQuery = Compile(userQuery);
const fitsOrder = Compile(order);

function faults(location: Fault['in'], errors: readonly TLocalizedValidationError[]): Fault[] {
  // An unknown member is told twice: by its schema, which is `false`, and by the rule that made it so.
  const told = errors.filter(({ keyword }) => keyword !== 'boolean');
  return told.flatMap(({ keyword, instancePath, params, message }) =>
    namesIn(params).map((name) => {
      const pointer = name === undefined ? instancePath : `${instancePath}/${name}`;
      return { in: location, pointer, code: keyword, detail: `${location} ${pointer}: ${message}` };
    }),
  );
}

/** The members that one error is about: all missing ones and all unknown ones stand in one. */
function namesIn(params: object): readonly (string | undefined)[] {
  if ('requiredProperties' in params) return params.requiredProperties as string[];
  if ('additionalProperties' in params) return params.additionalProperties as string[];
  return [undefined];
}

export const library: Library = {
  users(userId, query) {
    const path = { userId: typed(userId) };
    const values = typedUsers(query);
    if (fitsPath.Check(path) && fitsQuery.Check(values)) return DecodeUnsafe({}, userQuery, values) as string;
    return [...faults('path', fitsPath.Errors(path)), ...faults('query', fitsQuery.Errors(values))];
  },
  order(body) {
    if (!fitsOrder.Check(body)) return faults('body', fitsOrder.Errors(body));
    return { order: DecodeUnsafe({}, order, body) as object };
  },
};
