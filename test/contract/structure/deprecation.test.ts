import { at, operation, query, tellsEach } from './form-check.ts';

const parameter = `${at}/query/properties/p`;

tellsEach('a wrong deprecation or older name', [
  [
    'a bare date on an operation',
    operation({ deprecated: '2026-01-01' }),
    `${at}/deprecated`,
    'type',
    /`deprecated` must be/,
    /`\{ "since": "2026-01-01" \}`/,
  ],
  [
    'a date beside it',
    operation({ sunset: '2026-01-01' }),
    `${at}/sunset`,
    'unknown-member',
    /`sunset`/,
    /in `deprecated`/,
  ],
  [
    'dates in a keyword of JSON Schema',
    query({ deprecated: { since: '2026-01-01' } }),
    `${parameter}/deprecated`,
    'type',
    /`true` or `false`/,
    /"x-deprecated"/,
  ],
  [
    'a date in a schema',
    query({ sunset: '2026-01-01' }),
    `${parameter}/sunset`,
    'unknown-member',
    /`sunset`/,
    /in `x-deprecated`/,
  ],
  [
    'a member of a deprecation that is not known',
    query({ 'x-deprecated': { until: '2026-01-01' } }),
    `${parameter}/x-deprecated/until`,
    'unknown-member',
    /`until` is no member of a deprecation/,
    /`sunset`/,
  ],
  [
    'the word for the date in an alias',
    query({ 'x-alias': { name: 'q', deprecated: '2026-01-01' } }),
    `${parameter}/x-alias/deprecated`,
    'unknown-member',
    /`deprecated` is no member of `x-alias`/,
    /`since`/,
  ],
  [
    'an alias without a name',
    query({ 'x-alias': [{ in: 'header' }] }),
    `${parameter}/x-alias/0`,
    'required',
    /`name`/,
    /"name": "user_name"/,
  ],
]);
