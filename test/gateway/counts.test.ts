import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { addCounts, type GatewayCounts } from '../../src/gateway/counts.ts';
import type { AnswerCount } from '../../src/signal/answer-count.ts';
import type { DeprecatedCount } from '../../src/middleware/deprecated-counts.ts';

const nothing: GatewayCounts = { deprecated: [], answers: [], shadows: [] };

const use = (row: Partial<DeprecatedCount>): DeprecatedCount => ({
  operation: 'findUsers',
  kind: 'alias',
  in: 'query',
  name: 'user',
  instead: 'userName',
  sunset: undefined,
  key: undefined,
  others: false,
  count: 1,
  firstMs: 10,
  lastMs: 20,
  ...row,
});

const unfit = (row: Partial<AnswerCount>): AnswerCount => ({
  operation: 'findUsers',
  status: 200,
  in: 'body',
  pointer: '/a',
  code: 'type',
  others: false,
  count: 1,
  firstMs: 10,
  lastMs: 20,
  ...row,
});

test('rows of the same thing become one, with the first time and the last', () => {
  const left = { ...nothing, deprecated: [use({ count: 2, firstMs: 5 }), use({ key: 'ada' })] };
  const right = { ...nothing, deprecated: [use({ count: 3, lastMs: 30 }), use({ key: 'null' })] };
  assert.deepEqual(addCounts([left, right]).deprecated, [
    use({ count: 5, firstMs: 5, lastMs: 30 }),
    use({ key: 'ada' }),
    use({ key: 'null' }),
  ]);
});

test('the rows of what was too much to tell apart become one', () => {
  const left = { ...nothing, answers: [unfit({}), unfit({ pointer: '/x', others: true, count: 7 })] };
  const right = { ...nothing, answers: [unfit({ status: 201 }), unfit({ pointer: '/y', others: true, count: 2 })] };
  assert.deepEqual(
    addCounts([left, right]).answers.map(({ status, others, count }) => [status, others, count]),
    [
      [200, false, 1],
      [200, true, 9],
      [201, false, 1],
    ],
  );
});

test('candidates are added up for each mount, the most frequent difference first', () => {
  const shadow = (mount: string, rows: readonly [field: string, count: number][]) => ({
    mount,
    compared: 4,
    different: 2,
    unmatched: 1,
    refusedByBoth: 1,
    beyondRows: 0,
    passedOver: 3,
    rows: rows.map(([field, count]) => ({ operation: 'o', field, what: 'added', count, example: { request: count } })),
  });
  const left = { ...nothing, shadows: [shadow('', [['query.a', 3]]), shadow('/v2', [])] };
  const right = {
    ...nothing,
    shadows: [
      shadow('', [
        ['query.b', 9],
        ['query.a', 1],
      ]),
    ],
  };
  const [root, v2] = addCounts([left, right]).shadows;
  assert.deepEqual([root?.compared, root?.different, root?.passedOver, v2?.compared], [8, 4, 6, 4]);
  assert.deepEqual(
    root?.rows.map(({ field, count, example }) => [field, count, example.request]),
    [
      ['query.b', 9, 9],
      ['query.a', 4, 3],
    ],
  );
});

test('nothing is lost and nothing is counted twice, in whatever order and portions', () => {
  const row = fc.record({
    operation: fc.constantFrom('a', 'b'),
    name: fc.constantFrom('x', 'y'),
    key: fc.constantFrom(undefined, 'k'),
    others: fc.boolean(),
    count: fc.integer({ min: 1, max: 100 }),
  });
  const counts = fc.array(row.map(use)).map((deprecated): GatewayCounts => ({ ...nothing, deprecated }));
  const total = ({ deprecated }: GatewayCounts) => deprecated.reduce((sum, { count }) => sum + count, 0);
  fc.assert(
    fc.property(fc.array(counts), counts, (many, one) => {
      const all = addCounts([...many, one]);
      assert.equal(
        total(all),
        [...many, one].reduce((sum, each) => sum + total(each), 0),
      );
      assert.deepEqual(addCounts([addCounts(many), one]), all);
    }),
  );
});
