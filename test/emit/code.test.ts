import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { type Code, type CodePart, code, commaList, numberedName } from '../../src/emit/code.ts';
import { mostSourceLength, Program } from '../../src/emit/program.ts';

/** Texts that would do harm where they were pasted. */
const hostile: readonly string[] = [
  '__proto__',
  'constructor',
  'it\'s "quoted"',
  'back\\slash\\',
  'line\nbreak\r\n',
  '\u2028 and \u2029',
  '`${process.exit(1)}`',
  '</script><!--',
  '"+process.exit()+"',
  "'+process.exit()+'",
  '*/ throw 1 /*',
  '// comment',
  '\ud800 half',
  '\0',
  '',
];

function run<T>(write: (program: Program, input: Code) => Code, input?: unknown): T {
  const program = new Program();
  const name = program.fresh('entry');
  const parameter = program.fresh('input');
  program.define(name, { parameters: [parameter], body: [write(program, parameter)] });
  const made = program.compile<(input: unknown) => T>(name);
  assert.ok(made);
  return made(input);
}

describe('code', () => {
  for (const text of hostile) {
    const shown = JSON.stringify(text);

    it(`gives the text ${shown} back as a value`, () => {
      assert.equal(
        run(() => code`return ${text};`),
        text,
      );
    });

    it(`reads and writes a member named ${shown} as an own one`, () => {
      const input = JSON.parse(`{${JSON.stringify(text)}:1}`);
      assert.equal(
        run((_, object) => code`return Object.hasOwn(${object}, ${text}) && ${object}[${text}];`, input),
        1,
      );
    });

    it(`compares with ${shown}`, () => {
      assert.equal(
        run((_, value) => code`return ${value} === ${text};`, text),
        true,
      );
    });

    it(`hands over a constant with the name ${shown} in it`, () => {
      const argument = { [text]: text };
      assert.equal(
        run((program) => code`return ${program.constant('argument', argument)};`),
        argument,
      );
    });
  }

  it('writes any text and any finite number as itself', () => {
    fc.assert(
      fc.property(
        fc.oneof(fc.string({ unit: 'binary' }), fc.double({ noNaN: true, noDefaultInfinity: true })),
        (value) => {
          assert.ok(
            Object.is(
              run(() => code`return 0, ${value};`),
              value,
            ),
          );
        },
      ),
    );
  });

  it('keeps a minus apart from one before it', () => {
    assert.equal(
      run(() => code`return 1 -${-1};`),
      2,
    );
  });

  it('takes neither an object nor a number that has no literal', () => {
    assert.throws(() => code`${{ toString: () => 'process.exit()' } as never}`, TypeError);
    assert.throws(() => code`${Number.NaN}`, TypeError);
    assert.throws(() => code`${[{ toString: () => 'x' }] as never}`, TypeError);
  });

  it('takes no name of anything but letters', () => {
    for (const word of ['a b', 'a;', '', 'a1', ...hostile.slice(2)]) {
      assert.throws(() => numberedName(word, 1), TypeError, JSON.stringify(word));
    }
  });

  it('lists parts with commas between them', () => {
    const parts: CodePart[] = [1, 'a', null, undefined, true, code`x`];
    assert.equal(String(code`[${commaList(parts)}]`), '[1, "a", null, undefined, true, x]');
  });
});

describe('a program', () => {
  it('gives one constant one name, and each fresh name once', () => {
    const program = new Program();
    const value = {};
    assert.equal(program.constant('a', value), program.constant('b', value));
    assert.notEqual(String(program.fresh('a')), String(program.fresh('a')));
  });

  it('lets functions call each other, whichever is written first', () => {
    const result = run<number>((program, input) => {
      const other = program.fresh('other');
      const n = program.fresh('n');
      program.define(other, { parameters: [n], body: [code`return ${n} > 9 ? ${n} : ${other}(${n} + 1);`] });
      return code`return ${other}(${input});`;
    }, 1);
    assert.equal(result, 10);
  });

  it('shows its source without its constants', () => {
    const program = new Program();
    const name = program.fresh('entry');
    program.define(name, { parameters: [], body: [code`return ${program.constant('secret', 'hunter2')};`] });
    assert.equal(program.source(), 'function entry1() {\n  return secret2;\n}');
  });

  it('is strict, and not run where it is too long', () => {
    assert.equal(
      run(() => code`return this;`),
      undefined,
    );
    const program = new Program();
    const name = program.fresh('entry');
    program.define(name, { parameters: [], body: [code`return ${'x'.repeat(mostSourceLength)};`] });
    assert.equal(program.compile(name), undefined);
  });
});
