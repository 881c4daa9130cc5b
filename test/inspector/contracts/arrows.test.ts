import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { answerArrows, requestArrows } from '../../../src/inspector/contracts/arrows.ts';
import type { ArrowEnd, MappingArrow } from '../../../src/inspector/protocol-contracts.ts';
import { contractOf, operationOf } from '../../support/contract.ts';

const endText = (end: ArrowEnd | undefined): string =>
  end === undefined
    ? '-'
    : `${end.in} ${end.name}${end.pointer}${end.isRequired ? '!' : ''}${end.isSensitive ? '*' : ''}`;

/** One line for each arrow: where from, through what, where to, and why. */
function lines(arrows: readonly MappingArrow[]): string[] {
  return arrows.map(({ kind, from, to, codecs, source, reasons }) =>
    [kind, source?.text ?? endText(from), codecs.join(), endText(to), reasons.join()].join(' | '),
  );
}

const arrowsOf = (operation: object): string[] =>
  lines(
    requestArrows(
      operationOf(contractOf({ upstream: { route: 'POST /b' }, ...operation }), { secrets: { KEY: 'k' } }),
      () => undefined,
    ),
  );

describe('the rules of requests as arrows', () => {
  test('lead from the name, place and form of the caller to those of the upstream', () => {
    const query = {
      required: ['a'],
      properties: {
        a: { type: 'string', 'x-upstream': 'alpha' },
        b: {
          type: 'boolean',
          default: true,
          'x-upstream': { in: 'header', name: 'X-B', codec: { words: { true: 'Y', false: 'N' } } },
        },
        c: { type: 'string', 'x-upstream': false },
        d: { type: 'array', items: { type: 'integer' } },
        e: { type: 'string', default: 'hidden', 'x-sensitive': true },
      },
    };
    assert.deepEqual(arrowsOf({ route: 'POST /a', query }), [
      'value | query a! |  | query alpha | ',
      'value | query b | {"words":{"true":"Y","false":"N"}} | header X-B | default true',
      'dropped | query c |  | - | ',
      'value | query d |  | query d | ',
      'value | query e* |  | query e* | default ***',
    ]);
  });

  test('lead into bodies, through lists, maps and branches, and out of them', () => {
    const item = { type: 'object', properties: { sku: { type: 'string', 'x-upstream': 'id' } } };
    const schema = {
      type: 'object',
      required: ['name'],
      properties: {
        name: { type: 'string', 'x-upstream': 'profile/full' },
        lines: { type: 'array', 'x-upstream': 'rows', items: item },
        tags: { type: 'object', additionalProperties: { type: 'string', 'x-upstream': { codec: 'upper' } } },
        trace: { type: 'string', 'x-upstream': { in: 'header', name: 'X-Trace' } },
      },
    };
    assert.deepEqual(arrowsOf({ route: 'POST /a', body: { content: { 'application/json': schema } } }), [
      'value | body /name! |  | body /profile/full | ',
      'value | body /lines/*/sku |  | body /rows/*/id | ',
      'value | body /tags/* | upper | body /tags/* | ',
      'value | body /trace |  | header X-Trace | ',
    ]);
  });

  test('end in recursive schemas', () => {
    const $defs = {
      Node: {
        type: 'object',
        properties: { next: { $ref: '#/$defs/Node' }, v: { type: 'string', 'x-upstream': 'w' } },
      },
    };
    const body = { content: { 'application/json': { $ref: '#/$defs/Node' } } };
    const operation = operationOf(contractOf({ route: 'POST /a', upstream: { route: 'POST /b' }, body }, { $defs }));
    const arrows = lines(requestArrows(operation, () => undefined));
    assert.ok(arrows.includes('value | body /next/v |  | body /next/w | '), arrows.join('\n'));
    assert.ok(arrows.length < 50);
  });

  test('begin at what the contract adds, and tell no secret', () => {
    const upstream = {
      route: 'POST /b',
      query: { v: '2', t: { template: '{query:a}-x' } },
      headers: { 'x-key': { secret: 'KEY' } },
      body: { '/from': { from: 'query:a' } },
    };
    assert.deepEqual(
      arrowsOf({ route: 'POST /a', upstream, query: { required: ['a'], properties: { a: { type: 'string' } } } })
        .slice(1)
        .sort(),
      [
        'added | constant "2" |  | query v! | ',
        'added | query a |  | body /from! | ',
        'added | secret KEY |  | header x-key!* | ',
        'added | template of query a |  | query t! | ',
      ],
    );
  });
});

test('the rules of answers lead from the upstream to the caller', () => {
  const schema = {
    type: 'object',
    properties: { when: { type: 'string', format: 'date-time', 'x-upstream': { name: 'at', codec: 'unix-seconds' } } },
  };
  const responses = {
    200: {
      headers: { properties: { 'X-Left': { type: 'integer', 'x-upstream': 'X-Rest' } } },
      content: { 'application/json': schema },
    },
  };
  const operation = operationOf(contractOf({ route: 'GET /a', upstream: { route: 'GET /b' }, responses }));
  const [answer] = answerArrows(operation, () => undefined);
  assert.equal(answer?.status, '200');
  assert.deepEqual(lines(answer.rules), [
    'value | header X-Rest |  | header X-Left | ',
    'value | body /at | unix-seconds | body /when | ',
  ]);
});
