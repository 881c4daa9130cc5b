import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { ExactNumber } from '../../src/codec/exact-number.ts';
import { parseJson } from '../../src/codec/json-text/parse.ts';
import { contractOf, normalize, operationOf } from '../support/contract.ts';

const operation = { route: 'GET /a', upstream: { route: 'GET /b' } };
const withExample = (example: object) => contractOf({ ...operation, examples: [example] });

describe('the examples of an operation', () => {
  it('are read with both requests, and where they stand', () => {
    const { examples } = operationOf(
      withExample({
        summary: 'Tags are joined',
        request: {
          route: 'GET /a?x=1',
          headers: { A: ['1', '2'], B: '3' },
          cookies: { c: 'd' },
          body: { n: 1 },
          context: { tenant: 'acme' },
        },
        sends: { route: 'GET /b?y=1', cookies: { sid: [] } },
      }),
    );
    assert.deepEqual(examples, [
      {
        origin: { file: 'contracts[0]', pointer: '/operations/op/examples/0' },
        summary: 'Tags are joined',
        request: {
          method: 'GET',
          url: '/a?x=1',
          headers: new Map([
            ['A', ['1', '2']],
            ['B', ['3']],
          ]),
          cookies: new Map([['c', ['d']]]),
          body: { n: 1 },
          context: { tenant: 'acme' },
        },
        outcome: {
          kind: 'sends',
          message: {
            method: 'GET',
            url: '/b?y=1',
            headers: new Map(),
            cookies: new Map([['sid', []]]),
            body: undefined,
          },
        },
        reply: undefined,
      },
    ]);
  });

  it('keep every digit of a number', () => {
    const text = '{ "request": { "route": "GET /a", "body": 12345678901234567890 }, "problem": { "body": "type" } }';
    const parsed = parseJson(text, { maxDepth: 10 });
    assert.ok(parsed.ok);
    const [example] = operationOf(withExample(Object(parsed.value))).examples;
    assert.deepEqual(example?.request.body, new ExactNumber('12345678901234567890'));
  });

  it('name one code of a place, or several', () => {
    const problem = { 'query.a': 'type', 'query.b': ['minLength', 'pattern'] };
    const [example] = operationOf(withExample({ request: { route: 'GET /a' }, problem })).examples;
    assert.deepEqual(example?.outcome, {
      kind: 'problem',
      violations: new Map([
        ['query.a', ['type']],
        ['query.b', ['minLength', 'pattern']],
      ]),
    });
  });

  it('name the code of a problem as a whole', () => {
    const [example] = operationOf(withExample({ request: { route: 'GET /a' }, problem: 'malformed-body' })).examples;
    assert.deepEqual(example?.outcome, { kind: 'code', code: 'malformed-body' });
  });

  it('may be of an answer alone, for which the route of the operation is enough', () => {
    const written = { answer: { status: 404, headers: { A: 'b' }, body: [] }, gets: { violations: { body: 'type' } } };
    const [example] = operationOf(withExample(written)).examples;
    assert.deepEqual(
      [example?.request.method, example?.request.url, example?.outcome],
      ['GET', '/a', { kind: 'unasked' }],
    );
    assert.deepEqual(example?.reply, {
      answer: { status: 404, headers: new Map([['A', ['b']]]), body: [] },
      gets: {
        kind: 'answer',
        answer: { status: 404, headers: new Map(), body: undefined },
        violations: new Map([['body', ['type']]]),
      },
    });
  });

  it('refuse what no answer can carry', () => {
    const { findings } = normalize([withExample({ answer: { headers: { 'A B': 'c' } }, gets: {} })]);
    assert.deepEqual(
      findings.map((finding) => [finding.rule, finding.severity, finding.pointer]),
      [['example-answer', 'error', '/operations/op/examples/0/answer/headers/A B']],
    );
  });

  const impossible: readonly [name: string, request: object, pointer: string][] = [
    ['a line break in a header', { headers: { A: 'a\r\nB: c' } }, 'headers/A'],
    ['a character beyond Latin-1 in a header', { headers: { A: 'Ω' } }, 'headers/A'],
    ['a header without a name', { headers: { '': 'a' } }, 'headers/'],
    ['a second cookie in a value', { cookies: { a: 'b; c=d' } }, 'cookies/a'],
    ['a blank in the name of a cookie', { cookies: { 'a b': 'c' } }, 'cookies/a b'],
  ];
  for (const [name, request, pointer] of impossible) {
    it(`refuse what no request can carry: ${name}`, () => {
      const example = { request: { route: 'GET /a', ...request }, sends: { route: 'GET /b' } };
      const { findings } = normalize([withExample(example)]);
      assert.deepEqual(
        findings.map((finding) => [finding.rule, finding.severity, finding.pointer]),
        [['example-request', 'error', `/operations/op/examples/0/request/${pointer}`]],
      );
    });
  }
});
