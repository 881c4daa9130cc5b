/** The order of (c): 1 KB, 20 fields, 3 levels, a list of 10 objects. */
export const order = {
  orderId: 'WEB-004711',
  placedAt: '2025-11-20T09:30:00Z',
  currency: 'EUR',
  total: 259.75,
  priority: true,
  comment:
    'Please ring twice; the bell of the side door is out of order. Deliveries after noon go to the neighbours, please.',
  customer: {
    customerId: 81724,
    fullName: 'Ada Lovelace',
    email: 'ada@example.com',
    address: { street: "St James's Square 12", city: 'Berlin', postalCode: '10115', country: 'DE' },
  },
  lines: Array.from({ length: 10 }, (_, index) => ({
    sku: `LAMP-${index}`,
    quantity: index + 1,
    unitPrice: 9.5 + index,
    gift: index % 2 === 0,
  })),
};

/** The same in the upstream's terms: 10 renames, 3 conversions (a date to seconds, money to cents, yes and no to Y and N). */
export const orderForUpstream = {
  order_no: 'WEB-004711',
  created_ts: 1_763_631_000,
  currency: 'EUR',
  total_cents: 25_975,
  priority: true,
  comment:
    'Please ring twice; the bell of the side door is out of order. Deliveries after noon go to the neighbours, please.',
  buyer: {
    id: 81724,
    name: 'Ada Lovelace',
    email: 'ada@example.com',
    address: { street: "St James's Square 12", city: 'Berlin', zip: '10115', country: 'DE' },
  },
  positions: order.lines.map(({ sku, quantity, unitPrice, gift }) => ({
    article_no: sku,
    quantity,
    unitPrice,
    gift_flag: gift ? 'Y' : 'N',
  })),
};

/** (c) with four faults: a city that is missing, a quantity in words, an unknown currency, a member nobody declares. */
export const brokenOrder = {
  ...order,
  currency: 'EURO',
  customer: {
    ...order.customer,
    address: { street: "St James's Square 12", postalCode: '10115', country: 'DE' },
  },
  lines: order.lines.map((line, index) => (index === 3 ? { ...line, quantity: 'two' } : line)),
  voucher: 'X-MAS',
};
