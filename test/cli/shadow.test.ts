import assert from 'node:assert/strict';
import { describe, test, type TestContext } from 'node:test';
import { main } from '../../src/cli/main.ts';
import { shadowCommand } from '../../src/cli/shadow.ts';
import { contractFolder, soundContract } from './contract-folder.ts';
import { recordedTerminal } from './recorded-terminal.ts';

const { findUsers } = soundContract.operations;
const next = {
  ...soundContract,
  operations: {
    findUsers: {
      ...findUsers,
      query: {
        required: ['userName'],
        properties: {
          userName: { type: 'string', 'x-upstream': 'login' },
          age: { type: 'integer', maximum: 150 },
        },
      },
    },
  },
};
const contracts = { 'a.json': soundContract, 'b.json': next };
const both = ['--current', 'a.json', '--candidate', 'b.json'];

async function shadow(t: TestContext, files: Readonly<Record<string, object | string>>, ...words: readonly string[]) {
  const folder = await contractFolder({ ...contracts, ...files });
  t.after(() => folder.remove());
  const progress: string[] = [];
  const terminal = recordedTerminal({ folder: folder.path, showProgress: (text) => void progress.push(text) });
  const exitCode = await main(['shadow', ...words], [shadowCommand], terminal);
  return { exitCode, out: terminal.out, error: terminal.error, progress };
}

const lines = (...requests: readonly unknown[]): string =>
  requests.map((request) => `${JSON.stringify(request)}\n`).join('');
const get = (url: string) => ({ method: 'GET', url });

describe('paramap shadow', () => {
  test('tells differences by operation and field, with counts and one example, and exits with 1', async (t) => {
    const recorded = lines(
      get('/users?userName=ada'),
      get('https://api.example/users?userName=grace'),
      get('/users?userName=a&age=200'),
      get('/elsewhere'),
    );
    const { exitCode, out } = await shadow(t, { 'r.jsonl': recorded }, ...both, '--requests', 'r.jsonl');
    assert.equal(
      out,
      [
        'findUsers',
        '       2  query.user_name  removed "ada"  (r.jsonl:1)',
        '       2  query.login  added "ada"  (r.jsonl:1)',
        '       1  outcome  refused by the candidate: invalid-request  (r.jsonl:3)',
        '       1  query.age  refused by the candidate: maximum  (r.jsonl:3)',
        '3 of 3 requests differ; 1 have no route in either',
        '',
      ].join('\n'),
    );
    assert.equal(exitCode, 1);
  });

  test('exits with 0 where nothing differs', async (t) => {
    const words = ['--current', 'a.json', '--candidate', 'a.json', '--requests', 'r.jsonl'];
    const { exitCode, out } = await shadow(t, { 'r.jsonl': lines(get('/users?userName=ada')) }, ...words);
    assert.deepEqual([exitCode, out], [0, 'no difference in 1 request\n']);
  });

  test('says how many requests neither contract takes, so that none of them passes for one that is mapped alike', async (t) => {
    const files = { 'r.jsonl': lines(get('/users?userName=ada'), get('/users?nope=1'), get('/users?nope=2')) };
    const same = ['--current', 'a.json', '--candidate', 'a.json', '--requests', 'r.jsonl'];
    const { out } = await shadow(t, files, ...same);
    assert.equal(out, 'no difference in 3 requests; both refuse 2 of them\n');
    assert.match((await shadow(t, files, ...both, '--requests', 'r.jsonl')).out, /differ; both refuse 2 of them$/m);
    assert.equal(JSON.parse((await shadow(t, files, ...same, '--json')).out).refusedByBoth, 2);
  });

  test('tells the summary as JSON', async (t) => {
    const { out } = await shadow(
      t,
      { 'r.jsonl': lines(get('/users?userName=ada')) },
      ...both,
      '--requests',
      'r.jsonl',
      '--json',
    );
    const { compared, different, unmatched, rows } = JSON.parse(out);
    assert.deepEqual([compared, different, unmatched, rows.length], [1, 1, 0, 2]);
    assert.deepEqual(rows[1], {
      operation: 'findUsers',
      field: 'query.login',
      what: 'added',
      count: 1,
      example: { request: 1, candidate: 'ada', place: 'r.jsonl:1' },
    });
  });

  test('takes the current contracts of the options, and the mount off the paths', async (t) => {
    const files = {
      'paramap.config.json': { contracts: ['a.json'], upstreams: { users: { targets: ['http://127.0.0.1:1'] } } },
      'r.jsonl': lines(get('/api/users?userName=ada'), get('/users?userName=ada'), get('/apiary/users')),
    };
    const { out } = await shadow(t, files, '--candidate', 'b.json', '--requests', 'r.jsonl', '--mount', '/api');
    assert.match(out, /1 of 1 request differ/);
  });

  test('reads an HTTP Archive: its addresses, headers and contents', async (t) => {
    const schema = { type: 'object', properties: { name: { type: 'string' } } };
    const operation = (upstream: string) => ({
      addUser: {
        route: 'POST /users',
        upstream: { route: 'POST /u' },
        headers: { properties: { 'X-A': { type: 'string', 'x-upstream': upstream } } },
        body: { content: { 'application/json': schema } },
      },
    });
    const entry = {
      request: {
        method: 'POST',
        url: 'https://api.example/users',
        httpVersion: 'h2',
        headers: [
          { name: ':authority', value: 'api.example' },
          { name: 'content-encoding', value: 'gzip' },
          { name: 'X-A', value: 'secret' },
        ],
        postData: { mimeType: 'application/json', text: '{"name":"ada"}' },
      },
    };
    const files = {
      'a.json': { ...soundContract, operations: operation('X-B') },
      'b.json': { ...soundContract, operations: operation('X-C') },
      'r.har': { log: { version: '1.2', entries: [entry, entry] } },
    };
    const { out } = await shadow(t, files, ...both, '--requests', 'r.har');
    assert.equal(
      out,
      [
        'addUser',
        '       2  header.x-b  removed  (r.har entry 1)',
        '       2  header.x-c  added  (r.har entry 1)',
        '2 of 2 requests differ',
        '',
      ].join('\n'),
    );
  });

  test('reads contents of lines as text, as JSON to the last digit, and as bytes', async (t) => {
    const schema = { type: 'object', properties: { id: { type: 'integer' } } };
    const operations = (extra: object) => ({
      addUser: {
        route: 'POST /users',
        upstream: { route: 'POST /u' },
        body: { content: { 'application/json': { ...schema, ...extra } } },
      },
    });
    const files = {
      'a.json': { ...soundContract, operations: operations({}) },
      'b.json': { ...soundContract, operations: operations({ properties: { id: { const: 1 } } }) },
      'r.jsonl': [
        '{"method":"POST","url":"/users","body":{"id":12345678901234567890}}',
        '{"method":"POST","url":"/users","headers":{"Content-Type":"application/json"},"body":"{\\"id\\":2}"}',
        '{"method":"POST","url":"/users","headers":[["Content-Type","application/json"]],"bodyBase64":"eyJpZCI6M30="}',
      ].join('\r\n'),
    };
    const { out } = await shadow(t, files, ...both, '--requests', 'r.jsonl');
    assert.match(out, /3 {2}body\.id {2}refused by the candidate: const {2}\(r\.jsonl:1\)/);
  });

  const faults: Readonly<Record<string, [file: string, message: RegExp]>> = {
    'is no JSON': ['{"method":"GET","url":"/users"}\n{oops}\n', /^r\.jsonl:2 is not JSON: /],
    'is no object': ['\n\n7\n', /^r\.jsonl:3 is no JSON object/],
    'has no address': ['{"method":"GET"}', /^r\.jsonl:1: `url` is no address/],
    'has no method': ['{"url":"/users"}', /^r\.jsonl:1: `method` is no HTTP method/],
    'has headers that are none': ['{"method":"GET","url":"/users","headers":7}', /^r\.jsonl:1: `headers` is neither/],
    'is an archive without entries': ['{"log":{}}', /^r\.jsonl: it has no `log\.entries`/],
    'is an archive that is cut off': ['{"log":{"entries":[', /^r\.jsonl is not JSON: /],
  };
  for (const [name, [text, message]] of Object.entries(faults)) {
    test(`says where a file ${name}, and exits with 2`, async (t) => {
      const { exitCode, error } = await shadow(t, { 'r.jsonl': text }, ...both, '--requests', 'r.jsonl');
      assert.match(error, message);
      assert.equal(exitCode, 2);
    });
  }

  test('asks for what is missing', async (t) => {
    const [none, requests, file, mount] = [
      await shadow(t, {}),
      await shadow(t, {}, ...both),
      await shadow(t, {}, ...both, '--requests', 'nowhere.har'),
      await shadow(t, {}, ...both, '--requests', 'a.json', '--mount', 'api'),
    ];
    assert.match(none.error, /which contracts are to come\?/);
    assert.match(requests.error, /which requests\?/);
    assert.match(file.error, /there is no file nowhere\.har/);
    assert.match(mount.error, /--mount is a path such as \/api/);
  });

  test('shows progress on a long file, and a screen of rows at most', async (t) => {
    const many = Array.from({ length: 2500 }, (_, index) => get(`/users?userName=a&name${index % 50}=1`));
    const { out, progress } = await shadow(
      t,
      { 'b.json': { ...soundContract, unknown: { query: 'drop' } }, 'r.jsonl': lines(...many) },
      ...both,
      '--requests',
      'r.jsonl',
    );
    assert.deepEqual(progress, ['1000 requests compared', '2000 requests compared', '']);
    assert.equal(out.split('\n').length, 1 + 30 + 1 + 1 + 1);
    assert.match(out, /\.\.\. and 21 more kinds of differences; --json lists them all/);
  });
});
