import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { contractOf, normalize, operationOf } from '../support/contract.ts';

const text = { type: 'string' };
const query = (properties: object, more: object = {}) => ({ query: { properties, ...more } });

interface Row {
  readonly contract: object;
  readonly rule: string;
  readonly pointer: string;
  readonly says: RegExp;
}

const findings: Record<string, Row> = {
  'two parameters that land on one upstream name': {
    contract: contractOf({ route: 'GET /a', ...query({ user: { ...text, 'x-upstream': 'name' }, name: text }) }),
    rule: 'name-collision',
    pointer: '/operations/op/query/properties/name',
    says: /query `name` and query `user` both land on the upstream's query `name`/,
  },
  'a parameter and a constant that land on one header, whatever the spelling': {
    contract: contractOf({
      route: 'GET /a',
      upstream: { headers: { X_Tenant: 'one' } },
      ...query({ tenant: { ...text, 'x-upstream': { in: 'header', name: 'X-Tenant' } } }),
    }),
    rule: 'name-collision',
    pointer: '/operations/op/query/properties/tenant',
    says: /both land on the upstream's header `X-Tenant`/,
  },
  'two body members that land on one name': {
    contract: contractOf({
      route: 'POST /a',
      body: {
        content: {
          'application/json': {
            type: 'object',
            properties: { a: { ...text, 'x-upstream': 'x/y' }, b: { ...text, 'x-upstream': '/x/y' } },
          },
        },
      },
    }),
    rule: 'name-collision',
    pointer: '/operations/op/body/content/application~1json/properties/b',
    says: /`b` and `a` both land on `\/x\/y` of the upstream's body/,
  },
  'a body member that lands inside a scalar': {
    contract: contractOf({
      route: 'POST /a',
      body: {
        content: {
          'application/json': {
            type: 'object',
            properties: { profile: text, born: { ...text, 'x-upstream': 'profile/birth' } },
          },
        },
      },
    }),
    rule: 'name-collision',
    pointer: '/operations/op/body/content/application~1json/properties/born',
    says: /`born` and `profile` both land on `\/profile`/,
  },
  'a missing secret': {
    contract: contractOf({ route: 'GET /a', upstream: { headers: { 'x-key': { secret: 'NO_SUCH_SECRET' } } } }),
    rule: 'missing-secret',
    pointer: '/operations/op/upstream/headers/x-key',
    says: /`NO_SUCH_SECRET` is not set/,
  },
  'an upstream path parameter that nothing fills': {
    contract: contractOf({ route: 'GET /a', upstream: { route: 'GET /b/{id}' } }),
    rule: 'path-unfilled',
    pointer: '/operations/op/upstream/route',
    says: /nothing fills `\{id\}`/,
  },
  'an upstream path parameter that may be absent': {
    contract: contractOf({
      route: 'GET /a',
      upstream: { route: 'GET /b/{id}' },
      ...query({ id: { ...text, 'x-upstream': { in: 'path' } } }),
    }),
    rule: 'path-may-be-absent',
    pointer: '/operations/op/query/properties/id',
    says: /may be absent/,
  },
  'a path parameter that has no place in the upstream route': {
    contract: contractOf({
      route: 'GET /a/{id}',
      upstream: { route: 'GET /b' },
      path: { properties: { id: text } },
    }),
    rule: 'path-homeless',
    pointer: '/operations/op/path/properties/id',
    says: /does not stand in the upstream's route/,
  },
  'a route parameter that is not declared': {
    contract: contractOf({ route: 'GET /a/{id}', upstream: { route: 'GET /b' } }),
    rule: 'path-undeclared',
    pointer: '/operations/op/route',
    says: /`\{id\}` is not declared/,
  },
  'several scalar types for one text': {
    contract: contractOf({ route: 'GET /a', ...query({ a: { type: ['string', 'integer'] } }) }),
    rule: 'several-types',
    pointer: '/operations/op/query/properties/a',
    says: /string, integer/,
  },
  'a style that does not exist at its place': {
    contract: contractOf({
      route: 'GET /a',
      headers: { properties: { a: { type: 'array', items: text, 'x-style': 'deepObject' } } },
    }),
    rule: 'style',
    pointer: '/operations/op/headers/properties/a',
    says: /cannot be written in style `deepObject`/,
  },
  'an exploded object whose member is another parameter': {
    contract: contractOf({ route: 'GET /a', ...query({ a: text, o: { type: 'object', properties: { a: text } } }) }),
    rule: 'parameter-name',
    pointer: '/operations/op/query/properties/o',
    says: /`a` in the query would belong to both `a` and `o`/,
  },
  'a name on the items of a list': {
    contract: contractOf({
      route: 'POST /a',
      body: { content: { 'application/json': { type: 'array', items: { ...text, 'x-upstream': 'b' } } } },
    }),
    rule: 'mapping-nameless',
    pointer: '/operations/op/body/content/application~1json/items/x-upstream',
    says: /has no name/,
  },
  'a value of each item that would land in one place': {
    contract: contractOf({
      route: 'POST /a',
      body: {
        content: {
          'application/json': {
            type: 'array',
            items: { type: 'object', properties: { b: { ...text, 'x-upstream': { in: 'header', name: 'x-b' } } } },
          },
        },
      },
    }),
    rule: 'mapping-repeated',
    pointer: '/operations/op/body/content/application~1json/items/properties/b/x-upstream',
    says: /cannot land in one place/,
  },
  'a mapping inside `not`': {
    contract: contractOf({
      route: 'POST /a',
      body: { content: { 'application/json': { not: { properties: { a: { ...text, 'x-upstream': 'b' } } } } } },
    }),
    rule: 'mapping-hidden',
    pointer: '/operations/op/body/content/application~1json/not/properties/a/x-upstream',
    says: /inside `not` does not count/,
  },
  'a codec that does not cover its enum': {
    contract: contractOf({
      route: 'GET /a',
      ...query({ s: { enum: ['a', 'b'], 'x-upstream': { codec: { values: { a: 1 } } } } }),
    }),
    rule: 'codec-values',
    pointer: '/operations/op/query/properties/s/x-upstream/codec/values',
    says: /does not list "b"/,
  },
  'a reference to what is not declared': {
    contract: contractOf({ route: 'GET /a', upstream: { query: { t: { from: 'header:x-tenant' } } } }),
    rule: 'reference-undeclared',
    pointer: '/operations/op/upstream/query/t',
    says: /`header:x-tenant` is not declared/,
  },
  'a template over a list': {
    contract: contractOf({
      route: 'GET /a',
      upstream: { query: { t: { template: 'x-{query:tags}' } } },
      ...query({ tags: { type: 'array', items: text } }),
    }),
    rule: 'template-type',
    pointer: '/operations/op/upstream/query/t',
    says: /not a text, number or boolean/,
  },
  'a format that nobody knows': {
    contract: contractOf({ route: 'GET /a', ...query({ a: { ...text, format: 'datetime' } }) }),
    rule: 'format-unknown',
    pointer: '/operations/op/query/properties/a/format',
    says: /`datetime` is not known/,
  },
  'a pattern with look-around': {
    contract: contractOf({ route: 'GET /a', ...query({ a: { ...text, pattern: '(?=x)y' } }) }),
    rule: 'pattern',
    pointer: '/operations/op/query/properties/a/pattern',
    says: /look/,
  },
  'a reference that refers to itself': {
    contract: contractOf(
      { route: 'GET /a', ...query({ a: { $ref: '#/$defs/A' } }) },
      { $defs: { A: { $ref: '#/$defs/A' } } },
    ),
    rule: 'reference-loop',
    pointer: '/$defs/A',
    says: /never end/,
  },
  'a header that the connection decides': {
    contract: contractOf({ route: 'GET /a', upstream: { headers: { Host: 'evil.example' } } }),
    rule: 'outgoing-name',
    pointer: '/operations/op/upstream/headers/Host',
    says: /decided by the connection/,
  },
  'an object in a style that its location does not have': {
    contract: contractOf({
      route: 'GET /a',
      cookies: { properties: { c: { type: 'object', 'x-style': 'simple', properties: { a: text } } } },
    }),
    rule: 'style',
    pointer: '/operations/op/cookies/properties/c',
    says: /^an object in cookie cannot be written in style `simple`/,
  },
  'two members of a body that land on one upstream parameter': {
    contract: contractOf({
      route: 'POST /a',
      body: {
        content: {
          'application/json': {
            properties: {
              a: { ...text, 'x-upstream': { in: 'query', name: 'q' } },
              b: { properties: { c: { ...text, 'x-upstream': { in: 'query', name: 'q' } } } },
            },
          },
        },
      },
    }),
    rule: 'name-collision',
    pointer: '/operations/op/body/content/application~1json/properties/b/properties/c',
    says: /^body `\/b\/c` and body `\/a` both land/,
  },
  'a list of objects that moves into the query': {
    contract: contractOf({
      route: 'POST /a',
      body: {
        content: {
          'application/json': {
            type: 'object',
            properties: {
              l: { type: 'array', items: { type: 'object' }, 'x-upstream': { in: 'query', name: 'l' } },
            },
          },
        },
      },
    }),
    rule: 'nested-text',
    pointer: '/operations/op/body/content/application~1json/properties/l',
    says: /list or object inside a list or object/,
  },
};

describe('findings of the normalizer', () => {
  for (const [name, row] of Object.entries(findings)) {
    it(`names ${name}`, () => {
      const found = normalize([row.contract]).findings.filter(({ severity }) => severity === 'error');
      const match = found.find(({ rule }) => rule === row.rule);
      assert.ok(match, `no ${row.rule} in ${JSON.stringify(found, undefined, 1)}`);
      assert.equal(match.pointer, row.pointer);
      assert.match(match.message, row.says);
      assert.notEqual(match.cure, '');
    });
  }

  it('lists all of them at once', () => {
    const { findings: found } = normalize([
      contractOf({
        route: 'GET /a/{id}',
        upstream: { route: 'GET /b/{key}' },
        ...query({ a: { ...text, format: 'datetime' }, b: { ...text, pattern: '(?=x)' } }),
      }),
    ]);
    const rules = found.map(({ rule }) => rule);
    for (const rule of ['path-undeclared', 'path-unfilled', 'format-unknown', 'pattern'])
      assert.ok(rules.includes(rule));
  });

  it('offers the styles that a location has', () => {
    const cookies = { properties: { c: { type: 'array', items: text, 'x-explode': true } } };
    const { findings: found } = normalize([contractOf({ route: 'GET /a', cookies })]);
    assert.deepEqual(
      found.map(({ cure }) => cure),
      ['write `"x-style": "form", "x-explode": false`'],
    );
  });

  it('says no more of a path parameter than what is wrong with its declaration', () => {
    const path = { properties: { id: { ...text, type: ['string', 'integer'] } } };
    const { findings: found } = normalize([contractOf({ route: 'GET /a/{id}', path })]);
    assert.deepEqual(
      found.map(({ rule }) => rule),
      ['several-types'],
    );
  });

  it('names a route that another operation hides, across contracts', () => {
    const other = contractOf({ route: 'GET /a/{key}', path: { properties: { key: text } } });
    const first = contractOf({ route: 'GET /a/{id}', path: { properties: { id: text } } });
    const [finding] = normalize([first, other]).findings;
    assert.equal(finding?.rule, 'route-hidden');
    assert.equal(finding.file, 'contracts[1]');
  });

  it('says nothing of routes that only overlap', () => {
    const contract = {
      title: 'Test',
      upstream: { name: 'backend' },
      operations: {
        one: { route: 'GET /a/me' },
        any: { route: 'GET /a/{id}', path: { properties: { id: text } } },
        put: { route: 'PUT /a/{id}', path: { properties: { id: text } } },
      },
    };
    assert.deepEqual(normalize([contract]).findings, []);
  });
});

describe('a normalized operation', () => {
  it('puts what the contract adds before what the caller sends, in schema order', () => {
    const operation = operationOf(
      contractOf({
        route: 'GET /a',
        upstream: { query: { v: '2' } },
        ...query({ b: text, a: { ...text, 'x-upstream': 'z' } }),
      }),
    );
    assert.deepEqual(
      operation.upstream.slots.map(({ in: location, name }) => `${location} ${name}`),
      ['query v', 'query b', 'query z'],
    );
  });

  it('lets an operation override what the contract adds, by name and without regard to the case of headers', () => {
    const operation = operationOf({
      title: 'Test',
      upstream: { name: 'backend', headers: { 'X-A': 'root', 'X-B': 'root' } },
      operations: { op: { route: 'GET /a', upstream: { headers: { 'x-a': 'own' } } } },
    });
    const added = operation.upstream.slots.map(({ name, source }) => [
      name.toLowerCase(),
      source.kind === 'added' && source.value.kind === 'constant' ? source.value.value : undefined,
    ]);
    assert.deepEqual(added, [
      ['x-a', 'own'],
      ['x-b', 'root'],
    ]);
  });

  it('writes a list in a cookie without explode, also where its style is named', () => {
    const list = { type: 'array', items: text };
    const operation = operationOf(
      contractOf({
        route: 'GET /a',
        cookies: { properties: { a: { ...list, 'x-style': 'form' } } },
        ...query({ b: { ...list, 'x-upstream': { in: 'cookie', style: 'form' } } }),
      }),
    );
    assert.deepEqual(
      operation.upstream.slots.map(({ in: location, name, explode }) => ({ location, name, explode })),
      [
        { location: 'cookie', name: 'b', explode: false },
        { location: 'cookie', name: 'a', explode: false },
      ],
    );
  });

  it("takes the mapping beside a `$ref` instead of the target's", () => {
    const operation = operationOf(
      contractOf(
        { route: 'GET /a', ...query({ a: { $ref: '#/$defs/A', 'x-upstream': 'near' }, b: { $ref: '#/$defs/A' } }) },
        { $defs: { A: { ...text, 'x-upstream': 'far' } } },
      ),
    );
    assert.deepEqual(
      operation.upstream.slots.map(({ name }) => name),
      ['near', 'far'],
    );
  });

  it('passes a body without mapping on as it is', () => {
    const plan = operationOf(
      contractOf(
        { route: 'POST /a', body: { content: { 'application/json': { $ref: '#/$defs/Tree' } } } },
        {
          $defs: {
            Tree: {
              type: 'object',
              properties: { name: text, below: { type: 'array', items: { $ref: '#/$defs/Tree' } } },
            },
          },
        },
      ),
    ).body?.content[0]?.plan;
    assert.equal(plan?.identity, true);
  });

  it('sees a mapping anywhere below in a recursive body', () => {
    const plan = operationOf(
      contractOf(
        { route: 'POST /a', body: { content: { 'application/json': { $ref: '#/$defs/Tree' } } } },
        {
          $defs: {
            Tree: {
              type: 'object',
              properties: {
                below: { type: 'array', items: { $ref: '#/$defs/Tree' } },
                name: { ...text, 'x-upstream': 'n' },
              },
            },
          },
        },
      ),
    ).body?.content[0]?.plan;
    assert.equal(plan?.identity, false);
    assert.equal(plan.members.get('below')?.value.identity, false);
  });

  it('does not ask a caller for read-only members', () => {
    const operation = operationOf(
      contractOf({
        route: 'POST /a',
        body: {
          content: {
            'application/json': {
              type: 'object',
              required: ['id', 'name'],
              properties: { id: { ...text, readOnly: true }, name: text },
            },
          },
        },
      }),
    );
    const [content] = operation.body?.content ?? [];
    assert.deepEqual(content?.schema.keywords['required'], ['name']);
    assert.deepEqual([...(content?.place.required ?? [])], ['name']);
  });
});
