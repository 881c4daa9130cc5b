import { at, operation, tellsEach } from './form-check.ts';

tellsEach('a part that is not built', [
  ['retries', operation({ upstream: { retry: {} } }), `${at}/upstream/retry`, 'not-built', /`retry`/, /leave it out/],
  [
    'retries of the contract',
    { upstream: { retry: {} }, operations: {} },
    '/upstream/retry',
    'not-built',
    /`retry`/,
    /leave it out/,
  ],
]);
