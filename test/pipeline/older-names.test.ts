import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { DeprecatedUse } from '../../src/pipeline/ageing/deprecated-use.ts';
import type { Api } from '../../src/pipeline/pipeline.ts';
import type { Violation } from '../../src/problem/violation.ts';
import { contractOf } from '../support/contract.ts';
import { apiOf, limits, refused, send, sent } from '../support/pipeline.ts';

const text = { type: 'string', minLength: 1 };
const atNoon = () => Date.parse('2027-07-01T00:00:00Z');

const api = (operation: object, now = () => 0): Api =>
  apiOf([contractOf({ route: 'GET /users', upstream: { route: 'GET /u' }, ...operation })], {}, { ...limits, now });

const query = {
  query: {
    required: ['userName'],
    properties: {
      userName: {
        ...text,
        'x-upstream': 'username',
        'x-alias': ['user_name', { name: 'X-User', in: 'header', sunset: '2027-06-30' }, { name: 'u', in: 'cookie' }],
      },
      tags: { type: 'array', items: { type: 'integer' }, 'x-alias': ['tag', { name: 'X-Tags', in: 'header' }] },
    },
  },
};

const violationsOf = (outcome: ReturnType<typeof send>): readonly Violation[] =>
  outcome.ok ? [] : (outcome.problem.errors ?? []);

describe('an older name of a parameter', () => {
  const users = api(query);

  const rows: Readonly<Record<string, [line: string, headers: readonly string[], sends: string]>> = {
    'in the same location': ['GET /users?user_name=ada', [], 'GET /u?username=ada'],
    'in a header, whatever its case': ['GET /users', ['x-USER', 'ada'], 'GET /u?username=ada'],
    'in a cookie': ['GET /users', ['Cookie', 'u=ada'], 'GET /u?username=ada'],
    'of a list, repeated as the current one': [
      'GET /users?userName=a&tag=1&tag=2',
      [],
      'GET /u?username=a&tags=1&tags=2',
    ],
    'of a list, in the style of a header': [
      'GET /users?userName=a',
      ['X-Tags', '1,2'],
      'GET /u?username=a&tags=1&tags=2',
    ],
    'beside the current name of another': ['GET /users?tags=1&user_name=a', [], 'GET /u?username=a&tags=1'],
  };
  for (const [name, [line, headers, sends]] of Object.entries(rows)) {
    it(`is read ${name}`, () => {
      const outgoing = sent(send(users, line, { headers }));
      assert.equal(outgoing.line, sends);
      assert.deepEqual(outgoing.headers, []);
    });
  }

  it('is what a violation names', () => {
    const [violation] = violationsOf(send(users, 'GET /users?user_name='));
    assert.equal(violation?.pointer, '#/user_name');
    assert.equal(violation?.name, 'user_name');
    assert.match(violation?.detail ?? '', /^`user_name` in query /);
    const outcome = send(users, 'GET /users?user_name=a&tag=x&tag=2');
    assert.deepEqual(refused(outcome), ['query/tag/0: type']);
  });

  it('in a header has its value in no message, though the current place is the query', () => {
    const contract = {
      query: { properties: { age: { type: 'integer', maximum: 9, 'x-alias': { name: 'X-Age', in: 'header' } } } },
    };
    const outcome = send(api(contract), 'GET /users', { headers: ['X-Age', '4711'] });
    assert.deepEqual(refused(outcome), ['header/X-Age: maximum']);
    assert.doesNotMatch(JSON.stringify(outcome), /4711/);
  });

  it('is refused beside the current one, whatever the values', () => {
    for (const line of ['GET /users?user_name=a&userName=a', 'GET /users?userName=b&user_name=a']) {
      const outcome = send(users, line);
      assert.deepEqual(refused(outcome), ['query/user_name: named-twice']);
      assert.equal(violationsOf(outcome)[0]?.suggestion, 'userName');
    }
  });

  it('is refused beside another older one', () => {
    assert.deepEqual(refused(send(users, 'GET /users?user_name=a', { headers: ['X-User', 'a'] })), [
      'header/X-User: named-twice',
    ]);
  });

  it('is accepted to the last second of its last day, and then refused with the new name', () => {
    const until = (at: string): Api => api(query, () => Date.parse(at));
    const request = { headers: ['X-User', 'ada'] };
    assert.equal(sent(send(until('2027-06-30T23:59:59Z'), 'GET /users', request)).line, 'GET /u?username=ada');
    const outcome = send(until('2027-07-01T00:00:00Z'), 'GET /users', request);
    assert.deepEqual(refused(outcome), ['header/X-User: retired']);
    const [violation] = violationsOf(outcome);
    assert.equal(violation?.suggestion, 'userName in query');
    assert.match(violation?.detail ?? '', /its last day was 2027-06-30; send `userName in query` instead/);
  });

  it('is never a suggestion', () => {
    const [violation] = violationsOf(send(users, 'GET /users?userName=a&usr_name=b'));
    assert.deepEqual([violation?.code, violation?.suggestion], ['unknown', 'userName']);
  });

  it('is not what a query that is too long is refused for', () => {
    const line = `GET /users?${Array.from({ length: 300 }, (_, index) => `a${index}=1`).join('&')}`;
    assert.deepEqual(refused(send(users, line)), ['query/a256: too-many']);
  });
});

const person = {
  type: 'object',
  required: ['userName'],
  properties: {
    userName: { ...text, 'x-upstream': 'username', 'x-alias': ['user_name', 'names/user'] },
    profile: { type: 'object', properties: { born: { type: 'string', format: 'date', 'x-alias': '/born' } } },
    friends: { type: 'array', items: { $ref: '#/$defs/Person' } },
    byRole: { type: 'object', additionalProperties: { $ref: '#/$defs/Person' } },
    fax: { type: 'string', deprecated: true, 'x-deprecated': { sunset: '2027-06-30', instead: 'phone' } },
    phone: { type: 'string' },
  },
};
const people = (now = () => 0, extra: object = {}): Api =>
  apiOf(
    [
      contractOf(
        {
          route: 'POST /users',
          upstream: { route: 'POST /u' },
          body: { content: { 'application/json': { $ref: '#/$defs/Person' } } },
        },
        { $defs: { Person: { ...person, ...extra } } },
      ),
    ],
    {},
    { ...limits, now },
  );
// An alias from the root cannot be in a schema that repeats itself, so it stands in a contract of its own below.
const { profile: _profile, ...repeated } = person.properties;
const tree = (now = () => 0): Api => people(now, { properties: repeated });

describe('an older name in a body', () => {
  const rows: Readonly<Record<string, [body: unknown, sends: unknown]>> = {
    'at the top': [{ user_name: 'ada' }, { username: 'ada' }],
    'as an older path, whose objects go with it': [{ names: { user: 'ada' } }, { username: 'ada' }],
    'in items of lists': [
      { user_name: 'a', friends: [{ userName: 'b' }, { user_name: 'c', friends: [{ user_name: 'd' }] }] },
      { username: 'a', friends: [{ username: 'b' }, { username: 'c', friends: [{ username: 'd' }] }] },
    ],
    'in values of maps': [
      { userName: 'a', byRole: { boss: { user_name: 'b' } } },
      { username: 'a', byRole: { boss: { username: 'b' } } },
    ],
  };
  for (const [name, [body, sends]] of Object.entries(rows)) {
    it(`is read ${name}`, () => {
      const outgoing = sent(send(tree(), 'POST /users', { body: JSON.stringify(body) }));
      assert.deepEqual(JSON.parse(outgoing.body ?? ''), sends);
    });
  }

  it('leads from the root to where the value stands now', () => {
    const contract = contractOf({
      route: 'POST /users',
      upstream: { route: 'POST /u' },
      body: { content: { 'application/json': { type: 'object', properties: { profile: person.properties.profile } } } },
    });
    const [users, body] = [apiOf([contract]), JSON.stringify({ born: '1815-12-10' })];
    assert.equal(sent(send(users, 'POST /users', { body })).body, '{"profile":{"born":"1815-12-10"}}');
    assert.deepEqual(refused(send(users, 'POST /users', { body: '{"born":"1815"}' })), ['body/born: format']);
  });

  it('is what a violation names, at any depth', () => {
    const body = JSON.stringify({ user_name: 'a', friends: [{ user_name: '' }, { names: { user: 7 } }] });
    const outcome = send(tree(), 'POST /users', { body });
    assert.deepEqual(refused(outcome), ['body/friends/0/user_name: minLength', 'body/friends/1/names/user: type']);
    assert.match(violationsOf(outcome)[0]?.detail ?? '', /^`friends\/0\/user_name` in the body /);
  });

  it('never writes into a body that the app has parsed', () => {
    const parsed = Object.freeze({ user_name: 'a', friends: Object.freeze([Object.freeze({ user_name: 'b' })]) });
    assert.deepEqual(JSON.parse(sent(send(tree(), 'POST /users', { parsed })).body ?? ''), {
      username: 'a',
      friends: [{ username: 'b' }],
    });
  });

  it('is refused beside the current one, and what else stands in its older place is unknown', () => {
    const body = JSON.stringify({ userName: 'a', friends: [{ userName: 'a', user_name: 'b' }], names: { other: 1 } });
    assert.deepEqual(refused(send(tree(), 'POST /users', { body })), [
      'body/friends/0/user_name: named-twice',
      'body/names: unknown',
    ]);
  });

  it('sends bytes on untouched where only current names are sent', () => {
    const contract = contractOf({
      route: 'POST /users',
      upstream: { route: 'POST /u' },
      body: {
        content: { 'application/json': { type: 'object', properties: { a: { type: 'string', 'x-alias': 'b' } } } },
      },
    });
    assert.equal(sent(send(apiOf([contract]), 'POST /users', { body: '{ "a": "1" }' })).body, '{ "a": "1" }');
    assert.equal(sent(send(apiOf([contract]), 'POST /users', { body: '{ "b": "1" }' })).body, '{"a":"1"}');
  });

  it('is typed as the current one where the body is a form', () => {
    const schema = {
      type: 'object',
      properties: {
        age: { type: 'integer', 'x-alias': 'years' },
        tags: { type: 'array', items: { type: 'integer' }, 'x-alias': 'tag' },
      },
    };
    const form = 'application/x-www-form-urlencoded';
    const body = { content: { [form]: schema }, upstreamType: 'application/json' };
    const users = apiOf([contractOf({ route: 'POST /users', upstream: { route: 'POST /u' }, body })]);
    const headers = ['Content-Type', form];
    assert.equal(
      sent(send(users, 'POST /users', { headers, body: 'years=7&tag=1&tag=2' })).body,
      '{"age":7,"tags":[1,2]}',
    );
    assert.deepEqual(refused(send(users, 'POST /users', { headers, body: 'years=old' })), ['body/years: type']);
  });

  it('counts on a branch as elsewhere', () => {
    const branch = (kind: string, alias: string) => ({
      required: ['kind', kind],
      properties: { kind: { const: kind }, [kind]: { type: 'string', 'x-alias': alias } },
    });
    const schema = { type: 'object', oneOf: [branch('mail', 'email'), branch('post', 'address')] };
    const contract = contractOf({
      route: 'POST /users',
      upstream: { route: 'POST /u' },
      body: { content: { 'application/json': schema } },
    });
    const body = '{"kind":"mail","email":"a"}';
    assert.deepEqual(JSON.parse(sent(send(apiOf([contract]), 'POST /users', { body })).body ?? ''), {
      kind: 'mail',
      mail: 'a',
    });
  });
});

describe('what is deprecated', () => {
  const usesOf = (users: Api, line: string, request: { body?: string; headers?: readonly string[] } = {}): string[] => {
    const [method = '', url = ''] = line.split(' ');
    const found = users.match(method, url);
    assert.ok(found.kind === 'operation');
    const uses: DeprecatedUse[] = [];
    const body =
      request.body === undefined ? undefined : ({ kind: 'bytes', bytes: Buffer.from(request.body) } as const);
    const rawHeaders = request.headers ?? (body === undefined ? [] : ['Content-Type', 'application/json']);
    found.operation.run({ method, url, rawHeaders, body, context: undefined }, found.pathValues, {
      used: (use) => void uses.push(use),
    });
    return uses.map((use) => `${use.kind} ${use.in} ${use.name} -> ${use.instead}`);
  };

  it('is told once for each thing, also of a request that is refused', () => {
    assert.deepEqual(usesOf(api(query), 'GET /users?user_name=&tag=1&tag=2'), [
      'alias query user_name -> userName',
      'alias query tag -> tags',
    ]);
    const body = JSON.stringify({ user_name: 'a', fax: '1', friends: [{ user_name: 'b' }, { user_name: 'c' }] });
    assert.deepEqual(usesOf(tree(), 'POST /users', { body }), [
      'member body fax -> phone',
      'alias body user_name -> userName',
    ]);
    assert.deepEqual(usesOf(tree(), 'POST /users', { body: '{"userName":"a"}' }), []);
  });

  it('is told of parameters although the body cannot be read', () => {
    const contract = { route: 'POST /users', ...query, body: { content: { 'application/json': {} } } };
    const request = { headers: ['Content-Type', 'application/json'], body: '{' };
    assert.deepEqual(usesOf(api(contract), 'POST /users?user_name=a', request), ['alias query user_name -> userName']);
  });

  it('is refused after its last day: a member, and a parameter', () => {
    const body = JSON.stringify({ userName: 'a', fax: '1' });
    const outcome = send(tree(atNoon), 'POST /users', { body });
    assert.deepEqual(refused(outcome), ['body/fax: retired']);
    assert.equal(violationsOf(outcome)[0]?.suggestion, 'phone');
    const sort = { type: 'string', 'x-deprecated': { sunset: '2027-06-30' } };
    const sorted = send(api({ query: { properties: { sort } } }, atNoon), 'GET /users?sort=a');
    assert.deepEqual(refused(sorted), ['query/sort: retired']);
    assert.match(violationsOf(sorted)[0]?.detail ?? '', /leave it out$/);
  });

  it('is refused after its last day: an operation, before anything of the request is judged', () => {
    const deprecated = { sunset: '2027-06-30', instead: 'findPeople' };
    const users = api({ ...query, deprecated }, atNoon);
    const outcome = send(users, 'GET /users');
    assert.deepEqual(refused(outcome), ['operation-retired']);
    assert.match(outcome.ok ? '' : (outcome.problem.detail ?? ''), /last day was 2027-06-30; use `findPeople` instead/);
    const found = users.match('GET', '/users');
    assert.equal(found.kind === 'operation' && found.operation.admit([])?.code, 'operation-retired');
  });
});
