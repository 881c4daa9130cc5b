import { at, operation, query, tellsEach } from './form-check.ts';

tellsEach('a part that is not built', [
  [
    'x-alias',
    query({ 'x-alias': ['q'] }),
    `${at}/query/properties/p/x-alias`,
    'not-built',
    /`x-alias` is not built/,
    /parameter of its own/,
  ],
  ['retries', operation({ upstream: { retry: {} } }), `${at}/upstream/retry`, 'not-built', /`retry`/, /leave it out/],
  [
    'retries of the contract',
    { upstream: { retry: {} }, operations: {} },
    '/upstream/retry',
    'not-built',
    /`retry`/,
    /leave it out/,
  ],
  [
    'a date of deprecation',
    operation({ deprecated: '2026-01-01' }),
    `${at}/deprecated`,
    'not-built',
    /`deprecated`/,
    /`true`/,
  ],
  ['credentials', operation({ security: [] }), `${at}/security`, 'not-built', /`security`/, /middleware/],
  [
    'XML',
    operation({ body: { content: { 'application/xml': {} } } }),
    `${at}/body/content/application~1xml`,
    'not-built',
    /application\/xml/,
    /passthrough/,
  ],
  [
    'forms',
    operation({ body: { content: { 'multipart/form-data': {} } } }),
    `${at}/body/content/multipart~1form-data`,
    'not-built',
    /multipart/,
    /passthrough/,
  ],
]);
