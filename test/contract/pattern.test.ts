import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { compilePattern, type LinearPattern, PatternFault, regExpEngine } from '../../src/contract/pattern.ts';
import { cpuMs } from '../support/cpu-time.ts';

function compile(pattern: string): LinearPattern {
  const compiled = compilePattern(pattern);
  if (compiled instanceof PatternFault) throw new Error(compiled.message);
  return compiled;
}

const texts = [
  '',
  'a',
  'A',
  'ab',
  'abc',
  'aab',
  '0',
  '07',
  '-',
  '_',
  'a-b',
  'a b',
  'é',
  'ß',
  'Ω',
  '你好',
  '😀',
  '😀x',
  '\ud83d',
  '\ude00',
  '\n',
  'a\n',
  '\na',
  'a\nb',
  '\r',
  '\u2028',
  '\u2029',
  '\u0085',
  '\u00a0',
  '\ufeff',
  '\u3000',
  '\t',
  '\u000b',
  '\u0001',
  '\0',
  '\b',
  '[',
  ']',
  '{',
  '}',
  '(',
  ')',
  '\\',
  '/',
  '^',
  '$',
  '.',
  '|',
  '*',
  '+',
  '?',
  '#',
  '&',
  '&&',
  ':',
  '[:alpha:]',
  'x'.repeat(50),
  '2024-01-31',
  'usr_12',
  'ADA',
  'ada@example.org',
  'aaaaaaaaaaaaaaaaaaaaaaaaaaaa!',
  'ǅ',
  '٣',
  'ª',
  'Ⅷ',
];

const patterns: readonly [name: string, pattern: string][] = [
  ['anchors', '^a$'],
  ['an end that is no line end', 'a$'],
  ['a beginning that is no line beginning', '^b'],
  ['any character but line terminators', '^.$'],
  ['code points, not code units', '^.{2}$'],
  ['digits', '^\\d+$'],
  ['no digits', '^\\D+$'],
  ['word characters', '^\\w+$'],
  ['no word characters', '^\\W+$'],
  ['white space of Unicode', '^\\s+$'],
  ['no white space', '^\\S+$'],
  ['sets in a class', '^[\\s\\d-]+$'],
  ['negated sets in a class', '^[\\S]+$'],
  ['negated sets in a negated class', '^[^\\W\\d]+$'],
  ['all characters by two sets', '^[\\s\\S]*$'],
  ['a code unit escape', '^\\u0041'],
  ['a surrogate pair of escapes', '^\\ud83d\\ude00'],
  ['a code point escape', '\\u{1F600}x'],
  ['half of a surrogate pair', '^\\ud83d$'],
  ['a hexadecimal escape', '^\\x61'],
  ['a control letter', '^\\cA$'],
  ['a null', '^\\0$'],
  ['control escapes', '^[\\t\\n\\v\\f\\r]$'],
  ['a backspace in a class', '^[\\b]$'],
  ['word boundaries', '\\bab?\\b'],
  ['no word boundary', 'a\\Bb'],
  ['escaped syntax', '^[\\[\\]\\{\\}\\(\\)\\\\\\/\\^\\$\\.\\|\\*\\+\\?]$'],
  ['an escaped dash in a class', '^[a\\-z]+$'],
  ['a dash at the end of a class', '^[a-]+$'],
  ['a class of another syntax as plain characters', '^[\\[:alph]+\\]$'],
  ['an ampersand pair in a class', '^[a&&b]+$'],
  ['the empty class', '^[]$'],
  ['the full class', '^[^]$'],
  ['a negated class with line breaks', '^[^a]+$'],
  ['groups', '^(a)(?:b)(?<third>c)?$'],
  ['alternatives', '^(?:a|b|)$'],
  ['lazy quantifiers', '^a+?b*?c??$'],
  ['counted quantifiers', '^a{2}b{0,1}$|^x{3,}$|^x{40,60}$'],
  ['repeats above the limit of the engine', '^(?:x{0,1500}|a{1,})$'],
  ['a long least repeat', '^[a-z]{1001,}$'],
  ['nested quantifiers', '^(?:a+)+$'],
  ['a general category', '^\\p{Lu}+$'],
  ['a long category name', '^\\p{Uppercase_Letter}+$'],
  ['a script', '^\\p{Script=Greek}$'],
  ['a binary property', '^\\p{Emoji_Presentation}$'],
  ['a negated property', '^\\P{L}+$'],
  ['properties in a class', '^[\\p{Script=Han}\\P{ASCII}0-9]+$'],
  ['a negated property with a long name in a class', '^[\\P{Script=Greek}]$'],
  ['an e-mail address', '^[^@\\s]+@[^@\\s]+\\.[a-z]{2,}$'],
];

describe('compilePattern', () => {
  for (const [name, pattern] of patterns) {
    it(`agrees with the native engine on ${name}: ${pattern}`, () => {
      const native = new RegExp(pattern, 'u');
      const linear = compile(pattern);
      for (const text of [...texts, 'x'.repeat(1001), 'x'.repeat(1501)]) {
        assert.equal(linear.test(text), native.test(text), JSON.stringify(text));
      }
    });
  }

  it('agrees with the native engine on generated patterns and texts', () => {
    const atom = fc.constantFrom(
      'a',
      'b',
      '.',
      '\\d',
      '\\w',
      '\\S',
      '[ab]',
      '[^a]',
      '[\\W0-5]',
      '\\u0062',
      '😀',
      '\\p{L}',
    );
    const { pattern } = fc.letrec<{ pattern: string; piece: string }>((tie) => ({
      piece: fc.oneof(
        { depthSize: 'small' },
        atom,
        fc.tuple(atom, fc.constantFrom('*', '+', '?', '{2}', '{1,3}', '*?')).map(([left, right]) => left + right),
        tie('pattern').map((inner) => `(${inner})`),
        tie('pattern').map((inner) => `(?:${inner})*`),
      ),
      pattern: fc.oneof(
        { depthSize: 'small' },
        fc.array(tie('piece'), { minLength: 1, maxLength: 4 }).map((pieces) => pieces.join('')),
        fc.tuple(tie('piece'), tie('piece')).map(([left, right]) => `${left}|${right}`),
        tie('piece').map((piece) => `^${piece}$`),
      ),
    }));
    const text = fc.string({ unit: fc.constantFrom('a', 'b', '0', '7', ' ', '\n', '😀', 'é', '_'), maxLength: 8 });
    fc.assert(
      fc.property(pattern, text, (source, sample) => {
        assert.equal(compile(source).test(sample), new RegExp(source, 'u').test(sample));
      }),
      { numRuns: 500 },
    );
  });

  it('answers in linear time where a backtracking engine takes exponential time', () => {
    const pattern = compile('^(a+)+$');
    const took = cpuMs(() => assert.equal(pattern.test(`${'a'.repeat(65_536)}!`), false));
    assert.ok(took < 1000, `took ${took} ms`);
  });

  it('gives patterns the text by which Ajv tells them apart', () => {
    assert.notEqual(String(compile('^a$')), String(compile('^b$')));
  });
});

describe('regExpEngine', () => {
  it('runs the patterns of Ajv', () => {
    assert.equal(regExpEngine('^\\u0041$', 'u').test('A'), true);
    assert.notEqual(regExpEngine.code, 'new RegExp');
  });

  it('throws for a pattern that the check of contracts refuses', () => {
    assert.throws(() => regExpEngine('(?=a)', 'u'), SyntaxError);
  });
});
