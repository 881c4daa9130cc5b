import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { formatLanguages, isInside } from '../../../src/check/contain/text/format-language.ts';
import { compileAutomaton } from '../../../src/check/contain/text/compile-automaton.ts';
import { shortestText } from '../../../src/check/contain/text/shortest-text.ts';
import type { Automaton } from '../../../src/check/contain/text/automaton.ts';
import { formats } from '../../../src/contract/formats.ts';
import { verdictOf } from './verdict-of.ts';

const everyTextOf = (inner: object, outer: object): unknown => {
  const verdict = verdictOf({ name: '', inner: { type: 'string', ...inner }, outer: { type: 'string', ...outer } });
  return verdict.kind === 'refuted' ? verdict.witness : verdict.kind;
};

const inside: readonly (readonly [name: string, inner: object, outer: object])[] = [
  [
    'a bounded repeat in a pattern with lengths',
    { pattern: '^[a-z]{3,5}$' },
    { pattern: '^[a-z]+$', minLength: 3, maxLength: 5 },
  ],
  [
    'lengths and a pattern in a bounded repeat',
    { pattern: '^[a-z]+$', minLength: 3, maxLength: 5 },
    { pattern: '^[a-z]{3,5}$' },
  ],
  ['a pattern without anchors', { pattern: 'ab' }, { pattern: 'a.*b|ab' }],
  ['anchors in each branch', { pattern: '^a$|^b$' }, { pattern: '^[ab]$' }],
  ['anchors in a group', { pattern: '^(?:a|b)$' }, { pattern: '(^a|^b)' }],
  ['what looks ahead', { pattern: '^(?=.*[0-9])[a-z0-9]+$' }, { pattern: '[0-9]' }],
  ['what must not be ahead', { pattern: '^b' }, { pattern: '^(?!a)' }],
  ['a class of Unicode', { pattern: '^\\p{Lu}+$' }, { pattern: '^\\p{L}+$' }],
  ['a pattern that is not regular, by identity', { pattern: '(a+)\\1$', minLength: 2 }, { pattern: '(a+)\\1$' }],
  ['a uuid has 36 characters', { format: 'uuid' }, { minLength: 36, maxLength: 36 }],
  ['a uuid by pattern', { format: 'uuid' }, { pattern: '^[0-9A-Fa-f]{8}(?:-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}$' }],
  [
    'a pattern of dates is no format, but the other way it is',
    { format: 'date' },
    { pattern: '^\\d{4}-\\d{2}-\\d{2}$' },
  ],
  ['an address of four bytes is short', { format: 'ipv4' }, { minLength: 7, maxLength: 15 }],
  ['an instant begins with its day', { format: 'date-time' }, { pattern: '^\\d{4}-\\d{2}-\\d{2}[Tt]' }],
  ['a time is one without offset, too', { format: 'time' }, { format: 'iso-time' }],
  ['a web address is a URI', { format: 'url' }, { format: 'uri' }],
  ['an empty text is a reference', { const: '' }, { format: 'uri-reference' }],
  ['a known format is itself', { format: 'regex', maxLength: 9 }, { format: 'regex' }],
  ['an unknown format is itself', { format: 'made-up', minLength: 2 }, { format: 'made-up' }],
];

const outside: readonly (readonly [name: string, inner: object, outer: object, witness: string])[] = [
  ['a character more than the pattern', { pattern: '^[a-z]*$' }, { pattern: '^[a-z]{0,3}$' }, 'aaaa'],
  ['what a class lacks', { pattern: '^[a-f]$' }, { pattern: '^[a-eg]$' }, 'f'],
  ['a missing anchor', { pattern: '^a' }, { pattern: '^a$' }, 'aa'],
  ['any text', {}, { pattern: '^[a-z]+$' }, ''],
  ['upper case', { format: 'uuid' }, { pattern: '^[0-9a-f-]+$' }, 'aaaaaaaa-aaaa-aaaa-aaaa-aaaaaaaaaaaA'],
  ['an instant is no day', { format: 'date-time' }, { format: 'date' }, '2024-02-29T12:00:00Z'],
  ['a day is no instant', { format: 'date' }, { format: 'date-time' }, '2024-02-29'],
  ['a text is no day', { maxLength: 10 }, { format: 'date' }, ''],
];

describe('the containment of texts', () => {
  for (const [name, inner, outer] of inside) {
    it(`proves: ${name}`, () => assert.equal(everyTextOf(inner, outer), 'proved'));
  }
  for (const [name, inner, outer, witness] of outside) {
    it(`refutes: ${name}`, () => assert.equal(everyTextOf(inner, outer), witness));
  }

  it('leaves open what it cannot read, and says so', () => {
    const verdict = verdictOf({ name: '', inner: { type: 'string' }, outer: { type: 'string', format: 'made-up' } });
    assert.ok(verdict.kind === 'undecided');
    assert.deepEqual(verdict.obstacles[0]?.outerPointer, '/format');
    assert.match(verdict.obstacles[0]?.because ?? '', /`made-up` means is not known/);
  });
});

/** Whether the automaton accepts a text, walked on its own. */
function accepts({ edges, accepting }: Automaton, text: string): boolean {
  let state: number | undefined = 0;
  for (const character of text) {
    const codePoint = character.codePointAt(0) ?? 0;
    state = edges[state ?? -1]?.find(({ first, last }) => first <= codePoint && codePoint <= last)?.target;
    if (state === undefined) return false;
  }
  return accepting[state ?? -1] ?? false;
}

const atom = fc.constantFrom('a', 'b', '.', '[ab]', '[^a]', '\\d', '😀', '^', '$', '(?=a)', '(?!b)', '\\b', '(?:)');
const patternTexts = fc.letrec<{ pattern: string }>((tie) => ({
  pattern: fc.oneof(
    { maxDepth: 4, depthSize: 'small' },
    atom,
    fc.tuple(tie('pattern'), tie('pattern')).map(([left, right]) => left + right),
    fc.tuple(tie('pattern'), tie('pattern')).map(([left, right]) => `(?:${left}|${right})`),
    fc
      .tuple(tie('pattern'), fc.constantFrom('*', '+', '?', '{2}', '{1,2}'))
      .map(([body, sign]) => `(?:${body})${sign}`),
    fc.tuple(tie('pattern'), tie('pattern')).map(([left, right]) => `${left}|${right}`),
  ),
})).pattern;
const texts = fc.string({ unit: fc.constantFrom('a', 'b', '1', 'x', '😀', '\n'), maxLength: 5 });

describe('the automaton of a pattern', () => {
  it('accepts the texts in which the native engine finds it', () => {
    let made = 0;
    fc.assert(
      fc.property(patternTexts, fc.array(texts, { minLength: 20, maxLength: 20 }), (pattern, samples) => {
        const automaton = compileAutomaton(pattern);
        if (automaton === undefined) return;
        made += 1;
        const engine = new RegExp(pattern, 'u');
        for (const text of samples) assert.equal(accepts(automaton, text), engine.test(text), JSON.stringify(text));
      }),
      { numRuns: 400, seed: 11 },
    );
    assert.ok(made > 150, `${made} of 400 patterns are regular`);
  });

  it('gives the shortest text between two patterns, or none', () => {
    const [left, right] = [compileAutomaton('^(ab)*$'), compileAutomaton('^(abab)*$')];
    assert.ok(left !== undefined && right !== undefined);
    const ask = (least: number, most: number): unknown =>
      shortestText(
        {
          automata: [
            { automaton: left, accepts: true },
            { automaton: right, accepts: false },
          ],
          least,
          most,
        },
        { steps: 1000 },
      );
    assert.deepEqual(ask(0, 10), { text: 'ab' });
    assert.deepEqual(ask(3, 10), { text: 'ababab' });
    assert.equal(ask(3, 5), 'none');
  });
});

describe('the languages of formats', () => {
  for (const [name, { inside: lower, around, samples, isExact }] of formatLanguages) {
    it(`lie around \`${name}\` as the gateway judges it`, () => {
      const test = formats.get(name);
      const automata = [compileAutomaton(lower.source, lower.flags), compileAutomaton(around.source, around.flags)];
      const [low, high] = automata;
      assert.ok(test !== undefined && low !== undefined && high !== undefined);
      for (const sample of samples) assert.ok(test(sample) && accepts(high, sample), sample);
      const near = fc.oneof(
        fc.constantFrom(...samples).chain((sample) => mutated(sample)),
        fc.stringMatching(new RegExp(lower.source, lower.flags.replace('i', ''))),
        fc.constantFrom(...allSamples).chain((sample) => mutated(sample)),
      );
      fc.assert(
        fc.property(near, (text) => {
          const has = test(text);
          if (has) assert.ok(accepts(high, text), `${text} has the format`);
          if (accepts(low, text)) assert.ok(has, `${text} should have the format`);
          if (isExact) assert.equal(accepts(high, text), has, text);
          for (const [other, otherTest] of formats) if (has && isInside(name, other)) assert.ok(otherTest(text), other);
        }),
        { numRuns: 250, seed: 5 },
      );
    });
  }
});

const allSamples = [...formatLanguages.values()].flatMap(({ samples }) => samples);

/** A text with some characters changed, taken away or added. */
function mutated(text: string): fc.Arbitrary<string> {
  const character = fc.constantFrom(...'aZ059:/-.+TtZz@%#?[]~{}\\ _é😀');
  return fc.array(fc.tuple(fc.nat(Math.max(1, text.length)), fc.nat(2), character), { maxLength: 3 }).map((changes) =>
    changes.reduce((changed, [at, kind, added]) => {
      const kept = kind === 0 ? changed.slice(at) : changed.slice(at + 1);
      return changed.slice(0, at) + (kind === 2 ? '' : added) + kept;
    }, text),
  );
}
