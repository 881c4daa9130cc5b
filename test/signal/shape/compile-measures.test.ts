import assert from 'node:assert/strict';
import { test } from 'node:test';
import { compileMeasures } from '../../../src/signal/shape/compile-measures.ts';
import { layoutOf } from '../../../src/signal/shape/layout.ts';
import { ShapeTally } from '../../../src/signal/shape/shape-tally.ts';
import { contractOf, operationOf } from '../../support/contract.ts';

const measuresOf = (members: object) => compileMeasures(operationOf(contractOf({ route: 'POST /x', ...members })));

test('of a sensitive value only presence and type are looked at', () => {
  const pin = { type: ['string', 'integer'], 'x-sensitive': true };
  const schema = { type: 'object', required: ['pin'], properties: { pin } };
  const measures = measuresOf({ body: { content: { 'application/json': schema } } });
  assert.deepEqual(
    measures.map(({ variable }) => [variable.aspect, variable.levels.map(({ is }) => is)]),
    [['presence', ['-', 'integer', 'string']]],
  );
});

test('what the schema decides already is not asked again', () => {
  const measures = measuresOf({
    query: {
      required: ['day', 'size'],
      properties: { day: { type: 'string', format: 'date' }, size: { type: 'integer', minimum: 1, maximum: 4 } },
    },
  });
  assert.deepEqual(
    measures.map(
      ({ variable }) =>
        `${variable.path.join('/')} ${variable.aspect} ${variable.levels.map(({ is }) => is).join(' ')}`,
    ),
    ['day presence - empty unset string', 'size range - <2 2'],
  );
});

test('members of bodies are looked at, those of lists and those below the fourth level are not', () => {
  const deep = (levels: number): object => ({
    type: 'object',
    properties: levels === 0 ? { end: { type: 'boolean' } } : { in: deep(levels - 1), on: { type: 'boolean' } },
  });
  const schema = { type: 'object', properties: { tree: deep(4), rows: { type: 'array', items: deep(0) } } };
  const paths = measuresOf({ body: { content: { 'application/json': schema } } }).map(({ variable }) =>
    variable.path.join('/'),
  );
  assert.deepEqual([...new Set(paths)].sort(), [
    'rows',
    'tree',
    'tree/in',
    'tree/in/in',
    'tree/in/in/in',
    'tree/in/in/on',
    'tree/in/on',
    'tree/on',
  ]);
});

test('there are never more counters than allowed, and what has no room is told', () => {
  const names = Array.from({ length: 40 }, (_, index) => `p${index}`);
  const properties = Object.fromEntries(names.map((name) => [name, { type: 'string' }]));
  const variables = measuresOf({ query: { properties } }).map(({ variable }) => variable);
  for (const most of [100, 500, 4000]) {
    const layout = layoutOf(variables, most);
    assert.ok(layout.cells <= most);
    assert.equal(layout.variables.length + layout.leftOut.length, variables.length);
  }
  assert.ok(layoutOf(variables, 100).leftOut.length > 0);
});

test('slices that are older than the window are forgotten, and a repeated failure is one sign', () => {
  const variables = measuresOf({ query: { properties: { a: { type: 'string' } } } }).map(({ variable }) => variable);
  const tally = new ShapeTally(layoutOf(variables, 1000), { sliceMs: 1000 });
  const levels = variables.map(() => 1);
  for (let again = 0; again < 5; again += 1) tally.add(levels, { failure: 'reset', fingerprint: 7 }, 500);
  tally.add(levels, { failure: undefined, fingerprint: 0 }, 1500);
  const [first, second] = tally.list(2000);
  assert.deepEqual(first?.cells.slice(0, 4), [0, 5, 5, 1]);
  assert.deepEqual(second?.cells.slice(0, 4), [0, 1, 0, 0]);
  assert.equal(first?.failures.reset, 5);
  assert.equal(tally.list(12_500).length, 1);
  assert.equal(tally.list(13_500).length, 0);
});
