import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { apiOf, send } from '../../support/pipeline.ts';
import { changesBetween, contractOf, gravest } from './sides.ts';

const number = fc
  .record(
    {
      type: fc.constantFrom('integer', 'number'),
      minimum: fc.integer({ min: -3, max: 3 }),
      maximum: fc.integer({ min: 3, max: 9 }),
      multipleOf: fc.constantFrom(1, 2, 3),
    },
    { requiredKeys: ['type'] },
  )
  .map((schema): object => schema);
const text = fc
  .record(
    {
      type: fc.constant('string'),
      minLength: fc.integer({ min: 0, max: 2 }),
      maxLength: fc.integer({ min: 2, max: 4 }),
      pattern: fc.constantFrom('^[a-c]*$', '^[0-9]+$', '^a', 'b$'),
    },
    { requiredKeys: ['type'] },
  )
  .map((schema): object => schema);
const listed = fc
  .subarray(['a', 'b', 'ab', '1', '2', 'true'], { minLength: 1 })
  .map((values): object => ({ type: 'string', enum: values }));
const schema = fc.oneof(number, text, listed, fc.constant<object>({ type: 'boolean' }));
const texts = [
  'a',
  'b',
  'ab',
  'abc',
  'abcd',
  'cc',
  '',
  '0',
  '1',
  '2',
  '3',
  '4',
  '6',
  '9',
  '-1',
  '-3',
  '1.5',
  '10',
  'true',
  'false',
  '12345',
];

const contractWith = (value: object, isRequired: boolean): object =>
  contractOf({ query: { required: isRequired ? ['q'] : [], properties: { q: value } } });

describe('a verdict on callers', () => {
  test('is never compatible where some request is newly refused, nor breaking where none is', () => {
    let compatible = 0;
    let breaking = 0;
    fc.assert(
      fc.property(schema, schema, fc.boolean(), fc.boolean(), (before, after, was, is) => {
        const [old, current] = [contractWith(before, was), contractWith(after, is)];
        const changes = changesBetween(old, current);
        const effect = gravest(changes, 'callers');
        const apis = [apiOf([old]), apiOf([current])];
        const lines = ['GET /users', ...texts.map((each) => `GET /users?q=${encodeURIComponent(each)}`)];
        const lost = lines.filter((line) => {
          const [first, second] = apis.map((api) => send(api, line).ok);
          return first === true && second === false;
        });
        if (effect === 'compatible' || effect === 'none') assert.deepEqual(lost, []);
        for (const { effect: own, witness } of changes) {
          if (own !== 'breaking') continue;
          const line = witness?.request.split('\n')[0] ?? '';
          assert.deepEqual(
            apis.map((api) => send(api, line).ok),
            [true, false],
            line,
          );
        }
        if (effect === 'breaking') breaking += 1;
        else if (effect !== 'unknown') compatible += 1;
      }),
      { numRuns: 60, seed: 7 },
    );
    // Both were met, or nothing was shown.
    assert.ok(compatible > 3 && breaking > 12, `${compatible} compatible, ${breaking} breaking`);
  });
});
