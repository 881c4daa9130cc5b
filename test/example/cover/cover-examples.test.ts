import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { coverExamples } from '../../../src/example/cover/cover-examples.ts';
import type { CoverageItem } from '../../../src/example/cover/coverage-item.ts';
import { runExamples } from '../../../src/example/run-example.ts';
import { contractOf } from '../../support/contract.ts';
import { exampleApiOf } from '../../support/example-api.ts';

/** The items of an operation, `place: rule`, with a `+` before those that its examples reach. */
function cover(operation: object, examples: readonly object[]): { mapping: string[]; refusals: string[] } {
  const examplesApi = exampleApiOf([
    contractOf({ route: 'POST /a', upstream: { route: 'POST /b' }, ...operation, examples }),
  ]);
  const [coverage] = coverExamples(examplesApi.api, runExamples(examplesApi));
  assert.ok(coverage !== undefined);
  const text = ({ place, rule, reached }: CoverageItem) => `${reached ? '+' : '-'} ${place}: ${rule}`;
  return { mapping: coverage.mapping.map(text), refusals: coverage.refusals.map(text) };
}

const route = 'POST /a';
const json = (schema: object) => ({ body: { content: { 'application/json': { type: 'object', ...schema } } } });

describe('the coverage of a mapping', () => {
  const everyRule = {
    query: {
      properties: {
        plain: { type: 'string' },
        moved: { type: 'string', 'x-upstream': { in: 'header', name: 'X-M' } },
        dropped: { type: 'string', 'x-upstream': false },
        status: { enum: ['a'], default: 'a', 'x-upstream': { name: 's', codec: 'upper' } },
      },
    },
    upstream: {
      route: 'POST /b',
      query: { v: 1, p: { from: 'query:plain' } },
      body: { '/t': { template: '{query:moved}!' }, '/c': true },
    },
  };

  it('lists values, rules and added values, of which nothing is reached without examples', () => {
    assert.deepEqual(cover(everyRule, []).mapping, [
      '- operation: value',
      '- query.plain: value',
      '- query.moved: value',
      '- query.moved: moved to header X-M',
      '- query.dropped: value',
      '- query.dropped: dropped',
      '- query.status: value',
      '- query.status: named s',
      '- query.status: codec upper',
      '- query.status: default "a"',
      '- upstream query v: constant',
      '- upstream query p: from query',
      '- upstream body /t: template',
      '- upstream body /c: constant',
    ]);
  });

  it('counts what a request reaches: sent values with their rules, defaults of absent ones, values that are added', () => {
    const examples = [
      { request: { route: `${route}?moved=m` }, sends: { route: 'POST /b?v=1&s=A', body: { t: 'm!', c: true } } },
    ];
    const sent = examples.map(({ request, sends }) => ({ request, sends: { ...sends, headers: { 'X-M': 'm' } } }));
    assert.deepEqual(
      cover(everyRule, sent).mapping.filter((text) => text.startsWith('+')),
      [
        '+ operation: value',
        '+ query.moved: value',
        '+ query.moved: moved to header X-M',
        '+ query.status: default "a"',
        '+ upstream query v: constant',
        '+ upstream body /t: template',
        '+ upstream body /c: constant',
      ],
    );
  });

  it('follows bodies into members, items and maps, and counts an absent parent as no absent member', () => {
    const operation = json({
      properties: {
        lines: {
          type: 'array',
          items: {
            type: 'object',
            properties: { sku: { type: 'string', 'x-upstream': 'MAT' }, n: { type: 'integer', default: 1 } },
          },
        },
        codes: { type: 'array', items: { type: 'string', 'x-upstream': { codec: 'upper' } } },
        address: { type: 'object', properties: { zip: { type: 'string', 'x-upstream': '/ZIP' }, c: { default: 'x' } } },
        notes: { type: 'object', additionalProperties: { type: 'string', 'x-upstream': { codec: 'trim' } } },
      },
    });
    const example = {
      request: { route, body: { lines: [{ n: 2 }, { sku: 'a' }], notes: { a: ' b' } } },
      sends: { route: 'POST /b', body: { lines: [{ n: 2 }, { MAT: 'a', n: 1 }], notes: { a: 'b' } } },
    };
    assert.deepEqual(cover(operation, [example]).mapping, [
      '+ operation: value',
      '+ body.lines: value',
      '+ body.lines/*/sku: value',
      '+ body.lines/*/sku: named MAT',
      '+ body.lines/*/n: value',
      '+ body.lines/*/n: default 1',
      '- body.codes: value',
      '- body.codes/*: codec upper',
      '- body.address: value',
      '- body.address/zip: value',
      '- body.address/zip: moved to body /ZIP',
      '- body.address/c: value',
      '- body.address/c: default "x"',
      '+ body.notes: value',
      '+ body.notes/*: codec trim',
    ]);
  });

  it('ends where a schema is recursive', () => {
    const schema = { type: 'object', properties: { name: { type: 'string' }, next: { $ref: '#/$defs/Node' } } };
    const operation = { route: 'POST /a', upstream: { route: 'POST /b' }, ...json({ $ref: '#/$defs/Node' }) };
    const request = { route, body: { next: { next: { name: 'a' } } } };
    const examples = [{ request, sends: { route: 'POST /b', body: request.body } }];
    const examplesApi = exampleApiOf([contractOf({ ...operation, examples }, { $defs: { Node: schema } })]);
    const [coverage] = coverExamples(examplesApi.api, runExamples(examplesApi));
    assert.ok((coverage?.mapping.length ?? 0) < 10);
    assert.ok(coverage?.mapping.some(({ place, reached }) => place === 'body.next' && reached));
  });

  it('lets an example that does not hold show nothing', () => {
    const example = { request: { route: `${route}?plain=a` }, sends: { route: 'POST /elsewhere' } };
    const { mapping } = cover(everyRule, [example]);
    assert.ok(mapping.every((text) => text.startsWith('-')));
  });
});

describe('the coverage of refusals', () => {
  const operation = {
    query: {
      required: ['a'],
      dependentRequired: { b: ['c'] },
      properties: {
        a: { type: 'string', minLength: 1 },
        b: { type: 'integer', minimum: 0 },
        c: { type: 'array', items: { enum: ['x', 'y'] }, uniqueItems: true },
      },
    },
    ...json({
      additionalProperties: false,
      required: ['n'],
      properties: { n: { type: 'string', format: 'date' }, m: { anyOf: [{ const: 1 }, { const: 2 }] } },
    }),
  };
  const everything = [
    '- query.a: required',
    '- query.c: dependentRequired',
    '- query.a: minLength',
    '- query.b: type',
    '- query.b: minimum',
    '- query.c: uniqueItems',
    '- query.c/*: enum',
    '- body: type',
    '- body: additionalProperties',
    '- body.n: required',
    '- body.n: type',
    '- body.n: format',
    '- body.m: anyOf',
    '- body: required',
  ];

  it('lists the keywords that a request can break', () => {
    assert.deepEqual(cover(operation, []).refusals, everything);
  });

  const shows: readonly [title: string, example: object, shown: readonly string[]][] = [
    [
      'what is missing, and the items of a list',
      {
        request: { route: `${route}?b=1&c=z`, body: {} },
        problem: { 'query.a': 'required', 'query.c/0': 'enum', 'body.n': 'required' },
      },
      ['query.a: required', 'query.c/*: enum', 'body.n: required'],
    ],
    [
      'what another value asks for, and limits',
      {
        request: { route: `${route}?a=&b=-1`, body: { n: 1, x: 1 } },
        problem: {
          'query.a': 'minLength',
          'query.b': 'minimum',
          'query.c': 'dependentRequired',
          'body.n': 'type',
          'body.x': 'additionalProperties',
        },
      },
      [
        'query.c: dependentRequired',
        'query.a: minLength',
        'query.b: minimum',
        'body: additionalProperties',
        'body.n: type',
      ],
    ],
    [
      'a body that is missing, which is not a member that is',
      { request: { route: `${route}?a=1` }, problem: { body: 'required' } },
      ['body: required'],
    ],
  ];
  for (const [title, example, shown] of shows) {
    it(`counts ${title}`, () => {
      const { refusals } = cover(operation, [example]);
      assert.deepEqual(
        refusals.filter((text) => text.startsWith('+')),
        shown.map((text) => `+ ${text}`),
      );
    });
  }

  it('follows branches, positions, patterns and tables of codecs', () => {
    const operation = json({
      properties: {
        pay: {
          type: 'object',
          required: ['kind'],
          properties: { kind: { enum: ['card', 'cash'], 'x-upstream': { codec: { values: { card: 1, cash: 2 } } } } },
          oneOf: [
            {
              title: 'Card',
              required: ['no'],
              properties: { kind: { const: 'card' }, no: { type: 'string', 'x-upstream': 'pan' } },
            },
            { properties: { kind: { const: 'cash' } } },
          ],
        },
        at: { type: 'array', prefixItems: [{ type: 'number', 'x-upstream': '/lat' }], items: { type: 'number' } },
        more: {
          type: 'object',
          patternProperties: { '^x': { type: 'string', 'x-upstream': { codec: 'upper' } } },
          additionalProperties: false,
        },
      },
    });
    const example = {
      request: { route, body: { pay: { kind: 'card', no: '1' }, more: { xa: 'a' } } },
      sends: { route: 'POST /b', body: { pay: { kind: 1, pan: '1' }, more: { xa: 'A' } } },
    };
    const { mapping } = cover(operation, [example]);
    const rows = [
      '+ body.pay/kind: values card',
      '- body.pay/kind: values cash',
      '+ body.pay: branch Card',
      '- body.pay: any other branch',
      '+ body.pay/no: named pan',
      '- body.at/0: moved to body /lat',
      '+ body.more/^x: codec upper',
    ];
    for (const row of rows) assert.ok(mapping.includes(row), `${row} in\n${mapping.join('\n')}`);
  });

  it('counts older names, where a request uses them', () => {
    const operation = { query: { properties: { name: { type: 'string', 'x-alias': ['nom', 'nome'] } } } };
    const example = { request: { route: `${route}?nom=a` }, sends: { route: 'POST /b?name=a' } };
    const { mapping } = cover(operation, [example]);
    assert.ok(mapping.includes('+ query.name: older name nom'), mapping.join('\n'));
    assert.ok(mapping.includes('- query.name: older name nome'));
  });
});

describe('the coverage of answers', () => {
  const operation = {
    responses: {
      '200': {
        headers: { properties: { 'X-Left': { type: 'integer', 'x-upstream': 'X-Rate' } } },
        content: {
          'application/json': {
            type: 'object',
            properties: { id: { type: 'integer', 'x-upstream': 'ID' }, n: { type: 'string' } },
          },
        },
      },
      '404': {},
    },
  };
  const answersOf = (examples: readonly object[]): string[] => {
    const api = exampleApiOf([contractOf({ route, upstream: { route: 'POST /b' }, ...operation, examples })]);
    const [coverage] = coverExamples(api.api, runExamples(api));
    return coverage?.answers.map(({ place, rule, reached }) => `${reached ? '+' : '-'} ${place}: ${rule}`) ?? [];
  };

  it('lists statuses, header fields and members with their rules', () => {
    assert.deepEqual(
      answersOf([{ answer: { headers: { 'X-Rate': '1' }, body: { ID: 7 } }, gets: { body: { id: 7 } } }]),
      [
        '+ answer 200: value',
        '+ answer 200 header.X-Left: value',
        '+ answer 200 body.id: value',
        '+ answer 200 body.id: named ID',
        '- answer 200 body.n: value',
        '- answer 404: value',
      ],
    );
  });

  it('follows events by their names', () => {
    const delta = { type: 'object', properties: { text: { type: 'string', 'x-upstream': 't' } } };
    const stream = { 'text/event-stream': { 'x-events': { delta, done: { type: 'object' } } } };
    const body = 'event: delta\ndata: {"t":"a"}\n\n';
    const example = {
      answer: { headers: { 'Content-Type': 'text/event-stream' }, body },
      gets: { body: 'event: delta\ndata: {"text":"a"}\n\n' },
    };
    const api = exampleApiOf([
      contractOf({
        route,
        upstream: { route: 'POST /b' },
        responses: { '200': { content: stream } },
        examples: [example],
      }),
    ]);
    const runs = runExamples(api);
    assert.deepEqual(
      runs.map(({ differences }) => differences),
      [[]],
    );
    const [coverage] = coverExamples(api.api, runs);
    const items = coverage?.answers ?? [];
    const rows = items.map(({ place, rule, reached }) => `${reached ? '+' : '-'} ${place}: ${rule}`);
    assert.ok(
      rows.includes('+ answer 200: event delta') && rows.includes('- answer 200: event done'),
      rows?.join('\n'),
    );
    assert.ok(rows.includes('+ answer 200 body.delta/text: named t'), rows.join('\n'));
  });
});
