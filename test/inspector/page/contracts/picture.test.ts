import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { layPicture, type PictureRow } from '../../../../src/inspector/page/contracts/picture.ts';
import { codecLabel, fileName, isUnchanged, placeWords } from '../../../../src/inspector/page/contracts/place-words.ts';
import { added, dropped, end, unfilled, userRules, value } from './rules.ts';

const words = (rows: readonly PictureRow[]): readonly string[] =>
  rows.map((row) => (row.kind === 'heading' ? `# ${row.text}` : row.label));

describe('a mapping as a picture', () => {
  test('has every name once, by location, and what the contract adds last', () => {
    const { left, right, rows } = layPicture(userRules);
    assert.deepEqual(words(left), [
      ...['# query', 'userName', 'age', 'since', 'tags', 'status', 'trace', 'campaign'],
      ...['# contract', 'constant "2"', 'secret USERS_API_KEY'],
    ]);
    assert.deepEqual(words(right), [
      ...['# query', 'username', 'age', 'since_ts', 'tag', 'status', 'v', 'page_token'],
      ...['# header', 'X-Debug', 'x-api-key'],
    ]);
    assert.equal(rows, 11);
  });

  test('has the codecs where lines end, and marks what is dropped and what nothing fills', () => {
    const { left, right } = layPicture(userRules);
    const marked = [...left, ...right].flatMap((row) =>
      row.kind === 'heading' || (row.fate === 'joined' && row.codecs.length + row.reasons.length === 0)
        ? []
        : [[row.label, row.fate, ...row.codecs.map(({ label }) => label), ...row.reasons].join(' | ')],
    );
    assert.deepEqual(marked, [
      'campaign | dropped',
      'since_ts | joined | unix-seconds',
      'tag | joined | written pipeDelimited',
      'status | joined | values | default "active"',
      'page_token | unfilled',
      'X-Debug | joined | words',
    ]);
  });

  test('joins several values in one place, and one value in several', () => {
    const { left, right, lines } = layPicture([
      value('body /first', 'body /name'),
      value('body /last', 'body /name', { codecs: ['trim', 'upper'] }),
      value('body /first', 'header X-First'),
    ]);
    assert.deepEqual(words(left), ['# body', '/first', '/last']);
    assert.deepEqual(words(right), ['# header', 'X-First', '# body', '/name']);
    assert.deepEqual(
      lines.map(({ fromRow, toRow }) => [fromRow, toRow]),
      [
        [1, 3],
        [2, 3],
        [1, 1],
      ],
    );
    assert.deepEqual(right[3]?.kind === 'place' && right[3].codecs, [{ label: 'trim → upper', title: 'trim → upper' }]);
  });

  test('of a value that is dropped on one branch alone joins it', () => {
    const { left } = layPicture([dropped('body /a'), value('body /a', 'body /b'), dropped('body /a')]);
    assert.equal(left[1]?.kind === 'place' && left[1].fate, 'joined');
  });

  test('sorts so that lines of one location in another order do not cross', () => {
    const { lines } = layPicture([
      added('constant', 'c', 'query z'),
      value('query b', 'query y'),
      value('query a', 'query x'),
    ]);
    assert.ok(lines.every(({ fromRow, toRow }) => fromRow === toRow || fromRow === toRow + 1));
  });

  test('has every line between rows that are there, whatever the rules are', () => {
    const place = fc.tuple(fc.constantFrom('query', 'body', 'path', 'header'), fc.constantFrom('a', '__proto__', ' '));
    const rule = fc
      .tuple(fc.constantFrom('value', 'added', 'dropped', 'unfilled'), place, place)
      .map(([kind, from, to]) => {
        const names = [from.join(' '), to.join(' ')] as const;
        if (kind === 'value') return value(...names);
        if (kind === 'added') return added('constant', names[0], names[1]);
        return kind === 'dropped' ? dropped(names[0]) : unfilled(names[1]);
      });
    fc.assert(
      fc.property(fc.array(rule, { maxLength: 12 }), (rules) => {
        const { left, right, lines, rows } = layPicture(rules);
        for (const { from, to, fromRow, toRow } of lines) {
          const [one, other] = [left[fromRow], right[toRow]];
          assert.ok(one?.kind !== 'heading' && one?.key === from);
          assert.ok(other?.kind !== 'heading' && other?.key === to);
        }
        assert.equal(rows, Math.max(left.length, right.length));
      }),
      { numRuns: 200 },
    );
  });
});

test('a value is unchanged where name, place and form stay', () => {
  const rows = userRules.filter(isUnchanged).map(({ from }) => from?.name);
  assert.deepEqual(rows, ['age']);
});

test('places are told in words', () => {
  const rows = ['query userName', 'body /lines/*', 'body', 'status'].map((text) => placeWords(end(text)));
  assert.deepEqual(rows, ['query userName', 'body /lines/*', 'body the whole body', 'status']);
});

test('a codec is told in short', () => {
  const rows = ['trim', '{"scale":2}', '{"date":"dd.MM.yyyy"}', '{"values":{"a":1}}', '{"a":1,"b":2}', '{', '{}'];
  const short = ['trim', 'scale 2', 'date dd.MM.yyyy', 'values', '{"a":1,"b":2}', '{', '{}'];
  assert.deepEqual(rows.map(codecLabel), short);
});

test('a file is called by the last part of its path', () => {
  assert.deepEqual(['a/b.json', 'C:\\x\\b.json', 'b.json', ''].map(fileName), ['b.json', 'b.json', 'b.json', '']);
});
