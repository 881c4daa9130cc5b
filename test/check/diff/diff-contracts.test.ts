import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { changesBetween, contractOf, short } from './sides.ts';

const int = { type: 'integer' };
const text = { type: 'string' };
const query = (properties: object, required: readonly string[] = [], more: object = {}): object =>
  contractOf({ query: { required, properties, ...more } });
const body = (schema: object): object =>
  contractOf({
    route: 'POST /users',
    upstream: { route: 'POST /v1/users' },
    body: { content: { 'application/json': schema } },
  });
const answer = (schema: object): object =>
  contractOf({ responses: { 200: { content: { 'application/json': schema } } } });
const object = (properties: object, required: readonly string[] = []): object => ({
  type: 'object',
  required,
  properties,
});
const list = { type: 'array', items: text };
const other = { other: { route: 'GET /users', upstream: { route: 'GET /v1/users' } } };
const asKey = (id: object, name = 'id'): object =>
  contractOf({
    route: `GET /users/{${name}}`,
    upstream: { route: `GET /v1/users/{${name}}` },
    path: { properties: { [name]: id } },
  });

interface Row {
  readonly before: object;
  readonly after: object;
  /** What changed for callers. */
  readonly callers: readonly string[];
  readonly backend?: readonly string[];
}

const rows: Readonly<Record<string, Row>> = {
  'nothing, though it is written in another order': {
    before: query({ a: { type: 'integer', minimum: 1 }, b: text }),
    after: query({ b: text, a: { minimum: 1, type: 'integer' } }),
    callers: [],
    backend: [],
  },
  'nothing, though it is said by other keywords': {
    before: query({ a: { enum: ['x'] } }),
    after: query({ a: { type: 'string', const: 'x' } }),
    callers: [],
    backend: [],
  },
  'a narrower range': {
    before: query({ age: { ...int, maximum: 250 } }),
    after: query({ age: { ...int, maximum: 150 } }),
    callers: ['breaking callers takes-less query age'],
    backend: ['compatible backend gives-less query age'],
  },
  'a wider range': {
    before: query({ age: { ...int, maximum: 150 } }),
    after: query({ age: { ...int, maximum: 250 } }),
    callers: ['compatible callers takes-more query age'],
    backend: ['unknown backend gives-more query age'],
  },
  'a parameter that is required now': {
    before: query({ age: int }),
    after: query({ age: int }, ['age']),
    callers: ['breaking callers required query age'],
    backend: ['compatible backend presence query age'],
  },
  'a parameter that is optional now': {
    before: query({ age: int }, ['age']),
    after: query({ age: int }),
    callers: ['compatible callers optional query age'],
    backend: ['unknown backend presence query age'],
  },
  'a parameter that is gone': {
    before: query({ age: int, b: text }),
    after: query({ b: text }),
    callers: ['breaking callers parameter-removed query age'],
    backend: ['compatible backend no-longer-sent query age'],
  },
  'an optional parameter that is new': {
    before: query({ b: text }),
    after: query({ age: int, b: text }),
    callers: ['compatible callers parameter-added query age'],
    backend: ['unknown backend newly-sent query age'],
  },
  'a parameter renamed with its older name kept': {
    before: query({ age: int }, ['age']),
    after: query({ years: { ...int, 'x-alias': 'age', 'x-upstream': 'age' } }, ['years']),
    callers: ['compatible callers parameter-renamed query age'],
    backend: [],
  },
  'a parameter renamed without its older name': {
    before: query({ age: int }),
    after: query({ years: { ...int, 'x-upstream': 'age' } }),
    callers: ['breaking callers parameter-removed query age', 'compatible callers parameter-added query years'],
    backend: [],
  },
  'an older name that is no longer taken': {
    before: query({ years: { ...int, 'x-alias': 'age' } }),
    after: query({ years: int }),
    callers: ['breaking callers parameter-removed query age'],
    backend: [],
  },
  'a number that becomes a text, which its texts are': {
    before: query({ age: int }),
    after: query({ age: text }),
    callers: ['compatible callers takes-more query age'],
  },
  'a text that becomes a number': {
    before: query({ age: text }),
    after: query({ age: int }),
    callers: ['breaking callers takes-other query age'],
  },
  'a value that is gone': {
    before: query({ s: { enum: ['a', 'b'] } }),
    after: query({ s: { enum: ['a'] } }),
    callers: ['breaking callers takes-less query s'],
    backend: ['compatible backend gives-less query s'],
  },
  'a default that is another': {
    before: query({ s: { enum: ['a', 'b'], default: 'a' } }),
    after: query({ s: { enum: ['a', 'b'], default: 'b' } }),
    callers: ['unknown callers default query s'],
    backend: [],
  },
  'a list that is written another way': {
    before: query({ s: list }),
    after: query({ s: { ...list, 'x-style': 'pipeDelimited', 'x-explode': false } }),
    callers: ['breaking callers style query s'],
    backend: ['unknown backend style query s'],
  },
  'a rule between two parameters': {
    before: query({ a: text, b: text }),
    after: query({ a: text, b: text }, [], { dependentRequired: { a: ['b'] } }),
    callers: ['breaking callers takes-less query'],
    backend: [],
  },
  'a header that is spelt otherwise, and shorter': {
    before: contractOf({ headers: { properties: { 'X-A': text } } }),
    after: contractOf({ headers: { properties: { 'x-a': { ...text, maxLength: 3 } } } }),
    callers: ['breaking callers takes-less header X-A'],
    backend: ['compatible backend gives-less header x-a'],
  },
  'a path parameter that is a number now, under another name': {
    before: asKey(text),
    after: asKey(int, 'key'),
    callers: ['breaking callers takes-other path id', 'compatible callers parameter-renamed path id'],
  },
  'another route': {
    before: contractOf({}),
    after: contractOf({ route: 'GET /people' }),
    callers: ['breaking callers route route'],
    backend: [],
  },
  'another method': {
    before: contractOf({}),
    after: contractOf({ route: 'POST /users' }),
    callers: ['breaking callers route route'],
  },
  'an operation that is gone, and one that is new': {
    before: contractOf({}),
    after: contractOf({}, { operations: { other: { ...other.other, route: 'GET /b' } } }),
    callers: ['breaking callers operation-removed operation', 'compatible callers operation-added operation'],
    backend: [],
  },
  'an operation with another name': {
    before: contractOf({}),
    after: contractOf({}, { operations: other }),
    callers: ['compatible callers operation-renamed operation'],
    backend: [],
  },
  'a member of a body that is required now': {
    before: body(object({ a: text })),
    after: body(object({ a: text }, ['a'])),
    callers: ['breaking callers takes-less body application/json'],
    backend: ['compatible backend gives-less body'],
  },
  'a member of a body renamed with its older name kept': {
    before: body(object({ a: text }, ['a'])),
    after: body(object({ c: { ...text, 'x-alias': 'a', 'x-upstream': 'a' } }, ['c'])),
    callers: ['compatible callers takes-more body application/json'],
    backend: [],
  },
  'a media type that is gone': {
    before: contractOf({ route: 'POST /users', body: { content: { 'application/json': text, 'text/plain': text } } }),
    after: contractOf({ route: 'POST /users', body: { content: { 'application/json': text } } }),
    callers: ['breaking callers media-type-removed body text/plain'],
  },
  'a body that is no longer taken': {
    before: body(object({ a: text })),
    after: contractOf({ route: 'POST /users', upstream: { route: 'POST /v1/users' } }),
    callers: ['breaking callers media-type-removed body application/json'],
    backend: ['unknown backend no-longer-sent body'],
  },
  'an answer with one more value': {
    before: answer({ enum: ['a'] }),
    after: answer({ enum: ['a', 'b'] }),
    callers: ['breaking callers gives-more answer 200 application/json'],
  },
  'an answer with fewer values': {
    before: answer({ enum: ['a', 'b'] }),
    after: answer({ enum: ['a'] }),
    callers: ['compatible callers gives-less answer 200 application/json'],
  },
  'an answer with a member more, which callers may ignore': {
    before: answer(object({ a: text })),
    after: answer(object({ a: text, b: text })),
    callers: ['compatible callers gives-more answer 200 application/json'],
  },
  'an answer that lacks a promised member': {
    before: answer(object({ a: text }, ['a'])),
    after: answer(object({ a: text })),
    callers: ['breaking callers gives-more answer 200 application/json'],
  },
  'a promise that is withdrawn': {
    before: answer(text),
    after: contractOf({}),
    callers: ['breaking callers answer-removed answer 200'],
  },
  'an operation that is deprecated': {
    before: contractOf({}),
    after: contractOf({ deprecated: true }),
    callers: ['compatible callers deprecated terms'],
  },
  'undeclared names that are refused now': {
    before: contractOf({ unknown: { query: 'drop' } }),
    after: contractOf({}),
    callers: ['breaking callers undeclared-names query'],
  },
  'another name of the backend': {
    before: query({ age: int }),
    after: query({ age: { ...int, 'x-upstream': 'years' } }),
    callers: [],
    backend: ['unknown backend newly-sent query years', 'compatible backend no-longer-sent query age'],
  },
  'another codec': {
    before: query({ at: { type: 'string', format: 'date-time', 'x-upstream': { codec: 'unix-seconds' } } }),
    after: query({ at: { type: 'string', format: 'date-time' } }),
    callers: [],
    backend: ['unknown backend gives-other query at'],
  },
  'another constant': {
    before: contractOf({ upstream: { route: 'GET /v1/users', query: { v: '1' } } }),
    after: contractOf({ upstream: { route: 'GET /v1/users', query: { v: '2' } } }),
    callers: [],
    backend: ['unknown backend gives-other query v'],
  },
  'another route of the backend': {
    before: contractOf({}),
    after: contractOf({ upstream: { route: 'GET /v2/users' } }),
    callers: [],
    backend: ['unknown backend upstream-route route'],
  },
};

describe('what changed between two contracts', () => {
  for (const [name, { before, after, callers, backend }] of Object.entries(rows)) {
    test(`tells ${name}`, () => {
      const changes = changesBetween(before, after);
      assert.deepEqual(short(changes, 'callers'), callers);
      if (backend !== undefined) assert.deepEqual(short(changes, 'backend'), backend);
    });
  }

  test('shows what breaks for callers by a request that was accepted and is refused', () => {
    const found = Object.entries(rows).flatMap(([name, { before, after }]) =>
      changesBetween(before, after)
        .filter(({ effect, side, in: place }) => effect === 'breaking' && side === 'callers' && place !== 'answer')
        .map(({ witness }) => [name, witness?.was, witness?.is === 'accepted'] as const),
    );
    assert.ok(found.length > 15);
    for (const [name, was, isAccepted] of found) assert.deepEqual([was, isAccepted], ['accepted', false], name);
  });

  test('finds nothing between a contract and itself', () => {
    for (const [name, { before, after }] of Object.entries(rows)) {
      for (const contract of [before, after]) assert.deepEqual(changesBetween(contract, contract), [], name);
    }
  });

  test('never calls a change compatible for callers whose opposite takes back a freedom that was shown', () => {
    for (const [name, { before, after }] of Object.entries(rows)) {
      const more = changesBetween(before, after).some(({ kind }) => kind === 'takes-more');
      const back = changesBetween(after, before).filter(({ side }) => side === 'callers');
      if (more)
        assert.ok(
          back.some(({ effect }) => effect !== 'compatible'),
          name,
        );
    }
  });
});
