import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { RE2JS } from 're2js';
import { isLinear } from '../../src/contract/linear-pattern.ts';
import { translatePattern } from '../../src/contract/translate-pattern.ts';
import { cpuMs } from '../support/cpu-time.ts';

const shown: readonly string[] = [
  '^[A-Z]{3}-[0-9]{6}$',
  '^[a-z]{2,64}$',
  '^[a-z0-9_-]+$',
  '^[a-z]+(?:-[a-z0-9]{4}){2}$',
  '^#(?:[0-9a-f]{3}|[0-9a-f]{6})$',
  '^\\+?[0-9]{5,15}$',
  '^\\d{4}-\\d{2}$',
  '^[^@]+@[^@]+$',
  '^(foo|bar|baz)$',
  '^.{1,500}$',
  '^\\S*$',
  'foo',
  '[0-9]{3}',
  '^$',
  '',
];

const notShown: readonly string[] = [
  '^(a+)+$',
  '^(a|a)*$',
  '^(a|ab)*c$',
  '^a*a*b$',
  '^[a-z]*[a-f0-9]*$',
  '^[a-z]+x?[a-z]+$',
  '^[^b]*[^c]*d$',
  '^.*foo$',
  '^é*\\W*$',
  '[a-z]+[0-9]',
  '\\s+$',
  '^a|b*$',
  '^(?:a{0,20}){5}$',
  '^(a?){30}a{30}$',
  '^[a-z]{1,400}[a-z]{1,400}$',
  '^(?=a)a$',
  '^(a)\\1$',
  '^\\bword$',
  '^\\p{L}+$',
  '(?:a|b|c){3}d',
];

describe('isLinear', () => {
  for (const pattern of shown) {
    it(`shows it of ${pattern}`, () => {
      assert.equal(isLinear(pattern), true);
    });
  }

  for (const pattern of notShown) {
    it(`does not show it of ${pattern}`, () => {
      assert.equal(isLinear(pattern), false);
    });
  }

  const pieces = [
    'a',
    'b',
    '[ab]',
    '[^a]',
    '.',
    '\\d',
    '\\w',
    '\\W',
    '[a-c1]',
    'é',
    '[^é]',
    '1',
    '\\.',
    '[\\w-]',
    '[b-]',
  ];
  const quantifiers = ['', '', '', '?', '*', '+', '{2}', '{1,3}', '{0,40}', '{2,}', '*?', '??'];
  const sequence: fc.Arbitrary<string> = fc
    .array(fc.tuple(fc.constantFrom(...pieces), fc.constantFrom(...quantifiers)), { maxLength: 4 })
    .map((parts) => parts.map((part) => part.join('')).join(''));
  const group = fc
    .tuple(fc.array(sequence, { minLength: 1, maxLength: 3 }), fc.constantFrom(...quantifiers))
    .map(([alternatives, quantifier]) => `(?:${alternatives.join('|')})${quantifier}`);
  const patterns = fc
    .tuple(
      fc.constantFrom('^', '^', ''),
      fc.array(fc.oneof(sequence, group), { maxLength: 3 }),
      fc.constantFrom('$', ''),
    )
    .map(([start, parts, end]) => `${start}${parts.join('')}${end}`)
    .filter(isLinear);

  it('shows it only of patterns that the native engine ends at once, whatever the text', () => {
    fc.assert(
      fc.property(patterns, (pattern) => {
        const native = new RegExp(pattern, 'u');
        for (const unit of ['a', 'b', 'ab', '1', 'a1', 'é', 'ba1', '.', 'aab']) {
          const text = `${unit.repeat(20_000)}\u0001`;
          // Going through so long a text twice for each of its characters takes seconds.
          assert.ok(
            Math.min(
              cpuMs(() => native.test(text)),
              cpuMs(() => native.test(text)),
            ) < 150,
            `${pattern} ${unit}`,
          );
        }
      }),
      { numRuns: 50 },
    );
  });

  it('shows it only of patterns on which both engines agree', () => {
    fc.assert(
      fc.property(
        patterns,
        fc.string({ unit: fc.constantFrom('a', 'b', 'c', '1', 'é', '.', '\n', '-'), maxLength: 6 }),
        (pattern, text) => {
          assert.equal(new RegExp(pattern, 'u').test(text), RE2JS.compile(translatePattern(pattern)).test(text));
        },
      ),
      { numRuns: 300 },
    );
  });

  it('ends for texts of megabytes', () => {
    const text = `${'a'.repeat(2_000_000)}!`;
    for (const pattern of ['^[a-z]+$', '^[a-z]*[0-9]*$', '^[^0]+0$'])
      assert.equal(new RegExp(pattern, 'u').test(text), false);
  });
});
