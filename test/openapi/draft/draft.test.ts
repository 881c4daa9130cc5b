import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import type { JsonObject } from '../../../src/codec/json-value.ts';
import { assign } from '../../../src/openapi/draft/assignment.ts';
import { draftContract } from '../../../src/openapi/draft/draft-contract.ts';
import { withdrawRules } from '../../../src/openapi/draft/withdraw-rules.ts';
import { nameSimilarity, wordsOf } from '../../../src/openapi/draft/words.ts';
import { exampleNames, redraft } from './stripped-examples.ts';

describe('names', () => {
  test('are cut into words, whatever way they are written', () => {
    for (const name of ['since_ts', 'sinceTs', 'Since-TS', 'since.ts', 'SINCE TS']) {
      assert.deepEqual(wordsOf(name), ['since', 'ts']);
    }
    assert.deepEqual(wordsOf('HTTPServerId'), ['http', 'server', 'id']);
  });

  const alike: readonly (readonly [string, string, string])[] = [
    ['userName', 'username', 'userAge'],
    ['quantity', 'qty', 'quality_code'],
    ['customerNumber', 'cust_no', 'order_no'],
    ['born', 'birth', 'berth_code'],
    ['tags', 'tag', 'stage'],
    ['maxTokens', 'max_tokens', 'min_tokens'],
  ];
  for (const [name, near, far] of alike) {
    test(`take \`${near}\` for \`${name}\` rather than \`${far}\``, () => {
      assert.ok(nameSimilarity(name, near) > nameSimilarity(name, far));
      assert.ok(nameSimilarity(name, near) >= 0.7);
    });
  }
});

describe('partners', () => {
  test('are those with the greatest sum, not the first best', () => {
    // Whoever takes 0.9 first is left with 0.1.
    assert.deepEqual(
      assign(
        [
          [0.9, 0.8],
          [0.8, 0.1],
        ],
        0.05,
      ),
      [
        { row: 0, column: 1 },
        { row: 1, column: 0 },
      ],
    );
  });

  test('are never below the least, and never two of one', () => {
    const matrix = fc.integer({ min: 1, max: 5 }).chain((columns) =>
      fc.array(fc.array(fc.integer({ min: 0, max: 10 }), { minLength: columns, maxLength: columns }), {
        minLength: 1,
        maxLength: 5,
      }),
    );
    fc.assert(
      fc.property(matrix, (whole) => {
        const scores = whole.map((row) => row.map((score) => score / 10));
        const found = assign(scores, 0.3);
        const sum = found.reduce((total, { row, column }) => total + (scores[row]?.[column] ?? 0), 0);
        assert.ok(found.every(({ row, column }) => (scores[row]?.[column] ?? 0) >= 0.3));
        assert.equal(new Set(found.map(({ row }) => row)).size, found.length);
        assert.equal(new Set(found.map(({ column }) => column)).size, found.length);
        assert.ok(Math.abs(sum - bestSum(scores, 0)) < 1e-9);
      }),
      { numRuns: 200 },
    );
  });
});

/** Every assignment tried. */
function bestSum(scores: readonly (readonly number[])[], row: number, taken: ReadonlySet<number> = new Set()): number {
  const own = scores[row];
  if (own === undefined) return 0;
  const without = bestSum(scores, row + 1, taken);
  const each = own.map((score, column) =>
    taken.has(column) || score < 0.3 ? 0 : score + bestSum(scores, row + 1, new Set([...taken, column])),
  );
  return Math.max(without, ...each);
}

describe('a draft', () => {
  test('finds again most rules of the examples whose targets their backends describe', async (t) => {
    const sums = { rules: 0, found: 0, codecs: 0, codecsFound: 0 };
    for (const name of exampleNames) {
      const { rules } = await redraft(name);
      const found = rules.filter(({ isFound }) => isFound).length;
      const codecs = rules.filter(({ isCodecFound }) => isCodecFound !== undefined);
      const codecsFound = codecs.filter(({ isCodecFound }) => isCodecFound).length;
      t.diagnostic(`${name}: ${found} of ${rules.length} rules, ${codecsFound} of ${codecs.length} codecs`);
      sums.rules += rules.length;
      sums.found += found;
      sums.codecs += codecs.length;
      sums.codecsFound += codecsFound;
    }
    t.diagnostic(`in all: ${sums.found} of ${sums.rules} rules, ${sums.codecsFound} of ${sums.codecs} codecs`);
    assert.ok(sums.found / sums.rules >= 0.6, `${sums.found} of ${sums.rules}`);
    assert.ok(sums.codecsFound / sums.codecs >= 0.5, `${sums.codecsFound} of ${sums.codecs}`);
  });

  test('finds nearly all of them where names are no more than spelt and worded otherwise', async () => {
    const each = await Promise.all(['users', 'tenants', 'orders'].map(redraft));
    const rules = each.flatMap((one) => one.rules);
    const found = rules.filter(({ isFound }) => isFound).length;
    assert.ok(found / rules.length >= 0.88, `${found} of ${rules.length}`);
  });

  const front = (properties: object): JsonObject =>
    JSON.parse(
      JSON.stringify({
        title: 'A',
        upstream: { name: 'b' },
        operations: { find: { route: 'GET /users', query: { properties } } },
      }),
    );
  const behind = (properties: object, required: readonly string[] = []): JsonObject =>
    JSON.parse(JSON.stringify({ operations: { get: { route: 'GET /v1/users', query: { properties, required } } } }));

  const codecs: Readonly<Record<string, readonly [own: object, other: object, codec: unknown]>> = {
    'a moment and seconds': [
      { createdAt: { type: 'string', format: 'date-time' } },
      { created: { type: 'integer' } },
      'unix-seconds',
    ],
    'a moment and milliseconds': [
      { createdAt: { type: 'string', format: 'date-time' } },
      { created_ms: { type: 'integer' } },
      'unix-millis',
    ],
    'a date in digits': [
      { day: { type: 'string', format: 'date' } },
      { date: { type: 'string', pattern: '^[0-9]{8}$' } },
      { date: 'yyyyMMdd' },
    ],
    'a boolean in two words': [
      { active: { type: 'boolean' } },
      { is_active: { enum: ['N', 'Y'] } },
      { words: { true: 'Y', false: 'N' } },
    ],
    'values and their letters': [
      { status: { enum: ['open', 'paid'] } },
      { state: { enum: ['P', 'O'] } },
      { values: { open: 'O', paid: 'P' } },
    ],
    'an amount in cents': [{ price: { type: 'number' } }, { price_cents: { type: 'integer' } }, { scale: 2 }],
    'a number as a text': [{ page: { type: 'integer' } }, { page: { type: 'string' } }, 'text'],
    'the same': [{ page: { type: 'integer' } }, { page: { type: 'integer' } }, undefined],
  };
  for (const [name, [own, other, codec]] of Object.entries(codecs)) {
    test(`proposes a codec for ${name}, with its reason`, () => {
      const { rules } = draftContract(front(own), behind(other));
      assert.deepEqual(
        rules.map((rule) => rule.codec),
        [codec],
      );
      assert.ok(rules.every(({ reasons }) => reasons.length >= 2));
    });
  }

  test('says beside each rule how sure it is and why, adds constants that are asked for, and lists what is left', () => {
    const { contract, constants, leftOver } = draftContract(
      front({ userName: { type: 'string' }, mood: { enum: ['x', 'y'] } }),
      behind({ username: { type: 'string' }, v: { const: '2' }, checksum: { type: 'object', properties: {} } }, [
        'v',
        'checksum',
      ]),
    );
    const text = JSON.stringify(contract);
    assert.match(text, /"x-upstream":"username","x-draft":"0\.\d\d: the same words; both are a string"/);
    assert.match(text, /"upstream":\{"route":"GET \/v1\/users","query":\{"v":"2"\}\}/);
    assert.deepEqual(constants, [{ operation: 'find', field: 'query.v', value: '2' }]);
    assert.deepEqual(
      leftOver.map(({ side, field, required }) => [side, field, required]),
      [
        ['caller', 'query.mood', false],
        ['backend', 'query.checksum', true],
      ],
    );
  });

  test('changes neither of the two contracts that it is made of', () => {
    const [own, other] = [front({ a: { type: 'string' } }), behind({ A_B: { type: 'string' } })];
    const before = JSON.stringify([own, other]);
    draftContract(own, other);
    assert.equal(JSON.stringify([own, other]), before);
  });

  test('takes out rules that no contract can hold, and says so in their place', () => {
    const contract = front({
      a: { type: 'string', 'x-upstream': 'q', 'x-draft': '0.50: a guess' },
      b: { type: 'string', 'x-upstream': 'q', 'x-draft': '0.40: a guess' },
    });
    const { withdrawn, errors } = withdrawRules(contract, process.cwd());
    assert.deepEqual(errors, []);
    assert.ok(withdrawn.length > 0);
    assert.match(JSON.stringify(contract), /"x-draft":"withdrawn: /);
  });
});
