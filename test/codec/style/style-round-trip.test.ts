import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { parseDeepName } from '../../../src/codec/style/deep-object.ts';
import { parseDelimitedList, parseDelimitedObject } from '../../../src/codec/style/delimited.ts';
import { compileFormatValue } from '../../../src/codec/style/format-value.ts';
import { parseSimpleMembers } from '../../../src/codec/style/simple-members.ts';
import { StyleFault, type TextMembers } from '../../../src/codec/style/style-fault.ts';
import { type StyleCell, styleCells } from '../../../src/codec/style/style-table.ts';
import { splitQuery } from '../../../src/http/query-text.ts';
import { textCodings } from '../../../src/http/text-coding.ts';

const name = 'color';

/** Texts that are made to be taken apart: delimiters, escapes, line ends, dots, characters of every plane. */
const hostileText = fc.oneof(
  fc.string({
    unit: fc.constantFrom(',', '|', ' ', '=', '&', '%', '2', 'C', '[', ']', ';', '+', '/', '.', '\r', '\n', 'a'),
  }),
  fc.string({ unit: 'binary' }),
  fc.string({ unit: 'grapheme' }),
  fc.string({ unit: 'grapheme-ascii' }),
  fc.stringMatching(/^[a-z]{1,6}$/),
  fc.constantFrom('__proto__', 'constructor', 'color', 'None', '0'),
);
const listOf = fc.array(hostileText, { minLength: 1, maxLength: 4 });
const membersOf = fc.uniqueArray(fc.tuple(hostileText, hostileText), {
  minLength: 1,
  maxLength: 3,
  selector: ([member]) => member,
});

function readList(cell: StyleCell, text: string): readonly string[] | StyleFault {
  const { style, in: location } = cell;
  if (style === 'deepObject') return assert.fail('no list has this style');
  if (style === 'form' && cell.explode) return pairsOf(text).map(([, value]) => value);
  return parseDelimitedList(bare(cell, text), { style, in: location, mayHoldComma: true });
}

function readMembers(cell: StyleCell, text: string): TextMembers | StyleFault {
  const { style, in: location } = cell;
  if (style === 'form' && cell.explode) return pairsOf(text);
  if (style === 'deepObject') {
    return pairsOf(text).map(([full, value]) => {
      const member = parseDeepName(name, full);
      return member instanceof StyleFault ? assert.fail(member.reason) : ([member, value] as const);
    });
  }
  if (style === 'simple' && cell.explode) return parseSimpleMembers(text, location, true);
  return parseDelimitedObject(bare(cell, text), { style, in: location, mayHoldComma: true });
}

const pairsOf = (query: string): [string, string][] =>
  splitQuery(query, 99).map((pair) => [decoded(pair.name), decoded(pair.value ?? '')]);

const decoded = (raw: string): string => textCodings.query.decode(raw) ?? assert.fail(`not decoded: ${raw}`);

const bare = (cell: StyleCell, text: string): string =>
  cell.in === 'query' || cell.in === 'cookie' ? text.slice(`${name}=`.length) : text;

describe('what was written is read as it was', () => {
  for (const cell of styleCells) {
    const title = `${cell.kind}, ${cell.style}, explode ${cell.explode}, in ${cell.in}`;
    const format = compileFormatValue({ ...cell, name });
    if (cell.kind === 'list') {
      it(title, () => {
        let written = 0;
        fc.assert(
          fc.property(listOf, (items) => {
            const text = format(items);
            if (text instanceof StyleFault) return;
            written += 1;
            assert.deepEqual(readList(cell, text ?? assert.fail('left out')), items);
          }),
          { numRuns: 600 },
        );
        assert.ok(written > 20, `only ${written} lists could be written`);
      });
    } else {
      it(title, () => {
        let written = 0;
        fc.assert(
          fc.property(membersOf, (members) => {
            const text = format(Object.fromEntries(members));
            if (text instanceof StyleFault) return;
            written += 1;
            const expected = Object.entries(Object.fromEntries(members));
            assert.deepEqual(readMembers(cell, text ?? assert.fail('left out')), expected);
          }),
          { numRuns: 600 },
        );
        assert.ok(written > 20, `only ${written} objects could be written`);
      });
    }
  }
});
