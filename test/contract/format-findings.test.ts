import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { stripVTControlCharacters } from 'node:util';
import type { Finding } from '../../src/contract/finding.ts';
import { countFindings, formatFindings, orderFindings } from '../../src/contract/format-findings.ts';

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
  it('writes place, severity, message, rule, pointer and cure, errors last', () => {
    const warning: Finding = {
      ...base,
      line: 30,
      severity: 'warning',
      rule: 'not-applied',
      message: 'later',
      cure: 'wait',
    };
    assert.equal(
      formatFindings([base, warning], { hasColours: false }),
      [
        'schemas/users.contract.json:30:7 warning later (not-applied)',
        '  at /operations/findUsers/queri',
        '  instead: wait',
        '',
        'schemas/users.contract.json:12:7 error `queri` is no member of an operation (unknown-member)',
        '  at /operations/findUsers/queri',
        '  instead: did you mean `query`?',
        '',
        '',
      ].join('\n'),
    );
  });

  it('names the pointer where no line is known', () => {
    const text = formatFindings([{ ...unplaced, file: 'contracts[0]' }], { hasColours: false });
    assert.match(text, /^contracts\[0\] error .*\n {2}at \/operations\/findUsers\/queri\n/);
  });

  it('says nothing for no findings', () => {
    assert.equal(formatFindings([], { hasColours: true }), '');
  });

  it('adds colours only where they are asked for', () => {
    const plain = formatFindings([base], { hasColours: false });
    const colored = formatFindings([base], { hasColours: true });
    assert.notEqual(colored, plain);
    assert.equal(stripVTControlCharacters(colored), plain);
  });

  it('counts what does not fit a screen', () => {
    const many = Array.from({ length: 60 }, (_, index) => ({ ...base, line: index + 1 }));
    const text = formatFindings(many, { hasColours: false, limit: 50 });
    assert.match(text, /:50:7 error [\s\S]*\n\.\.\. and 10 more\n$/);
    assert.doesNotMatch(text, /:51:7 /);
  });

  it('escapes what could move a cursor or forge a line', () => {
    const text = formatFindings([{ ...base, file: 'a\u001b[2J', message: 'x\ny' }], { hasColours: false });
    assert.ok(text.startsWith('a\\u001b[2J:12:7 error x\\u000ay '));
  });
});

describe('countFindings', () => {
  const warning: Finding = { ...base, severity: 'warning' };
  const rows: readonly [text: string, findings: readonly Finding[]][] = [
    ['', []],
    ['1 error', [base]],
    ['2 warnings', [warning, warning]],
    ['2 errors and 1 warning', [base, warning, base]],
  ];
  for (const [text, findings] of rows) {
    it(`says ${JSON.stringify(text)}`, () => assert.equal(countFindings(findings), text));
  }
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
