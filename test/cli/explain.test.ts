import assert from 'node:assert/strict';
import { describe, test, type TestContext } from 'node:test';
import { explainCommand } from '../../src/cli/explain.ts';
import { main } from '../../src/cli/main.ts';
import { contractFolder } from './contract-folder.ts';
import { recordedTerminal } from './recorded-terminal.ts';

const examples = 'schemas/examples/*.contract.json';

async function explain(...words: readonly string[]) {
  const terminal = recordedTerminal({ input: '{"userName":"from input"}' });
  const exitCode = await main(['explain', ...words, '--contracts', examples], [explainCommand], terminal);
  return { exitCode, out: terminal.out, error: terminal.error };
}

describe('paramap explain', () => {
  test('shows the operation, the values, what they become, and the request as a curl line', async () => {
    const { exitCode, out } = await explain('GET /users?userName=ada&tags=a&tags=b&status=inactive');
    assert.equal(exitCode, 0);
    assert.match(out, /^Operation\n {2}findUsers, GET \/users, of schemas\/examples\/users\.contract\.json\n/);
    assert.match(out, /^Decoded\n {2}query userName {2}"ada"\n {2}query tags {6}\["a","b"\]\n/m);
    assert.match(out, /^Mapped\n[\s\S]* {2}query username +"ada"\n[\s\S]*^ {2}query tag +\["a","b"\]\n/m);
    assert.match(
      out,
      /^Sent to users\n {2}curl 'http:\/\/users\/api\/v1\/resource\?v=2&username=ada&tag=a%7Cb&status=0' -H 'x-api-key: \*\*\*'\n/m,
    );
  });

  test('shows the problem as the caller would get it', async () => {
    const { exitCode, out } = await explain('GET /users?username=ada&age=None');
    assert.equal(exitCode, 1);
    assert.match(out, /^Answered with 400\n\{\n {2}"type": "urn:problem-type:paramap:invalid-request",/m);
    assert.match(out, /"suggestion": "userName"/);
    assert.doesNotMatch(out, /curl/);
  });

  test('shows the routes where none matches', async () => {
    const { exitCode, out } = await explain('GET /userz');
    assert.equal(exitCode, 1);
    assert.match(out, /^Answered with 404\n/);
    assert.match(out, /^Declared routes\n[\s\S]* {2}GET \/users\n/m);
  });

  test('shows the methods of a path that is there', async () => {
    const { out } = await explain('DELETE /users');
    assert.match(out, /^Answered with 405\n[\s\S]*GET/);
  });

  test('explains as JSON', async () => {
    const { out } = await explain('/users?userName=ada', '--json', '--upstream', 'users=http://10.0.0.1:8080/base/');
    const explanation = JSON.parse(out);
    assert.deepEqual(explanation.operation, {
      name: 'findUsers',
      route: 'GET /users',
      contract: 'schemas/examples/users.contract.json',
    });
    assert.deepEqual(explanation.decoded.query, { userName: 'ada' });
    assert.equal(explanation.outgoing.url, 'http://10.0.0.1:8080/base/api/v1/resource?v=2&username=ada&status=1');
    assert.match(explanation.curl, /^curl 'http:\/\/10\.0\.0\.1:8080\/base\/api/);
  });
});

describe('a typed request', () => {
  const put = '/users/123e4567-e89b-12d3-a456-426614174000';
  const rows: readonly [name: string, words: readonly string[], shown: RegExp][] = [
    ['may be two words', ['GET', '/users?userName=a b'], /username +"a b"/],
    ['is a GET without a method', ['/users?userName=ada'], /GET \/users/],
    ['has its characters encoded as a client does', ['GET /users?userName=Zoë'], /username=Zo%C3%AB/],
    ['has no fragment', ['GET /users?userName=ada#top'], /username=ada&/],
    ['has a body, as JSON', [`PUT ${put}`, '-d', '{"userName":"ada"}'], /--data-raw '\{"username":"ada"\}'/],
    [
      'has a body from a file',
      [`PUT ${put}`, '-d', '@test/cli/user.json'],
      /--data-raw '\{"username":"from a file"\}'/,
    ],
    ['has a body from standard input', [`PUT ${put}`, '-d', '@-'], /--data-raw '\{"username":"from input"\}'/],
    [
      'has the media type that it says',
      [`PUT ${put}`, '-d', '{}', '-H', 'Content-Type: text/plain'],
      /Answered with 415/,
    ],
    ['has a body without a fault in its JSON', [`PUT ${put}`, '-d', '{'], /malformed-body/],
    [
      'has headers',
      ['GET /invoices', '-H', 'X-Tenant: acme', '-H', 'Cookie: session=abcdefabcdefabcdefabcdefabcdefab'],
      /\/t\/acme\//,
    ],
  ];
  for (const [name, words, shown] of rows) {
    test(name, async () => assert.match((await explain(...words)).out, shown));
  }

  const wrong: readonly [name: string, words: readonly string[], message: RegExp][] = [
    ['nothing', [], /^which request\? For example: 'GET \/users/],
    ['three words', ['GET', '/users', 'x'], /^one request, in quotes; what is x\?\n/],
    ['a whole address', ['GET http://127.0.0.1/users'], /^the path must begin with "\/"/],
    ['no method', ['G(T /users'], /^G\(T is no method/],
    ['a header without a colon', ['/users', '-H', 'Accept'], /^-H wants 'name: value', not "Accept"/],
    ['a header of two lines', ['/users', '-H', 'A: b\r\nC: d'], /^the value of A holds a line break/],
    ['a file that is not there', ['/users', '-d', '@nothing.json'], /^nothing\.json cannot be read/],
    ['a context that is no object', ['/users', '--context', '[]'], /^--context wants a JSON object/],
  ];
  for (const [name, words, message] of wrong) {
    test(`${name} is refused`, async () => {
      const { exitCode, error } = await explain(...words);
      assert.equal(exitCode, 2);
      assert.match(error, message);
    });
  }
});

describe('what is sensitive is masked wherever it lands', () => {
  const secret = 'S3CR3TS3CR3T';
  const sensitive = { type: 'string', 'x-sensitive': true };
  const contract = {
    title: 'Vault',
    upstream: {
      name: 'vault',
      headers: { 'x-api-key': { secret: 'VAULT_KEY' } },
      query: { key: { secret: 'VAULT_KEY' } },
    },
    operations: {
      open: {
        route: 'POST /vaults/{id}',
        upstream: {
          route: 'POST /v/{id}',
          headers: {
            'x-copy': { from: 'query:pin' },
            'x-text': { template: 'pin={query:pin} name={query:name}' },
            'x-deep': { from: 'body:/login/password' },
          },
          body: { '/key': { secret: 'VAULT_KEY' }, '/pin': { from: 'query:pin' } },
        },
        path: { properties: { id: sensitive } },
        query: {
          properties: {
            name: { type: 'string' },
            pin: sensitive,
            moved: { ...sensitive, 'x-upstream': { in: 'header', name: 'x-moved' } },
            coded: { ...sensitive, 'x-upstream': { codec: 'base64' } },
            list: { type: 'array', items: sensitive },
            joined: { type: 'array', items: sensitive, 'x-upstream': { codec: { join: ';' } } },
            box: {
              type: 'object',
              properties: { inner: sensitive, shown: { type: 'string' } },
              'x-style': 'deepObject',
              'x-explode': true,
            },
          },
        },
        headers: { properties: { 'X-Token': sensitive } },
        cookies: { properties: { session: sensitive } },
        body: {
          content: {
            'application/json': {
              type: 'object',
              properties: {
                login: { type: 'object', properties: { user: { type: 'string' }, password: sensitive } },
                renamed: { ...sensitive, 'x-upstream': 'deep/name' },
                codes: {
                  type: 'array',
                  items: { type: 'object', properties: { code: { ...sensitive, 'x-upstream': { codec: 'upper' } } } },
                },
                wrapped: { type: 'object', properties: { inner: sensitive }, 'x-upstream': { codec: 'json' } },
                everything: { type: 'object', 'x-sensitive': true, additionalProperties: true },
                patterned: { type: 'object', patternProperties: { '^x': sensitive }, additionalProperties: false },
                others: { type: 'object', additionalProperties: sensitive },
                first: { type: 'array', prefixItems: [sensitive], items: { type: 'string' } },
              },
            },
          },
        },
      },
    },
  };
  const request = [
    `POST /vaults/${secret}?name=shown&pin=${secret}&moved=${secret}&coded=${secret}&list=${secret}&joined=${secret}&joined=${secret}&box[inner]=${secret}&box[shown]=yes`,
    ...['-H', `X-Token: ${secret}`, '-H', `Cookie: session=${secret}`, '-H', `Authorization: Bearer ${secret}`],
    '-d',
    JSON.stringify({
      login: { user: 'shown', password: secret },
      renamed: secret,
      codes: [{ code: secret }],
      wrapped: { inner: secret },
      everything: { a: [secret] },
      patterned: { xa: secret },
      others: { o: secret },
      first: [secret, 'shown'],
    }),
  ];

  async function open(t: TestContext, ...words: readonly string[]) {
    const folder = await contractFolder({ 'vault.json': contract });
    t.after(() => folder.remove());
    const terminal = recordedTerminal({ folder: folder.path, environment: { VAULT_KEY: `key-${secret}` } });
    const exitCode = await main(['explain', ...words, '--contracts', 'vault.json'], [explainCommand], terminal);
    return { exitCode, out: terminal.out, all: terminal.out + terminal.error };
  }
  // As it is, turned to capitals, and as base64 at each of the three offsets.
  const traces = [
    secret,
    ...[0, 1, 2].map((offset) =>
      Buffer.from('x'.repeat(offset) + secret)
        .toString('base64')
        .slice(4, 14),
    ),
  ];
  const assertHidden = (text: string): void => {
    for (const trace of traces)
      assert.ok(!text.toUpperCase().includes(trace.toUpperCase()), `${trace} is hidden in\n${text}`);
  };

  test('in an accepted request, as text and as JSON', async (t) => {
    for (const words of [request, [...request, '--json']]) {
      const { exitCode, out, all } = await open(t, ...words);
      assert.equal(exitCode, 0, all);
      assertHidden(all);
      assert.match(out, /\*\*\*/);
      assert.match(out, /shown/);
    }
  });

  test('and all that is not sensitive is shown as it is sent', async (t) => {
    const { out } = await open(t, ...request, '--json');
    const { outgoing } = JSON.parse(out);
    assert.equal(
      outgoing.url,
      'http://vault/v/***?key=***&name=shown&pin=***&coded=***&list=***&joined=***%3B***&box%5Binner%5D=***&box%5Bshown%5D=yes',
    );
    const body = JSON.parse(outgoing.body);
    assert.deepEqual(body.login, { user: 'shown', password: '***' });
    assert.deepEqual(body.deep, { name: '***' });
    assert.deepEqual(body.codes, [{ code: '***' }]);
    assert.deepEqual(body.first, ['***', 'shown']);
    assert.deepEqual([body.key, body.pin], ['***', '***']);
    assert.ok(outgoing.headers.includes('pin=*** name=shown'));
  });

  test('in a refused request', async (t) => {
    const { exitCode, all } = await open(t, ...request.map((word) => word.replace('name=shown', 'nam=shown')));
    assert.equal(exitCode, 1);
    assertHidden(all);
  });
});

describe('paramap explain tells of what things are made', () => {
  test('each outgoing value, from where and through what, with the lines of the contract', async () => {
    const { out } = await explain('GET /users?userName=ada&since=2025-11-20T09:30:00Z', '-H', 'Accept: a/b');
    const contract = 'schemas/examples/users\\.contract\\.json:\\d+';
    const rows = [
      `  header x-api-key +<- secret USERS_API_KEY +${contract}`,
      `  query v +<- constant +${contract}`,
      `  query username +<- query userName +${contract}`,
      `  query since_ts +<- query since, through unix-seconds +${contract}`,
      `  query status +<- default of query status, through \\{"values".* +${contract}`,
      '  header Accept +<- header Accept, as it came',
    ];
    for (const row of rows) assert.match(out, new RegExp(`^Made of\\n[\\s\\S]*^${row}$`, 'm'));
  });

  test('as JSON', async () => {
    const { out } = await explain('GET /users?userName=ada', '--json');
    const [row] = JSON.parse(out).lineage.filter((each: { to: { name: string } }) => each.to.name === 'username');
    assert.equal(row.value, 'ada');
    assert.deepEqual(row.from, [{ kind: 'value', place: { in: 'query', name: 'userName', pointer: '' } }]);
    assert.deepEqual(row.rules, [
      {
        file: 'schemas/examples/users.contract.json',
        pointer: '/operations/findUsers/query/properties/userName/x-upstream',
        line: 22,
      },
    ]);
  });
});

describe('paramap explain --answer', () => {
  const contract = {
    title: 'Vault',
    upstream: { name: 'vault' },
    operations: {
      open: {
        route: 'GET /vaults/{id}',
        upstream: { route: 'GET /v/{id}' },
        path: { properties: { id: { type: 'integer' } } },
        responseValidation: 'enforce',
        responses: {
          '200': {
            headers: { properties: { 'X-Pin': { type: 'string', 'x-sensitive': true, 'x-upstream': 'P' } } },
            content: {
              'application/json': {
                type: 'object',
                required: ['owner'],
                properties: {
                  owner: { type: 'string', 'x-upstream': 'HEAD/OWNER' },
                  code: { type: 'string', 'x-sensitive': true, 'x-upstream': { name: 'CODE', codec: 'lower' } },
                },
              },
            },
          },
        },
      },
    },
  };
  const json = { headers: { P: 'PL4NT3D' }, body: { HEAD: { OWNER: 'ada' }, CODE: 'PL4NT3D' } };

  async function answer(t: TestContext, files: Record<string, object | string>, ...words: readonly string[]) {
    const folder = await contractFolder({ 'vault.json': contract, ...files });
    t.after(() => folder.remove());
    const input = JSON.stringify(json);
    const terminal = recordedTerminal({ folder: folder.path, input });
    const all = ['explain', 'GET /vaults/7', ...words, '--contracts', 'vault.json'];
    const exitCode = await main(all, [explainCommand], terminal);
    return { exitCode, out: terminal.out, error: terminal.error };
  }

  test('shows what the caller gets, and of what it is made', async (t) => {
    const { exitCode, out } = await answer(t, { 'a.json': json }, '--answer', 'a.json');
    assert.equal(exitCode, 0);
    assert.match(out, /^The caller gets\n {2}status +200\n[\s\S]* {2}body +\{"owner":"ada","code":"\*\*\*"\}\n/m);
    assert.match(out, /^ {2}body \/owner +<- body \/HEAD\/OWNER +vault\.json:\d+\n/m);
    assert.match(out, /^ {2}body \/code +<- body \/CODE, through lower +vault\.json:\d+\n/m);
    assert.match(out, /^ {2}header X-Pin +<- header P +vault\.json:\d+\n/m);
  });

  test('hides what is sensitive, as text and as JSON', async (t) => {
    for (const words of [[], ['--json']]) {
      const { out, error } = await answer(t, { 'a.json': json }, '--answer', 'a.json', ...words);
      assert.doesNotMatch(out + error, /pl4nt3d/i);
      assert.match(out, /\*\*\*/);
    }
  });

  const raw = `HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n`;
  const forms: readonly [name: string, files: Record<string, object | string>, file: string][] = [
    ['the bytes of an HTTP answer', { a: `${raw}{"HEAD":{"OWNER":"ada"}}` }, 'a'],
    ['the same with plain line ends', { a: `${raw.replaceAll('\r', '')}{"HEAD":{"OWNER":"ada"}}` }, 'a'],
    ['standard input', {}, '-'],
  ];
  for (const [name, files, file] of forms) {
    test(`reads ${name}`, async (t) => {
      const { exitCode, out } = await answer(t, files, '--answer', file);
      assert.match(out, /"owner":"ada"/);
      assert.equal(exitCode, 0);
    });
  }

  test('shows the problem that is answered in its place, and why', async (t) => {
    const { exitCode, out } = await answer(t, { 'a.json': { body: {} } }, '--answer', 'a.json');
    assert.match(out, /^The caller is answered with 502\n[\s\S]*upstream-contract-violation/m);
    assert.match(out, /^Does not fit the contract\n {2}required: `owner` in the body is required\n/m);
    assert.equal(exitCode, 1);
  });

  const wrong: readonly [name: string, content: object | string, message: RegExp][] = [
    ['no JSON', '{', /^a\.json is neither an HTTP answer nor JSON: line 1/],
    ['no object', '[]', /^a\.json: an answer is written/],
    ['a misspelt member', { stauts: 200 }, /^a\.json: `stauts` is unknown; did you mean `status`\?/],
    ['a status that is none', { status: 99 }, /^a\.json: the status is a whole number from 200 to 599, not 99/],
    ['a header that is no text', { headers: { a: 1 } }, /^a\.json: the header a is no field/],
    ['a status line that is none', 'HTTP/1.1 OK\r\n\r\n', /^a\.json begins with no status line/],
    ['a field without a name', 'HTTP/1.1 200 OK\r\nnothing\r\n\r\n', /^a\.json has a line that is no header field/],
  ];
  for (const [name, content, message] of wrong) {
    test(`refuses ${name}`, async (t) => {
      const { exitCode, error } = await answer(t, { 'a.json': content }, '--answer', 'a.json');
      assert.match(error, message);
      assert.equal(exitCode, 2);
    });
  }

  test('refuses a file that is not there, and standard input twice', async (t) => {
    assert.match((await answer(t, {}, '--answer', 'none.json')).error, /^none\.json cannot be read/);
    assert.match((await answer(t, {}, '--answer', '-', '-d', '@-')).error, /^standard input is either/);
  });
});
