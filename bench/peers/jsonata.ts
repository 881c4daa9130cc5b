/* (b) and (c) mapped by JSONata expressions, which validate nothing: Ajv does, as by hand. */
import jsonata from 'jsonata';
import { validUsers } from '../by-hand/find-users.ts';
import { validOrder } from '../by-hand/place-order.ts';
import { invalidRequest } from '../by-hand/problem.ts';
import { type OutgoingBytes, orderRequest, orderValue, usersRequest, usersValues } from '../in-process/outgoing.ts';
import type { IncomingBytes } from '../in-process/work.ts';

const users = jsonata(`"/api/v1/resource?username=" & $encodeUrlComponent(userName)
  & ($exists(age) ? "&age=" & $string(age) : "")
  & ($exists(since) ? "&since=" & $string($floor($toMillis(since) / 1000)) : "")
  & ($exists(tags) ? $join(tags.("&tag=" & $encodeUrlComponent($))) : "")`);

const order = jsonata(`{
  "order_no": orderId,
  "created_ts": $floor($toMillis(placedAt) / 1000),
  "currency": currency,
  "total_cents": $round(total * 100),
  "priority": priority,
  "comment": comment,
  "buyer": {
    "id": customer.customerId,
    "name": customer.fullName,
    "email": customer.email,
    "address": customer.address.{ "street": street, "city": city, "zip": postalCode, "country": country }
  },
  "positions": [lines.{
    "article_no": sku,
    "quantity": quantity,
    "unitPrice": unitPrice,
    "gift_flag": $exists(gift) ? (gift ? "Y" : "N")
  }]
}`);

export async function mapByJsonata({ method, url, rawHeaders, body }: IncomingBytes): Promise<OutgoingBytes | string> {
  if (method === 'GET') {
    const { userId, query } = usersValues(url);
    const valid = validUsers(userId, query);
    return Array.isArray(valid) ? invalidRequest(valid) : usersRequest(await users.evaluate(valid), rawHeaders);
  }
  const valid = validOrder(orderValue(body));
  return Array.isArray(valid) ? invalidRequest(valid) : orderRequest(await order.evaluate(valid), rawHeaders);
}
