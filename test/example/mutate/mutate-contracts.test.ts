import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { loadContracts } from '../../../src/contract/load-contracts.ts';
import { defaultUnknown } from '../../../src/contract/normalize.ts';
import { mutateContracts, type Verdict } from '../../../src/example/mutate/mutate-contracts.ts';
import { contractOf } from '../../support/contract.ts';
import { limits } from '../../support/pipeline.ts';

const root = process.cwd();

/** What becomes of each broken rule, as `pointer: change`. */
function verdictsOf(...contracts: readonly object[]): { all: Map<string, Verdict>; missed: string[] } {
  const { documents, library } = loadContracts(contracts, { root });
  const options = {
    codecs: new Map(),
    secrets: { KEY: '***' },
    missingSecret: 'error',
    unknown: defaultUnknown,
  } as const;
  const { total, judged } = mutateContracts({ contracts: documents, library, root, options, limits });
  const list = [...judged].map(
    ({ mutation: { pointer, change }, verdict }) => [`${pointer}: ${change}`, verdict] as const,
  );
  assert.equal(list.length, total);
  return { all: new Map(list), missed: list.filter(([, verdict]) => verdict === 'missed').map(([text]) => text) };
}

const operation = {
  route: 'POST /a',
  upstream: { route: 'POST /v1/b', query: { v: '2' }, headers: { key: { secret: 'KEY' } } },
  query: {
    required: ['name'],
    properties: {
      name: { type: 'string', maxLength: 3, 'x-upstream': 'n' },
      since: { type: 'string', format: 'date', 'x-upstream': { name: 's', codec: 'unix-seconds' } },
      state: { enum: ['on', 'off'], default: 'on', 'x-upstream': { codec: { values: { on: 1, off: 0 } } } },
      tags: { type: 'array', items: { type: 'string' }, 'x-upstream': { style: 'pipeDelimited' } },
      trace: { type: 'boolean', 'x-upstream': { in: 'header', name: 'X-Trace' } },
    },
  },
  responses: {
    '200': {
      content: { 'application/json': { type: 'object', properties: { id: { type: 'integer', 'x-upstream': 'ID' } } } },
    },
  },
};

/** Examples that speak of every rule. */
const thorough = [
  {
    request: { route: 'POST /a?name=abc&since=1970-01-02&state=off&tags=a&tags=b&trace=true' },
    sends: {
      route: 'POST /v1/b?v=2&n=abc&s=86400&state=0&tags=a|b',
      headers: { 'X-Trace': 'true', key: '***' },
    },
    answer: { body: { ID: 7 } },
    gets: { body: { id: 7 } },
  },
  { request: { route: 'POST /a?name=a' }, sends: { route: 'POST /v1/b?v=2&n=a&state=1' } },
  {
    request: { route: 'POST /a?name=abcd&state=of&since=1&trace=1' },
    problem: { 'query.name': 'maxLength', 'query.state': 'enum', 'query.since': 'format', 'query.trace': 'type' },
  },
  { request: { route: 'POST /a' }, problem: { 'query.name': 'required' } },
];

describe('rules that are broken one at a time', () => {
  const { all, missed } = verdictsOf(contractOf({ ...operation, examples: thorough }));
  const kinds: readonly [kind: string, text: string][] = [
    ['the method of the upstream', '/upstream/route: route "PUT /v1/b" in place of "POST /v1/b"'],
    ['the path of the upstream', '/upstream/route: route "POST /v1/b/other" in place of "POST /v1/b"'],
    ['a constant', '/upstream/query/v: v "2_other" in place of "2"'],
    ['a secret', '/upstream/headers/key: without key {"secret":"KEY"}'],
    ['a name', '/query/properties/name/x-upstream: name "n_other" in place of "n"'],
    ['a codec that is taken out', '/query/properties/since/x-upstream/codec: without codec "unix-seconds"'],
    [
      'a codec that is exchanged',
      '/query/properties/since/x-upstream/codec: codec "unix-millis" in place of "unix-seconds"',
    ],
    [
      'each entry of a table',
      '/query/properties/state/x-upstream/codec/values/off: values "off" as 1000 in place of 0',
    ],
    ['a default', '/query/properties/state/default: without default "on"'],
    ['a style', '/query/properties/tags/x-upstream/style: style "spaceDelimited" in place of "pipeDelimited"'],
    ['a place', '/query/properties/trace/x-upstream/in: without in "header"'],
    ['what is required', '/query/required/0: without name in required'],
    ['a limit that is taken out', '/query/properties/name/maxLength: without maxLength 3'],
    ['a limit that is made stricter', '/query/properties/name/maxLength: maxLength 2 in place of 3'],
    ['a type', '/query/properties/trace/type: type "string" in place of "boolean"'],
    [
      'the name of an answer',
      '/responses/200/content/application~1json/properties/id/x-upstream: name "ID_other" in place of "ID"',
    ],
  ];
  for (const [kind, text] of kinds) {
    it(`are noticed by examples that show them: ${kind}`, () => {
      const verdict = all.get(`/operations/op${text}`);
      assert.ok(verdict === 'noticed' || verdict === 'refused', `${verdict}: ${[...all.keys()].join('\n')}`);
    });
  }

  it('are all noticed where the examples show all of them', () => assert.deepEqual(missed, []));

  it('are told apart where the contract does not start any more', () => {
    const format = '/operations/op/query/properties/since/format: without format "date"';
    assert.equal(all.get(format), 'refused');
  });
});

describe('examples notice nothing', () => {
  it('where there are none', () => {
    const { all, missed } = verdictsOf(contractOf(operation));
    assert.equal(missed.length, all.size);
    assert.ok(all.size > 20);
  });

  it('where they do not hold to begin with', () => {
    const wrong = { request: { route: 'POST /a?name=b' }, sends: { route: 'POST /v1/b?n=c' } };
    const { all, missed } = verdictsOf(contractOf({ ...operation, examples: [wrong] }));
    assert.equal(missed.length, all.size);
  });

  it('of a rule that they do not reach', () => {
    const [, short] = thorough;
    const { missed } = verdictsOf(contractOf({ ...operation, examples: [short ?? {}] }));
    assert.ok(
      missed.includes(
        '/operations/op/query/properties/tags/x-upstream/style: style "spaceDelimited" in place of "pipeDelimited"',
      ),
    );
    assert.ok(!missed.includes('/operations/op/query/properties/name/x-upstream: name "n_other" in place of "n"'));
  });
});

describe('a rule that several operations share', () => {
  const $defs = { Name: { type: 'string', maxLength: 3, 'x-upstream': 'n' } };
  const one = (path: string, examples: readonly object[]) => ({
    route: `GET ${path}`,
    upstream: { route: `GET /v1${path}` },
    query: { properties: { name: { $ref: '#/$defs/Name' } } },
    examples,
  });
  const shown = { request: { route: 'GET /b?name=a' }, sends: { route: 'GET /v1/b?n=a' } };
  const contract = (examples: readonly object[]) => ({
    title: 'T',
    upstream: { name: 'u' },
    operations: { a: one('/a', []), b: one('/b', examples) },
    $defs,
  });

  it('is broken once, and noticed by an example of any of them', () => {
    const { all } = verdictsOf(contract([shown]));
    const renamed = [...all].filter(([text]) => text.includes('n_other'));
    assert.deepEqual(renamed, [['/$defs/Name/x-upstream: name "n_other" in place of "n"', 'noticed']]);
  });
});

it('nothing of the contract itself is changed', () => {
  const contract = contractOf({ ...operation, examples: thorough });
  const before = JSON.stringify(contract);
  verdictsOf(contract);
  assert.equal(JSON.stringify(contract), before);
});
