/** A contract of uploads that a stand-in upstream named `files` takes. */
export const uploadContract = {
  title: 'Uploads',
  version: '1.0.0',
  upstream: { name: 'files' },
  operations: {
    upload: {
      route: 'POST /uploads',
      upstream: { route: 'POST /v1/files' },
      body: {
        content: {
          'multipart/form-data': {
            type: 'object',
            required: ['title', 'file'],
            properties: {
              title: { type: 'string', maxLength: 20, 'x-upstream': 'caption' },
              rating: { type: 'integer', 'x-upstream': { in: 'query', name: 'stars' } },
              taken: { type: 'string', format: 'date-time', 'x-upstream': { name: 'taken_at', codec: 'unix-seconds' } },
              tags: { type: 'array', items: { type: 'string' }, 'x-upstream': 'tag' },
              meta: { type: 'object', properties: { camera: { type: 'string', 'x-upstream': 'cam' } } },
              places: {
                type: 'array',
                items: {
                  type: 'object',
                  properties: {
                    at: { type: 'array', items: { type: 'number' } },
                    in: { type: 'object', properties: { town: { type: 'string', 'x-upstream': 'city' } } },
                  },
                },
              },
              file: { type: 'string', format: 'binary', 'x-upstream': 'payload' },
              extras: { type: 'array', maxItems: 2, items: { type: 'string', format: 'binary' } },
              picture: {
                type: 'string',
                'x-file': { mediaTypes: ['image/*'], extensions: ['png', 'jpg'], maxBytes: 1000 },
              },
            },
          },
        },
      },
    },
    store: {
      route: 'PUT /blobs/{id}',
      upstream: { route: 'PUT /v1/blobs/{id}' },
      path: { properties: { id: { type: 'integer' } } },
      body: { content: { 'application/octet-stream': { type: 'string', format: 'binary' } } },
    },
  },
};
