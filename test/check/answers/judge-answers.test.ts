import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, test, type TestContext } from 'node:test';
import type { AnswersVerdict } from '../../../src/check/answers/answer-verdict.ts';
import { checkContracts } from '../../../src/check/check-contracts.ts';
import { limits } from '../../support/pipeline.ts';
import { answerOf, shopBackend, shopContract, shopSchema } from './shop.ts';
import { vetted } from '../vetted.ts';

async function answersOf(t: TestContext, contract: object, responses: object): Promise<AnswersVerdict> {
  const root = await mkdtemp(join(tmpdir(), 'paramap-answers-'));
  t.after(() => rm(root, { recursive: true }));
  await writeFile(join(root, 'shop.contract.json'), JSON.stringify(contract));
  await writeFile(join(root, 'shop-backend.json'), JSON.stringify(shopBackend(responses)));
  const { contracts, library } = vetted(root, 'shop.contract.json');
  const report = await checkContracts(contracts, { library, root, limits, runs: 100 });
  assert.deepEqual(report.findings, []);
  const [answers] = report.contracts.flatMap(({ operations }) => operations.map((operation) => operation.answers));
  assert.ok(answers !== undefined);
  return answers;
}

type Schema = ReturnType<typeof shopSchema>;

interface SeededFault {
  readonly seed: (schema: Schema) => void;
  /** Where in what the caller gets, and by which keyword. */
  readonly shows: readonly [at: string, keyword: string];
}

const replaced =
  (name: keyof Schema['properties'], schema: object) =>
  ({ properties }: Schema): void => {
    Object.assign(properties, { [name]: schema });
  };

const faults: Readonly<Record<string, SeededFault>> = {
  'a member renamed': {
    seed: (schema) => {
      const { order_no: number, ...others } = schema.properties;
      Object.assign(schema, { required: ['number', 'state', 'customer'], properties: { ...others, number } });
    },
    shows: ['#/id', 'required'],
  },
  'a member that is not required any more': {
    seed: (schema) => Object.assign(schema, { required: ['order_no', 'state'] }),
    shows: ['#/buyer', 'required'],
  },
  'a nested member that is not required any more': {
    seed: ({ properties }) => Object.assign(properties.customer, { required: [] }),
    shows: ['#/buyer', 'required'],
  },
  'a value more in an enum': {
    seed: replaced('state', { enum: ['O', 'P', 'X'] }),
    shows: ['#/status', 'unreadable'],
  },
  'a member that may be null now': {
    seed: replaced('note', { type: ['string', 'null'], maxLength: 80 }),
    shows: ['#/note', 'type'],
  },
  'another type': { seed: replaced('order_no', { type: 'string' }), shows: ['#/id', 'type'] },
  'another type below a codec': {
    seed: replaced('created_ts', { type: 'string', format: 'date-time' }),
    shows: ['#/placed', 'unreadable'],
  },
  'a number with a fraction where a codec reads whole ones': {
    seed: replaced('cents', { type: 'number' }),
    shows: ['#/total', 'unreadable'],
  },
  'a longer text': { seed: replaced('note', { type: 'string', maxLength: 101 }), shows: ['#/note', 'maxLength'] },
  'a member of an item renamed': {
    seed: ({ properties }) => Object.assign(properties.lines.items, { required: ['sku_no'], properties: {} }),
    shows: ['#/lines/0/sku', 'required'],
  },
};

describe('what a backend answers and what callers are promised', () => {
  test('is proved where both agree, through renames, moves and codecs', async (t) => {
    const answers = await answersOf(t, shopContract(), { 200: answerOf(shopSchema()) });
    assert.deepEqual([answers.kind, answers.obstacles, answers.notes], ['proved', [], []]);
  });

  for (const [name, { seed, shows }] of Object.entries(faults)) {
    test(`is refuted by an answer of the backend: ${name}`, async (t) => {
      const schema = shopSchema();
      seed(schema);
      const answers = await answersOf(t, shopContract(), { 200: answerOf(schema) });
      assert.equal(answers.kind, 'refuted', JSON.stringify(answers.obstacles));
      const [found] = answers.refutations;
      assert.deepEqual([found?.at, found?.keyword], shows);
      assert.match(found?.contract.pointer ?? '', /^\/operations\/findOrder\/responses\/200\/content/);
      assert.equal(found?.backend.file, 'shop-backend.json');
      assert.ok(JSON.stringify(found?.sent).length < 200, JSON.stringify(found?.sent));
    });
  }

  test('says what the caller would get: the value where it is reported, a 502 where it is enforced', async (t) => {
    const schema = shopSchema();
    replaced('note', { type: 'integer' })(schema);
    const reported = await answersOf(t, shopContract(), { 200: answerOf(schema) });
    assert.match(reported.refutations[0]?.gets ?? '', /^200 \{.*"note":0/);
    const enforced = await answersOf(t, shopContract({ responseValidation: 'enforce' }), { 200: answerOf(schema) });
    assert.deepEqual([enforced.kind, enforced.validation], ['refuted', 'enforce']);
    assert.equal(enforced.refutations[0]?.gets, '502 upstream-contract-violation');
  });

  test('is refuted where the backend answers in a media type that is not declared', async (t) => {
    const answers = await answersOf(t, shopContract(), { 200: answerOf(shopSchema(), 'application/problem+json') });
    assert.deepEqual([answers.kind, answers.refutations[0]?.keyword], ['refuted', 'undeclared']);
  });

  test('takes a class and `default` of the backend for each status that is declared', async (t) => {
    for (const status of ['2XX', 'default']) {
      const answers = await answersOf(t, shopContract(), { [status]: answerOf(shopSchema()) });
      assert.deepEqual([status, answers.kind], [status, 'proved']);
    }
  });

  test('notes what only one side speaks of, which is no fault', async (t) => {
    const answers = await answersOf(t, shopContract(), { 404: answerOf(true) });
    assert.equal(answers.kind, 'none');
    assert.deepEqual(answers.notes.map(({ rule }) => rule).sort(), ['answer-never', 'answer-undeclared']);
  });

  test('lets members pass that nobody declares, unless the contract refuses them', async (t) => {
    const schema = { ...shopSchema(), properties: { ...shopSchema().properties, extra: { type: 'integer' } } };
    const forwarded = await answersOf(t, shopContract(), { 200: answerOf(schema) });
    assert.equal(forwarded.kind, 'proved');
    const refused = await answersOf(
      t,
      { ...shopContract(), unknown: { response: 'refuse' } },
      { 200: answerOf(schema) },
    );
    assert.deepEqual([refused.kind, refused.refutations[0]?.keyword], ['refuted', 'unknown']);
  });

  test('is tested with answers at random where no rule is known', async (t) => {
    const contract = shopContract();
    const { properties } = contract.operations.findOrder.responses[200].content['application/json'];
    Object.assign(properties.note, { 'x-upstream': { codec: 'base64' } });
    const schema = { ...shopSchema(), properties: { ...shopSchema().properties, note: { enum: ['YQ==', 'Yg=='] } } };
    const answers = await answersOf(t, contract, { 200: answerOf(schema) });
    assert.deepEqual([answers.kind, answers.obstacles.map(({ keyword }) => keyword)], ['tested', ['codec']]);
    assert.ok(answers.answers > 20, `${answers.answers} answers`);
    const broken = { ...schema, properties: { ...schema.properties, note: { enum: ['YQ==', 'Yg==', 7] } } };
    assert.equal((await answersOf(t, contract, { 200: answerOf(broken) })).kind, 'refuted');
  });
});

const left = { type: 'integer', minimum: 0, 'x-upstream': 'X-Rate-Left' };

/** An answer without content whose header `Remaining` the upstream calls `X-Rate-Left`. */
const withHeader = (own: object, more: object = {}) => {
  const [name, order] = Object.entries(shopContract().operations)[0] ?? [];
  const headers = { properties: { Remaining: own }, ...more };
  const operation = { ...order, responses: { 204: { headers } } };
  return { ...shopContract(), operations: { [name ?? '']: operation } };
};
const required = { required: ['Remaining'] };

describe('header fields of answers', () => {
  for (const [title, contract, described, expected] of [
    ['a number that fits', withHeader(left), { schema: { type: 'integer', minimum: 1 } }, ['proved']],
    [
      'digits as a text',
      withHeader(left),
      { schema: { type: 'string', pattern: '^[1-9][0-9]*$' } },
      ['tested', 'minimum'],
    ],
    ['a number that does not fit', withHeader(left), { schema: { type: 'integer' } }, ['refuted', 'minimum']],
    ['any text as a number', withHeader(left), { schema: { type: 'string' } }, ['refuted', 'type']],
    [
      'one that may be missing',
      withHeader(left, required),
      { schema: { type: 'integer', minimum: 0 } },
      ['refuted', 'required'],
    ],
    ['one that is always there', withHeader(left, required), { schema: { const: 7 }, required: true }, ['proved']],
    [
      'a list as text',
      withHeader({ type: 'array', items: { type: 'integer' }, 'x-upstream': 'X-Rate-Left' }),
      { schema: { type: 'array', items: { type: 'integer' } } },
      ['tested', 'style'],
    ],
  ] as const) {
    test(`${title}: ${expected.join(', ')}`, async (t) => {
      const headers = { 'x-rate-left': described };
      const answers = await answersOf(t, contract, { 204: { description: 'Done.', headers } });
      const [fault = answers.obstacles[0]] = answers.refutations;
      const found = [answers.kind, ...(fault === undefined ? [] : [fault.keyword])];
      assert.deepEqual(found, expected, JSON.stringify(answers));
      assert.equal(fault?.header, fault === undefined ? undefined : 'Remaining');
    });
  }

  test('one that the backend does not describe is a note where it is required', async (t) => {
    const answers = await answersOf(t, withHeader(left, required), { 204: { description: 'Done.' } });
    assert.deepEqual([answers.kind, answers.notes.map(({ rule }) => rule)], ['none', ['answer-header-undescribed']]);
  });
});
