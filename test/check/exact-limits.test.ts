import { test } from 'node:test';
import { ExactNumber } from '../../src/codec/exact-number.ts';
import { at, body, expectVerdicts, inBody, inQuery, query, type Row } from './checked-rows.ts';

/** On both sides of 2^53 + 2; doubles are even there. */
const [lower, upper] = [new ExactNumber('9007199254740993'), new ExactNumber('9007199254740995')];
const even = 9007199254740994;
const greatest = new ExactNumber('9223372036854775807');
const integer = (limits: object) => ({ type: 'integer', ...limits });
const object = (a: object) => ({ type: 'object', properties: { a } });

/** `tested`: the value that would break it is the backend’s own to whoever reads doubles, so that it is not confirmed. */
const rows: readonly [title: string, contract: object, backend: object, status: Row['status']][] = [
  ['a least value just below the backend’s', integer({ minimum: lower }), integer({ minimum: even }), 'refuted'],
  ['a greatest value just above the backend’s', integer({ maximum: upper }), integer({ maximum: even }), 'refuted'],
  [
    'a least value that has the double of the backend’s',
    integer({ minimum: upper }),
    integer({ minimum: even + 2 }),
    'tested',
  ],
  ['another constant of the same double', { const: upper }, { const: 9007199254740996 }, 'tested'],
  ['a least value just above the backend’s', integer({ minimum: upper }), integer({ minimum: even }), 'proved'],
  ['the same limit', integer({ minimum: 0, maximum: greatest }), integer({ maximum: greatest }), 'proved'],
  ['the same values', { enum: [greatest, 1] }, { enum: [greatest, 1, 2] }, 'proved'],
  ['no limit', integer({ minimum: 0 }), integer({ maximum: greatest }), 'refuted'],
];

test('limits and constants that no double holds are compared digit by digit', (t) => {
  const operations = rows.flatMap(([title, contract, backend, status], index): Row[] => {
    const inText = { operation: query(contract), backend: inQuery(backend) };
    const inJson = { operation: body({ a: contract }), backend: inBody(object(backend)) };
    return [
      { title: `${title}, in a query`, ...at(`GET /query/${index}`), ...inText, status },
      { title: `${title}, in a body`, ...at(`POST /body/${index}`), ...inJson, status },
    ];
  });
  return expectVerdicts(t, operations, 20);
});
