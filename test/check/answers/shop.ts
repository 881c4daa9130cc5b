/** A contract whose answers use most of what a mapping can say backwards. */
export const shopContract = (more: object = {}) => ({
  title: 'Shop',
  upstream: { name: 'shop', expects: { openapi: './shop-backend.json' } },
  operations: {
    findOrder: {
      route: 'GET /orders/{id}',
      upstream: { route: 'GET /v2/orders/{id}' },
      path: { properties: { id: { type: 'integer' } } },
      ...more,
      responses: {
        200: {
          content: {
            'application/json': {
              type: 'object',
              required: ['id', 'status', 'buyer'],
              properties: {
                id: { type: 'integer', 'x-upstream': 'order_no' },
                status: {
                  enum: ['open', 'paid'],
                  'x-upstream': { name: 'state', codec: { values: { open: 'O', paid: 'P' } } },
                },
                buyer: { type: 'string', 'x-upstream': 'customer/name' },
                placed: {
                  type: 'string',
                  format: 'date-time',
                  'x-upstream': { name: 'created_ts', codec: 'unix-seconds' },
                },
                total: { type: 'number', 'x-upstream': { name: 'cents', codec: { scale: 2 } } },
                note: { type: 'string', maxLength: 100 },
                lines: {
                  type: 'array',
                  items: {
                    type: 'object',
                    required: ['sku'],
                    properties: { sku: { type: 'string', 'x-upstream': 'article' }, pieces: { type: 'integer' } },
                  },
                },
              },
            },
          },
        },
      },
    },
  },
});

/** The schema of what its backend answers, made anew. */
export const shopSchema = () => ({
  type: 'object',
  required: ['order_no', 'state', 'customer'],
  properties: {
    order_no: { type: 'integer' } as object,
    state: { enum: ['O', 'P'] } as object,
    customer: { type: 'object', required: ['name'], properties: { name: { type: 'string' } as object } },
    created_ts: { type: 'integer', minimum: 0, maximum: 4_000_000_000 } as object,
    cents: { type: 'integer', minimum: 0, maximum: 1_000_000 } as object,
    note: { type: 'string', maxLength: 80 } as object,
    lines: {
      type: 'array',
      items: {
        type: 'object',
        required: ['article'],
        properties: { article: { type: 'string' } as object, pieces: { type: 'integer' } as object },
      },
    },
  },
});

/** The backend's document with these answers. */
export const shopBackend = (responses: object) => ({
  openapi: '3.1.0',
  info: { title: 'Orders', version: '2' },
  paths: {
    '/v2/orders/{id}': {
      get: {
        operationId: 'getOrder',
        parameters: [{ in: 'path', name: 'id', required: true, schema: { type: 'integer' } }],
        responses,
      },
    },
  },
});

/** One answer of JSON by its schema. */
export const answerOf = (schema: object | boolean, mediaType = 'application/json') => ({
  description: 'An order.',
  content: { [mediaType]: { schema } },
});
