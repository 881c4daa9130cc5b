import { at, tellsEach } from './form-check.ts';

tellsEach('a route', [
  [
    'without method',
    { operations: { a: { route: '/users' } } },
    `${at}/route`,
    'text-form',
    /no route/,
    /`GET \/users`/,
  ],
  [
    'in small letters',
    { operations: { a: { route: 'get /users' } } },
    `${at}/route`,
    'text-form',
    /no route/,
    /`GET \/users`/,
  ],
  [
    'without slash',
    { operations: { a: { route: 'GET users' } } },
    `${at}/route`,
    'text-form',
    /no route/,
    /`GET \/users`/,
  ],
  [
    'with a query',
    { operations: { a: { route: 'GET /users?a=1' } } },
    `${at}/route`,
    'text-form',
    /no route/,
    /`GET \/users`.*`query`/,
  ],
  [
    'with a host',
    { operations: { a: { route: 'GET http://h/users' } } },
    `${at}/route`,
    'text-form',
    /no route/,
    /`GET \/users`/,
  ],
  [
    'with another method',
    { operations: { a: { route: 'FETCH /users' } } },
    `${at}/route`,
    'text-form',
    /no route/,
    /GET, HEAD/,
  ],
  ['with TRACE', { operations: { a: { route: 'TRACE /users' } } }, `${at}/route`, 'text-form', /no route/, /gateway/],
  ['that is missing', { operations: { a: {} } }, at, 'required', /`route` is missing/, /"route": "GET/],
]);
