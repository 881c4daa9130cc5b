import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { shellQuoted } from '../../src/explain/shell-quoted.ts';

const anyText = fc.string({ unit: fc.nat(0x10ffff).map((code) => String.fromCodePoint(code)) });

/** What a shell makes of words. */
function shellWords(words: readonly string[]): readonly string[] {
  const { stdout } = spawnSync('bash', ['-c', `printf '%s\\0' ${words.join(' ')}`], { encoding: 'utf8' });
  return stdout.split('\0').slice(0, -1);
}

describe('shellQuoted', () => {
  const rows: readonly [name: string, text: string, quoted: string][] = [
    ['quotes what a shell would take for a pattern', 'http://127.0.0.1:80/a?b', "'http://127.0.0.1:80/a?b'"],
    ['leaves plain words alone', 'a/b:c=d', 'a/b:c=d'],
    ['quotes the empty text', '', "''"],
    ['quotes what a shell would run', '$(reboot) `x`', "'$(reboot) `x`'"],
    ['quotes quotes', "it's", "'it'\\''s'"],
    ['escapes what steers a terminal', 'a\u001b[31m', "$'a\\033[31m'"],
  ];
  for (const [name, text, quoted] of rows) {
    test(name, () => assert.equal(shellQuoted(text), quoted));
  }

  test('a shell reads every text as it was', () => {
    const unit = fc.oneof(
      fc.constantFrom(...'\'"\\$`!*?[]{}()<>|&;#~ \n\t\u001b\u202eä€😀a01'),
      fc.string({ minLength: 1, maxLength: 1 }),
    );
    const word = fc.string({ unit }).map((text) => text.replaceAll('\0', ''));
    fc.assert(
      fc.property(fc.array(word, { minLength: 1, maxLength: 40 }), (words) => {
        assert.deepEqual(shellWords(words.map(shellQuoted)), words);
      }),
      { numRuns: 30 },
    );
  });

  test('no quoted text steers a terminal', () => {
    fc.assert(fc.property(anyText, (text) => assert.doesNotMatch(shellQuoted(text), /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u)));
  });
});
