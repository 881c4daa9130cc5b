import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { isWholeText, parseCounted } from '../../../src/codec/json-text/counted.ts';
import { parseJson } from '../../../src/codec/json-text/parse.ts';

const depth = 3;

function isWhole(text: string): boolean {
  const counted = parseCounted(Buffer.from(text));
  return counted !== undefined && isWholeText(counted, depth);
}

describe('a value is all that its text says', () => {
  const whole = [
    '{}',
    '"a"',
    '[[[1]]]',
    '{"a":"b","c":[true,null,{"d":-1.5}]}',
    '{"constructor":"a","":"b"}',
    '[2,1e5]',
    '[0,-1]',
  ];
  for (const text of whole) it(`for ${text}`, () => assert.equal(isWhole(text), true));
});

describe('a value is not all that its text says', () => {
  const others = [
    { name: 'where a member stands twice', text: '{"a":1,"a":2}' },
    { name: 'where a member stands twice in an item', text: '[{"a":"b"},{"a":"b","a":"b"}]' },
    { name: 'where a number may have lost digits', text: '[1e-400]' },
    { name: 'where a number is too large for a double', text: '[1e400]' },
    { name: 'where it is too deep', text: '[[[[1]]]]' },
    { name: 'where a member is named __proto__', text: '{"__proto__":{"a":1}}' },
  ];
  for (const { name, text } of others) it(name, () => assert.equal(isWhole(text), false));
});

const names = fc.constantFrom('a', 'b', '', '__proto__', 'toString');
const numbers = fc.constantFrom('0', '-1', '1.5', '1e5', '1E-400', '2e308', '123456789012345', '0.1');
const { text: texts } = fc.letrec<{ text: string }>((tie) => ({
  text: fc.oneof(
    { maxDepth: 5 },
    fc.constantFrom('"a"', '"1e5"', '""', 'null', 'true'),
    numbers,
    fc.array(tie('text'), { maxLength: 3 }).map((items) => `[${items.join(',')}]`),
    fc
      .array(fc.tuple(names, tie('text')), { maxLength: 4 })
      .map((members) => `{${members.map(([name, value]) => `"${name}":${value}`).join(',')}}`),
  ),
}));

it('a text that was counted is read as any other', () => {
  fc.assert(
    fc.property(texts, (text) => {
      const parsed = parseCounted(Buffer.from(text));
      const { exact: _, ...read } = { exact: false, ...parseJson(text, { maxDepth: depth }) };
      const { exact: __, ...held } = { exact: false, ...parseJson(text, { maxDepth: depth, parsed }) };
      assert.deepEqual(held, read);
    }),
  );
});
