import { at, operation, tellsEach } from './form-check.ts';

tellsEach('a part that is not built', [
  ['limits of an operation', operation({ limits: {} }), `${at}/limits`, 'not-built', /`limits`/, /the app's `limits`/],
  [
    'answers of all operations',
    { upstream: { responses: {} }, operations: {} },
    '/upstream/responses',
    'not-built',
    /`responses`/,
    /under `responses` of each operation/,
  ],
]);
