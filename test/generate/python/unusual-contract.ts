const text = { type: 'string' };
const long = Array.from({ length: 20 }, (_, index) => `a value that is rather long ${index}`);

/** What contracts may hold and few do: names that mean something, long lists, unions, maps, every kind of content. */
export const unusualContract = {
  title: 'Unusual',
  description: `A ${'very '.repeat(60)}long description.`,
  upstream: { name: 'trial' },
  operations: {
    list: {
      summary: `A ${'very '.repeat(60)}long summary.`,
      route: 'GET /list/{id}',
      path: { properties: { id: { type: 'integer', format: 'int64' } } },
      query: {
        required: ['kind'],
        properties: {
          kind: { enum: long, description: `Which ${'of them '.repeat(40)}` },
          class: text,
          list: { type: 'array', items: { enum: long } },
          self: { type: 'boolean' },
          userName: text,
          'user-name': text,
          用户: text,
          price: { type: 'number' },
          day: { type: 'string', format: 'date' },
          either: { type: ['string', 'null'] },
          filter: { type: 'object', 'x-style': 'deepObject', properties: { from: text, to: text } },
        },
      },
      headers: { properties: { 'X-Trace': text } },
      cookies: { properties: { session: text } },
      responses: { 200: { content: { 'application/json': { $ref: '#/$defs/Tree' } } }, 204: {} },
    },
    str: {
      route: 'POST /str',
      deprecated: { sunset: '2027-06-30', instead: 'list' },
      body: {
        required: false,
        content: { 'application/json': { oneOf: [{ $ref: '#/$defs/Cat' }, { $ref: '#/$defs/Dog' }] } },
      },
      responses: {
        200: {
          content: {
            'application/json': { $ref: '#/$defs/Map' },
            'application/vnd.other+json': { $ref: '#/$defs/Cat' },
            'text/csv': {},
          },
        },
        202: { content: { 'text/plain': text } },
      },
    },
    watch: {
      route: 'GET /watch',
      responses: {
        200: {
          content: {
            'text/event-stream': {
              'x-events': {
                tick: { type: 'object', properties: { count: { type: 'integer' } } },
                end: { const: '[DONE]' },
              },
            },
            'application/x-ndjson': { type: 'object', properties: { line: text } },
          },
        },
      },
    },
    load: { route: 'GET /load', responses: { 200: { content: { 'image/*': { type: 'string', format: 'binary' } } } } },
    send: {
      route: 'PUT /send',
      body: { content: { 'image/png': {}, 'image/jpeg': {} } },
      responses: { 204: {} },
    },
    people: {
      route: 'GET /people',
      query: { properties: { after: text, limit: { type: 'integer' } } },
      pagination: { items: '/found/list', next: '/found/after', parameter: 'after' },
      responses: {
        200: {
          content: {
            'application/json': {
              type: 'object',
              properties: {
                found: {
                  type: 'object',
                  properties: {
                    list: { type: 'array', items: { $ref: '#/$defs/Cat' } },
                    after: { type: ['string', 'null'] },
                  },
                },
              },
            },
          },
        },
      },
    },
    linked: {
      route: 'GET /linked',
      query: { properties: { page: { type: 'integer' } } },
      pagination: { next: 'Link', parameter: 'page' },
      responses: { 200: { content: { 'application/json': { type: 'array', items: { type: 'integer' } } } } },
    },
    pay: {
      route: 'POST /pay',
      headers: { properties: { 'Idempotency-Key': text } },
    },
    note: { route: 'POST /note', body: { content: { 'text/plain': text } } },
    form: {
      route: 'POST /form',
      body: {
        content: {
          'application/x-www-form-urlencoded': {
            type: 'object',
            required: ['name'],
            properties: { name: text, tags: { type: 'array', items: text, 'x-explode': false } },
          },
        },
      },
    },
    upload: {
      route: 'POST /upload',
      body: {
        content: {
          'multipart/form-data': {
            type: 'object',
            required: ['file'],
            properties: {
              title: text,
              about: { type: 'object', properties: { place: text } },
              file: { type: 'string', format: 'binary', description: 'The picture.' },
              more: { type: 'array', items: { type: 'string', format: 'binary' } },
            },
          },
        },
      },
    },
  },
  $defs: {
    Tree: {
      type: 'object',
      description: `One ${'node '.repeat(60)}`,
      required: ['str'],
      properties: {
        str: text,
        int: { type: 'integer' },
        'in-side': { enum: ['a"b', "c'd", null] },
        keys: { enum: long },
        children: { type: 'array', items: { $ref: '#/$defs/Tree' } },
      },
    },
    Map: { type: 'object', additionalProperties: { $ref: '#/$defs/Dog' } },
    Cat: { type: 'object', required: ['type'], properties: { type: { const: 'cat' }, lives: { type: 'integer' } } },
    Dog: {
      type: 'object',
      required: ['type'],
      properties: { type: { const: 'dog' }, 'bark-loud': { enum: [true, false, 1.5, 2] } },
    },
  },
};
