import { at, inSchema, operation, schema, tellsEach } from './form-check.ts';

tellsEach('a member that is not known', [
  ['a slip', { operatons: {}, operations: {} }, '/operatons', 'unknown-member', /root of a contract/, /`operations`/],
  ['another case', operation({ Query: {} }), `${at}/Query`, 'unknown-member', /an operation/, /`query`/],
  ['a keyword', schema({ minLenght: 1 }), `${inSchema}/minLenght`, 'unknown-member', /no keyword/, /`minLength`/],
  ['nothing near', schema({ wobble: 1 }), `${inSchema}/wobble`, 'unknown-member', /no keyword/, /`properties`.*`x-`/],
  [
    'at home elsewhere',
    operation({ timeouts: {} }),
    `${at}/timeouts`,
    'unknown-member',
    /an operation/,
    /belongs in `upstream`$/,
  ],
  [
    'at home in the root',
    operation({ operations: {} }),
    `${at}/operations`,
    'unknown-member',
    /./,
    /root of a contract/,
  ],
  [
    'nothing near elsewhere',
    operation({ upstream: { wobble: 1 } }),
    `${at}/upstream/wobble`,
    'unknown-member',
    /`upstream`/,
    /known here: `name`, `route`/,
  ],
  [
    'a parameter without `properties`',
    operation({ query: { userName: { type: 'string' } } }),
    `${at}/query/userName`,
    'unknown-member',
    /./,
    /"query": \{ "properties": \{ "userName"/,
  ],
  ['a name with a slash', schema({ 'a/b~c': 1 }), `${inSchema}/a~1b~0c`, 'unknown-member', /`a\/b~c`/, /./],
  [
    'a name of Object.prototype',
    schema({ constructor: 1 }),
    `${inSchema}/constructor`,
    'unknown-member',
    /`constructor`/,
    /./,
  ],
]);
