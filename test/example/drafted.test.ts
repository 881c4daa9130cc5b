import assert from 'node:assert/strict';
import { it } from 'node:test';
import fc from 'fast-check';
import { toNumber } from '../../src/codec/decimal.ts';
import type { JsonObject, JsonValue } from '../../src/codec/json-value.ts';
import { isCookieValue } from '../../src/http/cookie-text.ts';
import { isHeaderValue } from '../../src/http/header-text.ts';
import { bodyOf } from '../../src/example/compare-outgoing.ts';
import { violationPlace } from '../../src/example/compare-problem.ts';
import type { Difference } from '../../src/example/difference.ts';
import { incomingOf } from '../../src/example/example-request.ts';
import { runExamples } from '../../src/example/run-example.ts';
import type { Outcome, Outgoing } from '../../src/pipeline/request.ts';
import { contractOf } from '../support/contract.ts';
import { exampleApiOf } from '../support/example-api.ts';
import { apiOf } from '../support/pipeline.ts';

const list = { type: 'array', items: { type: 'string' } };
const operation = {
  route: 'PUT /things/{id}',
  upstream: { route: 'POST /v1/{id}/put', query: { v: '1' }, body: { '/meta/by': { from: 'header:X-Tenant' } } },
  unknown: { query: 'forward', cookies: 'forward' },
  path: { properties: { id: { type: 'string', maxLength: 6 } } },
  query: {
    properties: {
      n: { type: 'integer', maximum: 100, default: 7, 'x-upstream': 'count' },
      tags: { ...list, maxItems: 3, 'x-upstream': { name: 'tag', style: 'pipeDelimited' } },
      each: { ...list, 'x-upstream': 'all' },
      h: { type: 'string', 'x-upstream': { in: 'header', name: 'X-H' } },
      c: { type: 'string', 'x-upstream': { in: 'cookie', name: 'c' } },
    },
  },
  headers: { properties: { 'X-Tenant': { type: 'string', pattern: '^[a-z]' } } },
  body: {
    required: false,
    content: {
      'application/json': {
        type: 'object',
        properties: {
          price: { type: 'number', 'x-upstream': { name: 'cents', codec: { scale: 2 } } },
          lines: {
            type: 'array',
            items: { type: 'object', properties: { sku: { type: 'string', 'x-upstream': 'MAT' } } },
          },
          note: { 'x-upstream': 'meta/note' },
        },
      },
    },
  },
};

type Fields = Record<string, string[]>;
interface Drafted {
  readonly request: JsonObject;
  readonly outcome: Outcome<Outgoing>;
}

/** Runs a request through the contract, as an example of which nobody knows yet what becomes of it. */
function tryRequest(request: JsonObject): Drafted {
  const api = apiOf([contractOf({ ...operation, examples: [{ request, problem: { body: 'unknown' } }] })]);
  const [compiled] = api.operations;
  const [example] = compiled?.operation.examples ?? [];
  assert.ok(compiled !== undefined && example !== undefined);
  const match = api.match(example.request.method, example.request.url);
  assert.ok(match.kind === 'operation');
  return { request, outcome: compiled.run(incomingOf(example, compiled.operation.body), match.pathValues) };
}

/** Writes down what became of a request. */
function draft({ request, outcome }: Drafted): JsonObject {
  if (outcome.ok) return { request, sends: draftMessage(outcome.value) };
  const problem: Fields = {};
  for (const violation of outcome.problem.errors ?? []) add(problem, violationPlace(violation), violation.code);
  return { request, problem };
}

function draftMessage(outgoing: Outgoing): JsonObject {
  const headers: Fields = {};
  for (const [index, name] of outgoing.headers.entries()) {
    if (index % 2 === 0) add(headers, name.toLowerCase(), outgoing.headers[index + 1] ?? '');
  }
  const body = bodyOf(outgoing);
  return { route: `${outgoing.method} ${outgoing.path}`, headers, ...(body === undefined ? {} : { body }) };
}

function add(fields: Fields, name: string, value: string): void {
  fields[name] = [...(fields[name] ?? []), value];
}

/** What differs in each of several examples. */
function differencesOf(examples: readonly JsonObject[]): readonly (readonly Difference[])[] {
  return runExamples(exampleApiOf([contractOf({ ...operation, examples })])).map(({ differences }) => differences);
}

const text = fc.oneof(
  fc.stringMatching(/^[a-z0-9]{1,5}$/),
  fc.string({ unit: fc.constantFrom(...'&=?#/\\%;,|.+ []"é<@\n'), minLength: 1, maxLength: 4 }),
);
const pair = fc.tuple(fc.constantFrom('n', 'tags', 'each', 'h', 'c', 'other'), fc.oneof(text, fc.constant('12')));
const number = fc.constantFrom('1', '0.25', '1.005', '12345678901234567890', '-3e2').map(toNumber);
const member = fc.oneof(text, number, fc.constant(null), fc.constant<JsonValue>([{ sku: 'a' }, { sku: 'b/~' }]));
const body = fc.dictionary(fc.constantFrom('price', 'lines', 'note', 'more'), member, { noNullPrototype: true });
const fields = (name: fc.Arbitrary<string>, value: fc.Arbitrary<string>) =>
  fc.dictionary(name, value, { maxKeys: 2, noNullPrototype: true });

const requests = fc
  .record(
    {
      id: text,
      pairs: fc.array(pair, { maxLength: 4 }),
      headers: fields(fc.constantFrom('X-Tenant', 'x-other'), text.filter(isHeaderValue)),
      cookies: fields(fc.constantFrom('c', 'd'), text.filter(isCookieValue)),
      body,
    },
    { requiredKeys: ['id', 'pairs', 'headers', 'cookies'] },
  )
  .map(({ id, pairs, ...rest }): JsonObject => {
    const query = pairs.map(([name, value]) => `${name}=${encodeURIComponent(value)}`).join('&');
    return { route: `PUT /things/${encodeURIComponent(id)}${query === '' ? '' : `?${query}`}`, ...rest };
  });

it('an example that writes down what became of any request holds, and fails where one thing is changed', () => {
  const seen = { sends: 0, problem: 0 };
  fc.assert(
    fc.property(requests, (request) => {
      const drafted = tryRequest(request);
      fc.pre(drafted.outcome.ok || drafted.outcome.problem.errors !== undefined);
      const example = draft(drafted);
      const changed = changesOf(example);
      const [first, ...others] = differencesOf([example, ...changed]);
      assert.deepEqual(first, []);
      assert.equal(others.length, changed.length);
      for (const [index, differences] of others.entries()) {
        assert.notDeepEqual(differences, [], JSON.stringify(changed[index]));
      }
      seen[drafted.outcome.ok ? 'sends' : 'problem'] += 1;
    }),
    { numRuns: 320 },
  );
  assert.ok(seen.sends > 20 && seen.problem > 20, JSON.stringify(seen));
});

/** The same example, wrong in one thing each time. */
function changesOf({ request, sends, problem }: JsonObject): JsonObject[] {
  const parts = (value: JsonValue | undefined) => Object(value) as JsonObject & { route: string };
  const change = (part: JsonObject): JsonObject => ({ request: request ?? null, ...part });
  if (problem !== undefined) return [change({ problem: { ...parts(problem), 'query.zz': 'unknown' } })];
  const { route, headers, body: sent, ...rest } = parts(sends);
  return [
    { route: route.replace('POST', 'PUT'), headers, body: sent },
    { route: route.replace('/put', '/putt'), headers, body: sent },
    { route: `${route}&zz=1`, headers, body: sent },
    { route: route.replace('v=1', 'v=2'), headers, body: sent },
    { route, headers: { ...parts(headers), 'x-zz': 'a' }, body: sent },
    { route, headers, body: [sent ?? null] },
  ].map((message) => change({ sends: { ...rest, ...withoutNothing(message) } }));
}

function withoutNothing(message: Record<string, JsonValue | undefined>): JsonObject {
  return Object.fromEntries(
    Object.entries(message).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
  );
}
