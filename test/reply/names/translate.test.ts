import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { JsonValue } from '../../../src/codec/json-value.ts';
import type { Finding } from '../../../src/contract/finding.ts';
import { normalizeNames } from '../../../src/contract/normalize-names.ts';
import { compileTranslateNames } from '../../../src/reply/names/translate.ts';
import { contractOf, operationOf } from '../../support/contract.ts';

const text = { type: 'string' };
const body = (schema: object) => ({ content: { 'application/json': schema } });

/** One value of every kind of move. */
const operation = {
  route: 'POST /users/{userId}',
  upstream: {
    route: 'POST /r/{id}',
    query: { v: '2' },
    headers: {
      'x-api-key': { secret: 'KEY' },
      'X-Tenant': { from: 'query:tenant' },
      'X-Who': { template: 'user {path:userId}' },
    },
    body: { '/items/*/MANDT': '100', '/DOC/TYPE': 'SO', '/DOC/BY': { from: 'header:X-Actor' } },
  },
  path: { properties: { userId: { ...text, 'x-upstream': 'id' } } },
  query: {
    properties: {
      userName: { ...text, 'x-upstream': 'username' },
      tenant: text,
      trace: { type: 'boolean', 'x-upstream': { in: 'header', name: 'X-Debug' } },
      place: { ...text, 'x-upstream': { in: 'body', name: 'site/code' } },
      filter: {
        type: 'object',
        'x-style': 'deepObject',
        'x-upstream': 'q',
        properties: { since: { ...text, 'x-upstream': 'from' } },
      },
    },
  },
  headers: { properties: { 'X-Actor': { ...text, 'x-upstream': false } } },
  cookies: { properties: { session: { ...text, 'x-upstream': 'sid' } } },
  body: body({
    type: 'object',
    properties: {
      born: { ...text, format: 'date', 'x-upstream': { name: 'profile/birth', codec: { date: 'dd.MM.yyyy' } } },
      city: { ...text, 'x-upstream': 'profile/addr/town' },
      fullName: { ...text, 'x-upstream': 'name' },
      name: { ...text, 'x-upstream': 'login' },
      kept: text,
      root: { type: 'object', properties: { up: { ...text, 'x-upstream': '/top' } } },
      lines: {
        type: 'array',
        'x-upstream': 'items',
        items: { type: 'object', properties: { sku: { ...text, 'x-upstream': 'ART/NO' }, count: text } },
      },
      labels: {
        type: 'object',
        'x-upstream': 'tags',
        additionalProperties: { type: 'object', properties: { colour: { ...text, 'x-upstream': 'c' } } },
      },
      tree: { $ref: '#/$defs/Node', 'x-upstream': 't' },
      'a/b': { ...text, 'x-upstream': 'a~1b' },
      price: { ...text, 'x-upstream': { name: 'cents', codec: { scale: 2 } } },
    },
  }),
};
const more = {
  $defs: {
    Node: {
      type: 'object',
      properties: {
        label: { ...text, 'x-upstream': 'l' },
        children: { type: 'array', 'x-upstream': 'kids', items: { $ref: '#/$defs/Node' } },
      },
    },
  },
};
const normalized = operationOf(contractOf(operation, more), { secrets: { KEY: 'planted' } });

function translate(value: JsonValue, ...names: JsonValue[]): JsonValue {
  const faults: string[] = [];
  const rules = normalizeNames(names, (_way, { message }) => faults.push(message));
  assert.deepEqual(faults, []);
  const { json } = compileTranslateNames(normalized, rules);
  const translated = json?.(value) ?? assert.fail('no rule is for values');
  // Objects that were made have no prototype, which is no business of these tests.
  return translated === value ? value : JSON.parse(JSON.stringify(translated));
}

const rule = (more: object): JsonValue => ({ at: '/f', ...more });

describe('a plain name', () => {
  const rows: [what: string, upstream: string, caller: string][] = [
    ['of a query parameter', 'username', 'userName'],
    ['of a path parameter', 'id', 'userId'],
    ['of a cookie', 'sid', 'session'],
    ['of a header, in any case', 'x-debug', 'trace'],
    ['of a member of the body', 'login', 'name'],
    ['that means another value to the caller', 'name', 'fullName'],
    ['of a member that is called the same', 'kept', 'kept'],
    ['of a nested member that no other value has', 'birth', 'born'],
    ['of an item of a list', 'NO', 'sku'],
    ['in a case of the backend’s own', 'Username', 'userName'],
    ['of an object that several values land in', 'profile', 'body'],
    ['of an object that one value lands in', 'site', 'place'],
    ['of a value that is made of the caller’s', 'X-Tenant', 'tenant'],
    ['of a template with a value of the caller’s', 'X-Who', 'userId'],
    ['of a constant', 'v', 'gateway'],
    ['of the header of a secret', 'X-Api-Key', 'gateway'],
    ['of nobody', 'shard', 'shard'],
    ['that is none', '', ''],
    ['of the prototype', '__proto__', '__proto__'],
  ];
  for (const [what, upstream, caller] of rows) {
    it(`${what} is the caller's`, () => assert.deepEqual(translate({ f: upstream }, rule({})), { f: caller }));
  }

  it('stays where the value is none', () => {
    for (const f of [1, null, ['username'], { a: 1 }]) assert.deepEqual(translate({ f }, rule({})), { f });
  });
});

describe('a dotted name', () => {
  const rows: [upstream: string, caller: string][] = [
    ['profile.birth', 'born'],
    ['profile.addr.town', 'city'],
    ['profile.addr', 'city'],
    ['profile.other', 'profile.other'],
    ['items[0].ART.NO', 'lines[0].sku'],
    ['items.0.ART.NO', 'lines.0.sku'],
    ['items[12]', 'lines[12]'],
    ['items[*].count', 'lines[*].count'],
    ['items[0].other', 'lines[0].other'],
    ['$.items[0].ART.NO', '$.lines[0].sku'],
    ["$['profile']['birth']", '$.born'],
    ['items[0][ART][NO]', 'lines[0][sku]'],
    ['tags.red.c', 'labels.red.colour'],
    ['t.kids[0].kids[1].l', 'tree.children[0].children[1].label'],
    ['cents.amount', 'price'],
    ['q.from', 'filter.since'],
    ['q[from]', 'filter[since]'],
    ['top', 'root.up'],
    ['site.code', 'place'],
    ['DOC.TYPE', 'gateway'],
    ['items[2].MANDT', 'gateway'],
    ['DOC.BY', 'X-Actor'],
    ['username', 'userName'],
    ['no such thing', 'no such thing'],
    ['items[0', 'items[0'],
    ['a..b', 'a..b'],
    ['$', '$'],
  ];
  for (const [upstream, caller] of rows) {
    it(`${upstream} is ${caller}`, () => {
      assert.deepEqual(translate({ f: upstream }, rule({ form: 'dotted' })), { f: caller });
    });
  }
});

describe('a JSON Pointer', () => {
  const rows: [upstream: string, caller: string][] = [
    ['/profile/birth', '/born'],
    ['#/profile/birth', '#/born'],
    ['profile/birth', 'born'],
    ['/items/0/ART/NO', '/lines/0/sku'],
    ['/items/-/ART/NO', '/lines/-/sku'],
    ['/items/*/ART/NO', '/lines/*/sku'],
    ['/items/first/ART/NO', '/items/first/ART/NO'],
    ['/items/01/ART/NO', '/items/01/ART/NO'],
    ['/a~1b', '/a~1b'],
    ['#/a~1b', '#/a~1b'],
    ['/profile', ''],
    ['#/profile', '#'],
    ['/DOC/TYPE', ''],
    ['/nothing/here', '/nothing/here'],
    ['#/%', '#/%'],
    ['', ''],
  ];
  for (const [upstream, caller] of rows) {
    it(`${upstream} is ${caller}`, () => {
      assert.deepEqual(translate({ f: upstream }, rule({ form: 'pointer' })), { f: caller });
    });
  }
});

describe('a path', () => {
  const first = rule({ form: 'path', location: 'first' });
  const rows: [upstream: JsonValue[], caller: JsonValue[]][] = [
    [
      ['body', 'profile', 'birth'],
      ['body', 'born'],
    ],
    [
      ['body', 'items', 0, 'ART', 'NO'],
      ['body', 'lines', 0, 'sku'],
    ],
    [
      ['body', 'site', 'code'],
      ['query', 'place'],
    ],
    [
      ['query', 'username'],
      ['query', 'userName'],
    ],
    [
      ['header', 'x-debug'],
      ['query', 'trace'],
    ],
    [['header', 'x-api-key'], ['header']],
    [['body'], ['body']],
    [
      ['query', 'nothing'],
      ['query', 'nothing'],
    ],
    [['login'], ['name']],
    [[{ a: 1 }], [{ a: 1 }]],
  ];
  for (const [upstream, caller] of rows) {
    it(`${JSON.stringify(upstream)} is ${JSON.stringify(caller)}`, () => {
      assert.deepEqual(translate({ f: upstream }, first), { f: caller });
    });
  }

  it('has the locations in words of the upstream’s', () => {
    const words = { params: 'path', querystring: 'query' };
    const named = rule({ form: 'path', location: 'first', words });
    assert.deepEqual(translate({ f: ['body', 'site', 'code'] }, named), { f: ['querystring', 'place'] });
    assert.deepEqual(translate({ f: ['params', 'id'] }, named), { f: ['params', 'userId'] });
  });
});

describe('a location beside the name', () => {
  const errors = { at: '/errors/*/field', location: '/errors/*/in' };

  it('is found at a position of a list', () => {
    const content = { errors: [{ field: 'sid', in: 'cookie' }] };
    const first = rule({ at: '/errors/0/field', location: '/errors/0/in' });
    assert.deepEqual(translate(content, first), { errors: [{ field: 'session', in: 'cookie' }] });
    const moved = { errors: [{ field: 'site', in: 'body' }] };
    assert.deepEqual(translate(moved, first), { errors: [{ field: 'place', in: 'query' }] });
  });

  it('tells values of one name apart, and is the caller’s afterwards', () => {
    const other = operationOf(
      contractOf({
        route: 'POST /a/{order}',
        upstream: { route: 'POST /a/{id}' },
        path: { properties: { order: { ...text, 'x-upstream': 'id' } } },
        query: { properties: { who: { ...text, 'x-upstream': { in: 'body', name: 'person' } } } },
        body: body({ type: 'object', properties: { line: { ...text, 'x-upstream': 'id' } } }),
      }),
    );
    const rules = normalizeNames([errors], () => assert.fail());
    const { json } = compileTranslateNames(other, rules);
    const value = {
      errors: [
        { field: 'id', in: 'path' },
        { field: 'id', in: 'body' },
        { field: 'person', in: 'body' },
        { field: 'person' },
        { field: 'id', in: 7 },
      ],
    };
    assert.deepEqual(JSON.parse(JSON.stringify(json?.(value))), {
      errors: [
        { field: 'order', in: 'path' },
        { field: 'line', in: 'body' },
        { field: 'who', in: 'query' },
        { field: 'who' },
        { field: 'line', in: 7 },
      ],
    });
  });

  it('is written in a word of the upstream’s', () => {
    const named = { ...errors, words: { requestBody: 'body', querystring: 'query', qs: 'query' } };
    const value = {
      errors: [
        { field: 'code', in: 'requestBody' },
        { field: 'x-debug', in: 'header' },
      ],
    };
    assert.deepEqual(translate(value, named), {
      errors: [
        { field: 'place', in: 'querystring' },
        { field: 'trace', in: 'querystring' },
      ],
    });
  });

  it('can be one for all names', () => {
    assert.deepEqual(translate({ f: 'name' }, rule({ location: 'body' })), { f: 'fullName' });
  });
});

describe('names of members', () => {
  it('are rewritten, and the values stay', () => {
    const value = { errors: { username: ['short'], 'profile.birth': ['bad'], other: ['x'] } };
    assert.deepEqual(translate(value, { at: '/errors', keys: true, form: 'dotted' }), {
      errors: { userName: ['short'], born: ['bad'], other: ['x'] },
    });
  });

  it('that come to one name are joined where they are lists', () => {
    const value = { username: ['a'], Username: ['b'], userName: 'c' };
    assert.deepEqual(translate(value, { at: '', keys: true }), { username: ['a'], Username: ['b'], userName: 'c' });
    assert.deepEqual(translate({ username: ['a'], Username: ['b'] }, { at: '', keys: true }), { userName: ['a', 'b'] });
  });

  it('swap without loss', () => {
    assert.deepEqual(translate({ name: 1, login: 2 }, { at: '', keys: true }), { fullName: 1, name: 2 });
  });
});

describe('a text with names in it', () => {
  const message = { at: '/message', pattern: "field '([^']+)'", form: 'dotted' };

  it('has each of them rewritten, and nothing else', () => {
    const value = { message: "field 'username' and field 'items[3].ART.NO' (not username), field 'x'" };
    assert.deepEqual(translate(value, message), {
      message: "field 'userName' and field 'lines[3].sku' (not username), field 'x'",
    });
  });

  it('is rewritten by several patterns', () => {
    const value = { message: 'username: must not equal birth' };
    assert.deepEqual(
      translate(value, { at: '/message', pattern: '^(\\w+):' }, { at: '/message', pattern: 'equal (\\w+)$' }),
      { message: 'userName: must not equal born' },
    );
  });

  it('may be the whole answer', () => {
    const rules = normalizeNames([{ pattern: '"([^"]+)" is', form: 'dotted' }], () => assert.fail());
    const translated = compileTranslateNames(normalized, rules);
    assert.equal(translated.json, undefined);
    assert.equal(translated.text?.('error: "profile.birth" is wrong; "x" is'), 'error: "born" is wrong; "x" is');
  });

  it('takes time in proportion to its length', () => {
    const long = (end: string) => ({ message: `${'field '.repeat(50_000)}${end}` });
    assert.deepEqual(translate(long("field 'username'"), message), long("field 'userName'"));
  });
});

describe('an answer', () => {
  it('is the very same where nothing in it is a name', () => {
    const value = { errors: [{ field: 'shard' }], deep: { a: [1, { b: null }] } };
    assert.equal(translate(value, { at: '/errors/*/field' }, { at: '/deep/*/*/b' }, { at: '/none' }), value);
  });

  it('of problem+json has its pointers and its names of parameters rewritten', () => {
    const value = {
      title: 'Bad',
      errors: [{ pointer: '#/items/1/count', detail: 'x' }],
      'invalid-params': [{ name: 'username', reason: 'too short' }],
    };
    assert.deepEqual(translate(value, { at: '/errors/*/pointer', form: 'pointer' }, { at: '/invalid-params/*/name' }), {
      title: 'Bad',
      errors: [{ pointer: '#/lines/1/count', detail: 'x' }],
      'invalid-params': [{ name: 'userName', reason: 'too short' }],
    });
  });

  it('with ten thousand errors is rewritten in one walk', () => {
    const errors = Array.from({ length: 10_000 }, (_, index) => ({ field: `items[${index}].ART.NO` }));
    const translated = translate({ errors }, { at: '/errors/*/field', form: 'dotted' });
    assert.deepEqual(translated, { errors: errors.map((_, index) => ({ field: `lines[${index}].sku` })) });
  });
});

describe('a rule of names', () => {
  const rows: [what: string, rule: JsonValue, way: (string | number)[], message: RegExp][] = [
    ['without a place', {}, [0], /where the names are/],
    ['with a pattern that has no group', { at: '/m', pattern: 'x' }, [0, 'pattern'], /0 groups/],
    ['with a pattern that has two groups', { at: '/m', pattern: '(a)(b)' }, [0, 'pattern'], /2 groups/],
    ['with a broken pattern', { at: '/m', pattern: '(' }, [0, 'pattern'], /no regular expression/],
    ['with a pattern that looks around', { at: '/m', pattern: '(?=(a))' }, [0, 'pattern'], /looks around/],
    ['of plain text with a location beside it', { pattern: '(a)', location: '/in' }, [0], /text alone/],
    ['of members with a pattern', { at: '', keys: true, pattern: '(a)' }, [0, 'keys'], /as a whole/],
    ['of text as a path', { at: '', keys: true, form: 'path' }, [0, 'form'], /path is a list/],
    ['of a plain name with a location in it', { at: '/f', location: 'first' }, [0, 'location'], /no first step/],
    ['with a location elsewhere', { at: '/a/*/f', location: '/b/*/in' }, [0, 'location'], /not those of/],
    ['with a location deeper down', { at: '/a/*/f', location: '/a/*/b/*/in' }, [0, 'location'], /not those of/],
  ];
  for (const [what, written, way, message] of rows) {
    it(`${what} is a finding`, () => {
      const found: [readonly (string | number)[], Finding['message']][] = [];
      normalizeNames([written], (at, fault) => found.push([at, fault.message]));
      assert.equal(found.length, 1, JSON.stringify(found));
      assert.deepEqual(found[0]?.[0], way);
      assert.match(found[0]?.[1] ?? '', message);
    });
  }
});
