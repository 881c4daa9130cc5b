import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { stripVTControlCharacters } from 'node:util';
import type { Finding } from '../../src/contract/finding.ts';
import { formatFindings, orderFindings } from '../../src/contract/format-findings.ts';

const base: Finding = {
  file: 'schemas/users.contract.json',
  pointer: '/operations/findUsers/queri',
  line: 12,
  column: 7,
  rule: 'unknown-member',
  severity: 'error',
  message: '`queri` is no member of an operation',
  cure: 'did you mean `query`?',
};
const { line: _line, column: _column, ...unplaced } = base;

describe('formatFindings', () => {
  it('writes place, severity, message, rule and cure, and a sum', () => {
    const warning: Finding = {
      ...base,
      line: 3,
      severity: 'warning',
      rule: 'not-applied',
      message: 'later',
      cure: 'wait',
    };
    assert.equal(
      formatFindings([base, warning], { colors: false }),
      [
        'schemas/users.contract.json:3:7  warning  later  (not-applied)',
        '    wait',
        'schemas/users.contract.json:12:7  error  `queri` is no member of an operation  (unknown-member)',
        '    did you mean `query`?',
        '',
        '1 error and 1 warning in 1 file',
        '',
      ].join('\n'),
    );
  });

  it('names the pointer where no line is known', () => {
    const text = formatFindings([{ ...unplaced, file: 'contracts[0]' }], { colors: false });
    assert.match(text, /^contracts\[0\]#\/operations\/findUsers\/queri {2}error/);
  });

  it('says nothing for no findings', () => {
    assert.equal(formatFindings([], { colors: true }), '');
  });

  it('adds colours only where they are asked for', () => {
    const plain = formatFindings([base], { colors: false });
    const colored = formatFindings([base], { colors: true });
    assert.notEqual(colored, plain);
    assert.equal(stripVTControlCharacters(colored), plain);
  });

  it('counts what does not fit a screen', () => {
    const many = Array.from({ length: 60 }, (_, index) => ({ ...base, line: index + 1 }));
    const text = formatFindings(many, { colors: false });
    assert.match(text, /\n\.\.\. and 10 more\n\n60 errors in 1 file\n$/);
  });

  it('escapes what could move a cursor or forge a line', () => {
    const text = formatFindings([{ ...base, file: 'a\u001b[2J', message: 'x\ny' }], { colors: false });
    assert.ok(text.startsWith('a\\u{1b}[2J:12:7  error  x\\u{a}y  '));
  });
});

describe('orderFindings', () => {
  it('keeps files together, sorts by line and column, and drops repeats', () => {
    const other = { ...base, file: 'b.json' };
    const ordered = orderFindings([base, other, { ...base }, { ...base, column: 2 }, unplaced]);
    assert.deepEqual(
      ordered.map(({ file, line, column }) => [file, line, column]),
      [
        ['schemas/users.contract.json', undefined, undefined],
        ['schemas/users.contract.json', 12, 2],
        ['schemas/users.contract.json', 12, 7],
        ['b.json', 12, 7],
      ],
    );
  });
});
