import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { JsonObject, JsonValue } from '../../../src/codec/json-value.ts';
import { applyPatch } from '../../../src/signal/shape/apply-patch.ts';
import { compileMeasures } from '../../../src/signal/shape/compile-measures.ts';
import { partsOf } from '../../../src/signal/shape/parts.ts';
import { isRule } from '../../../src/signal/shape/suggest/rule.ts';
import { ruleForPair } from '../../../src/signal/shape/suggest/rule-for-pair.ts';
import { ruleForPart } from '../../../src/signal/shape/suggest/rule-for-part.ts';
import { subjectOf } from '../../../src/signal/shape/words.ts';
import { contractOf, operationOf } from '../../support/contract.ts';
import { apiOf, send } from '../../support/pipeline.ts';

const contract: JsonValue = JSON.parse(
  JSON.stringify(
    contractOf({
      route: 'POST /people',
      query: {
        required: ['kind'],
        properties: { kind: { enum: ['a', 'b', 'c'] }, age: { type: 'string' }, limit: { type: 'integer' } },
      },
      body: {
        content: {
          'application/json': {
            type: 'object',
            properties: { name: { type: 'string' }, tags: { type: 'array' }, size: { type: ['number', 'null'] } },
          },
        },
      },
    }),
  ),
);

const texts = [
  undefined,
  '',
  'None',
  '7',
  '7.5',
  '2026-11-22',
  'ada',
  "O'Brien",
  'Zoë',
  'x'.repeat(70),
  'a b',
  'é\u0007',
];
const requests = texts.flatMap((text, index) =>
  [undefined, 0, 700].map((number) => {
    const kind = 'abc'[index % 3] ?? 'a';
    const age = text === undefined ? '' : `&age=${encodeURIComponent(text)}`;
    const limit = number === undefined ? '' : `&limit=${number}`;
    const body: JsonObject = {};
    if (text !== undefined) body['name'] = text;
    if (index % 4 > 0) body['tags'] = Array.from({ length: index }, () => 1);
    if (number !== undefined) body['size'] = number === 0 ? null : number / 2;
    return { line: `POST /people?kind=${kind}${age}${limit}`, body };
  }),
);

/** Whether the contract takes each of the requests. */
function taken(one: JsonValue): boolean[] {
  const api = apiOf([Object(one)]);
  return requests.map(({ line, body }) => {
    const headers = ['Content-Type', 'application/json'];
    return send(api, line, { headers, body: JSON.stringify(body) }).ok;
  });
}

const operation = operationOf(Object(contract));
const measures = compileMeasures(operation);
const rows = requests.map(({ line, body }) => {
  const query: JsonObject = {};
  for (const [name, value] of new URL(line.slice(5), 'http://x').searchParams)
    query[name] = name === 'limit' ? Number(value) : value;
  const values = { path: {}, query, header: {}, cookie: {}, body, context: undefined };
  return measures.map(({ levelOf }) => levelOf({ url: line.slice(5), values }));
});
const all = measures.flatMap(({ variable }, index) => partsOf(variable, index).map((part) => ({ variable, part })));

test('the rule for a shape refuses the requests that have it, and no others', () => {
  assert.ok(taken(contract).every(Boolean), 'every request fits before');
  let rules = 0;
  for (const { variable, part } of all.filter((_, index) => index % 3 === 0)) {
    const rule = ruleForPart(variable, part);
    if (!isRule(rule)) continue;
    rules += 1;
    const empty = (row: readonly number[]): boolean =>
      rule.refusesEmpty === true &&
      measures.some(
        (measure, at) =>
          subjectOf(measure.variable) === subjectOf(variable) && measure.variable.levels[row[at] ?? 0]?.is === 'empty',
      );
    const expected = rows.map((row) => !part.levels.includes(row[part.variable] ?? 0) && !empty(row));
    const what = `${subjectOf(variable)} ${variable.aspect} ${part.kind} ${part.level.is}: ${JSON.stringify(rule.patch)}`;
    assert.deepEqual(taken(applyPatch(contract, rule.patch)), expected, what);
  }
  assert.ok(rules > 20, `${rules} rules`);
});

test('the rule for a pair refuses the requests that have both, and no others', () => {
  let rules = 0;
  for (const [at, one] of all.entries()) {
    for (const other of all.slice(at + 1).filter((_, index) => index % 331 === at % 331)) {
      if (subjectOf(one.variable) === subjectOf(other.variable)) continue;
      const rule = ruleForPair(one, other);
      if (!isRule(rule)) continue;
      rules += 1;
      const has = (row: readonly number[], { part }: typeof one): boolean =>
        part.levels.includes(row[part.variable] ?? 0);
      const expected = rows.map((row) => !(has(row, one) && has(row, other)));
      const what = `${JSON.stringify([one.part, other.part])}: ${JSON.stringify(rule.patch)}`;
      assert.deepEqual(taken(applyPatch(contract, rule.patch)), expected, what);
    }
  }
  assert.ok(rules > 3, `${rules} rules`);
});
