import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { JsonValue } from '../../src/codec/json-value.ts';
import type { Location } from '../../src/http/location.ts';
import { typeViolation } from '../../src/problem/type-violation.ts';

interface Row {
  readonly in: Location;
  readonly types: readonly string[];
  readonly value: JsonValue;
  readonly says: string;
}

const unset = (words: string): string => `, which is what ${words}; leave it out when there is none`;

const rows: readonly Row[] = [
  {
    in: 'query',
    types: ['integer'],
    value: 'None',
    says: `must be an integer, got \`None\`${unset('Python writes for a variable without a value')}`,
  },
  {
    in: 'query',
    types: ['number'],
    value: 'NaN',
    says: `must be a number, got \`NaN\`${unset('programs write for a calculation that gave no number')}`,
  },
  {
    in: 'query',
    types: ['boolean'],
    value: 'undefined',
    says: `must be \`true\` or \`false\`, got \`undefined\`${unset('JavaScript writes for a variable without a value')}`,
  },
  {
    in: 'query',
    types: ['integer'],
    value: 'null',
    says: `must be an integer, got \`null\`${unset('many programs write for a variable without a value')}`,
  },
  {
    in: 'query',
    types: ['integer'],
    value: '<nil>',
    says: `must be an integer, got \`<nil>\`${unset('Go writes for a pointer without a value')}`,
  },
  {
    in: 'query',
    types: ['integer'],
    value: '',
    says: 'must be an integer, got an empty string; leave it out when there is no value',
  },
  { in: 'query', types: ['integer'], value: 'ten', says: 'must be an integer, got `ten`' },
  {
    in: 'body',
    types: ['integer'],
    value: '36',
    says: 'must be an integer, got the string `36`; write it without quotes',
  },
  {
    in: 'body',
    types: ['boolean'],
    value: 'true',
    says: 'must be `true` or `false`, got the string `true`; write it without quotes',
  },
  { in: 'body', types: ['string'], value: 36, says: 'must be a string, got 36; write it in quotes' },
  { in: 'body', types: ['array'], value: 36, says: 'must be a list, got 36; write it as a list of one' },
  { in: 'body', types: ['object'], value: [], says: 'must be an object, got a list' },
  {
    in: 'body',
    types: ['integer', 'number', 'null'],
    value: 'x',
    says: 'must be a number or null, got the string `x`',
  },
  { in: 'header', types: ['integer'], value: 'ten', says: 'must be an integer' },
  {
    in: 'header',
    types: ['integer'],
    value: 'None',
    says: `must be an integer, got \`None\`${unset('Python writes for a variable without a value')}`,
  },
];

describe('a value of the wrong type', () => {
  for (const { says, ...wrong } of rows) {
    test(`${wrong.in}: ${says}`, () => {
      const violation = typeViolation({ ...wrong, name: 'x', pointer: '#/x', sensitive: false, required: false });
      assert.ok(violation.detail.endsWith(` ${says}`), violation.detail);
      assert.equal(violation.code, 'type');
    });
  }

  test('that is required is to be set, since it cannot be left out', () => {
    const wrong = {
      in: 'query',
      name: 'x',
      pointer: '#/x',
      types: ['integer'],
      sensitive: false,
      required: true,
    } as const;
    assert.match(typeViolation({ ...wrong, value: 'None' }).detail, /; set it before you send the request$/);
    assert.match(typeViolation({ ...wrong, value: '' }).detail, /got an empty string$/);
  });
});
