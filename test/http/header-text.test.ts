import assert from 'node:assert/strict';
import { validateHeaderValue } from 'node:http';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { headerTextFault, isHeaderValue, joinLines, trimOptionalBlanks } from '../../src/http/header-text.ts';
import { cpuMs } from '../support/cpu-time.ts';

describe('isHeaderValue', () => {
  const refused: readonly [text: string, fault: string][] = [
    ['a\r\nX-Evil: 1', 'line-break'],
    ['a\nb', 'line-break'],
    ['a\rb', 'line-break'],
    ['a\0b', 'control'],
    ['a\u001bb', 'control'],
    ['a\u007f', 'control'],
    ['€', 'beyond-latin-1'],
    // Latin-1 truncation would make CR and LF of these (CVE-2018-12116).
    ['\u560d\u560a', 'beyond-latin-1'],
    ['\u010d\u010a', 'beyond-latin-1'],
    ['\ud800', 'beyond-latin-1'],
    [' a', 'blank-at-end'],
    ['a\t', 'blank-at-end'],
    [' ', 'blank-at-end'],
  ];
  for (const [text, fault] of refused) {
    it(`refuses ${JSON.stringify(text)} as ${fault}`, () => {
      assert.ok(!isHeaderValue(text));
      assert.equal(headerTextFault(text), fault);
    });
  }

  it('accepts visible ASCII, Latin-1, and blanks inside', () => {
    for (const text of ['', 'a', 'a b\tc', 'Grüße', '"x"', ',;=']) assert.ok(isHeaderValue(text), text);
  });

  it('accepts nothing that Node refuses to send', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 6 }), (text) => {
        if (isHeaderValue(text)) assert.doesNotThrow(() => validateHeaderValue('x', text));
      }),
      { numRuns: 1000 },
    );
  });

  it('answers in time that grows with the text', () => {
    for (const text of [`${'a '.repeat(200_000)}\n`, `a${' '.repeat(400_000)}`]) {
      const took = cpuMs(() => void isHeaderValue(text));
      assert.ok(took < 100, `took ${took} ms`);
    }
  });
});

describe('trimOptionalBlanks', () => {
  it('takes off blanks and tabs at both ends, and no other white space', () => {
    assert.equal(trimOptionalBlanks(' \ta b\t '), 'a b');
    assert.equal(trimOptionalBlanks('\u00a0a'), '\u00a0a');
    assert.equal(trimOptionalBlanks(' '), '');
  });
});

describe('joinLines', () => {
  it('makes one value of several lines', () => assert.equal(joinLines(['a', 'b, c']), 'a, b, c'));
});
