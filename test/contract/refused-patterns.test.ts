import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { compilePattern, LinearPattern, type PatternFault } from '../../src/contract/pattern.ts';

function refuse(pattern: string): PatternFault {
  const compiled = compilePattern(pattern);
  if (compiled instanceof LinearPattern) throw new Error(`${pattern} was accepted`);
  return compiled;
}

describe('compilePattern', () => {
  const refused: readonly [name: string, pattern: string, message: RegExp, cure: RegExp][] = [
    ['look-ahead', '^(?=.*[0-9]).+$', /`\(\?=` looks around/, /allOf/],
    ['negative look-ahead', '^(?!admin)', /`\(\?!` looks around/, /not/],
    ['look-behind', '(?<=a)b', /`\(\?<=` looks around/, /allOf/],
    ['negative look-behind', '(?<!a)b', /`\(\?<!` looks around/, /allOf/],
    ['back-references', '^(a)\\1$', /`\\1` refers back/, /alternatives/],
    ['named back-references', '^(?<x>a)\\k<x>$', /`\\k` refers back/, /alternatives/],
    ['repeats without measure', '^a{100000}$', /repeats too often/, /maxLength/],
    ['nested repeats without measure', '^(?:a{900}){900}$', /too large/, /maxLength/],
    ['flags in front', '(?i)abc', /no regular expression/, /\[aA\]/],
    ['anchors of other languages', '\\Aabc\\Z', /no regular expression/, /`\^`/],
    ['named groups of Python', '(?P<year>\\d{4})', /no regular expression/, /`\(\.\.\.\)`/],
    ['an escaped dash outside of a class', 'a\\-b', /Invalid escape/, /take the backslash away/],
    ['a dash after a set', '[\\w-.]', /Invalid character class/, /`\\-`/],
    ['a lone bracket', 'a{', /Incomplete quantifier|Lone quantifier/, /./],
    ['an open group', '(a', /Unterminated group/, /ECMA-262/],
    ['an unknown property', '\\p{Nonsense}', /Invalid property name/, /Script=Greek/],
  ];
  for (const [name, pattern, message, cure] of refused) {
    it(`refuses ${name} and says what to write instead`, () => {
      const fault = refuse(pattern);
      assert.match(fault.message, message);
      assert.match(fault.cure, cure);
    });
  }
});
