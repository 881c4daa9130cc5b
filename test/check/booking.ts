/** A contract with most of what a mapping can say, and the document of a backend that takes all that it sends. */
export const bookingContract = {
  title: 'Bookings',
  upstream: {
    name: 'bookings',
    headers: { 'X-Client': 'web' },
    expects: { openapi: './booking-backend.json' },
  },
  operations: {
    findBookings: {
      route: 'GET /bookings',
      upstream: { route: 'GET /v2/reservations', query: { format: 'full' } },
      query: {
        required: ['guest'],
        properties: {
          guest: { type: 'string', minLength: 2, maxLength: 40, 'x-upstream': 'guest_name' },
          nights: { type: 'integer', minimum: 1, maximum: 30 },
          from: { type: 'string', format: 'date', 'x-upstream': { name: 'arrival', codec: { date: 'dd.MM.yyyy' } } },
          since: { type: 'string', format: 'date-time', 'x-upstream': { name: 'since_ts', codec: 'unix-seconds' } },
          room: {
            enum: ['single', 'double', 'suite'],
            default: 'single',
            'x-upstream': { name: 'room_type', codec: { values: { single: 1, double: 2, suite: 3 } } },
          },
          tags: { type: 'array', items: { type: 'string' }, 'x-upstream': { name: 'tag', style: 'pipeDelimited' } },
          currency: { type: 'string', pattern: '^[A-Z]{3}$' },
        },
      },
    },
    book: {
      route: 'PUT /bookings/{id}',
      upstream: { route: 'POST /v2/reservations/{key}' },
      path: {
        properties: { id: { type: 'string', format: 'uuid', 'x-upstream': { name: 'key', codec: 'uuid-compact' } } },
      },
      body: {
        content: {
          'application/json': {
            type: 'object',
            required: ['guest', 'price'],
            properties: {
              guest: { type: 'string', minLength: 1, 'x-upstream': 'customer/name' },
              email: { type: 'string', format: 'email', 'x-upstream': 'customer/mail' },
              price: {
                type: 'number',
                minimum: 0,
                maximum: 9999.99,
                'x-upstream': { name: 'cents', codec: { scale: 2 } },
              },
              vip: { type: 'boolean', 'x-upstream': { codec: { words: { true: 'Y', false: 'N' } } } },
              stay: {
                type: 'object',
                required: ['nights'],
                properties: { nights: { type: 'integer', minimum: 1 }, breakfast: { type: 'boolean' } },
              },
              extras: {
                type: 'array',
                maxItems: 5,
                items: {
                  type: 'object',
                  required: ['code'],
                  properties: { code: { type: 'string', maxLength: 8 }, n: { type: 'integer' } },
                },
              },
              note: { type: ['string', 'null'] },
            },
          },
        },
      },
    },
  },
};

/** Of what is compared only what the tests change is typed. */
export interface Described {
  [member: string]: Described;
}

const query = (name: string, schema: object, more: object = {}) => ({ in: 'query', name, schema, ...more });
const client = () => ({ in: 'header', name: 'X-Client', required: true, schema: { enum: ['web', 'app'] } });

/** The backend's document, made anew. */
export const bookingBackend = () => ({
  openapi: '3.1.0',
  info: { title: 'Reservations', version: '2' },
  paths: {
    '/v2/reservations': {
      get: {
        operationId: 'listReservations',
        parameters: [
          query('format', { type: 'string' }, { required: true }),
          query('guest_name', { type: 'string', minLength: 1 }, { required: true }),
          query('nights', { type: 'integer', minimum: 1, maximum: 365 }),
          query('arrival', { type: 'string', pattern: '^[0-9]{2}[.][0-9]{2}[.][0-9]{4}$' }),
          query('since_ts', { type: 'integer' }),
          query('room_type', { enum: [1, 2, 3, 4] }),
          query('tag', { type: 'array', items: { type: 'string' } }, { style: 'pipeDelimited', explode: false }),
          query('currency', { type: 'string', minLength: 3, maxLength: 3 }),
          client(),
        ],
        responses: { 200: { description: 'found' } },
      },
    },
    '/v2/reservations/{key}': {
      post: {
        operationId: 'putReservation',
        parameters: [
          { in: 'path', name: 'key', required: true, schema: { type: 'string', pattern: '^[0-9a-fA-F]{32}$' } },
          client(),
        ],
        requestBody: {
          required: true,
          content: {
            'application/json': {
              schema: {
                type: 'object',
                required: ['customer', 'cents'],
                additionalProperties: false,
                properties: {
                  customer: {
                    type: 'object',
                    required: ['name'],
                    additionalProperties: false,
                    properties: { name: { type: 'string' }, mail: { type: 'string', format: 'email' } },
                  },
                  cents: { type: 'integer', minimum: 0, maximum: 1000000 },
                  vip: { enum: ['Y', 'N'] },
                  stay: {
                    type: 'object',
                    additionalProperties: false,
                    properties: { nights: { type: 'integer', minimum: 0 }, breakfast: { type: 'boolean' } },
                  },
                  extras: {
                    type: 'array',
                    maxItems: 10,
                    items: {
                      type: 'object',
                      required: ['code'],
                      additionalProperties: false,
                      properties: { code: { type: 'string', maxLength: 10 }, n: { type: 'integer' } },
                    },
                  },
                  note: { type: ['string', 'null'] },
                },
              },
            },
          },
        },
        responses: { 204: { description: 'done' } },
      },
    },
  },
});
