import assert from 'node:assert/strict';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test, type TestContext } from 'node:test';
import { checkCommand } from '../../src/cli/check.ts';
import { main } from '../../src/cli/main.ts';
import { contractFolder } from './contract-folder.ts';
import { recordedTerminal } from './recorded-terminal.ts';

const contract = (more: object = {}) => ({
  title: 'People',
  upstream: { name: 'people', expects: { openapi: './backend.json' } },
  operations: {
    find: { route: 'GET /people', query: { properties: { age: { type: 'integer', maximum: 150 } } }, upstream: more },
  },
});

const backend = {
  openapi: '3.1.0',
  info: { title: 'People', version: '1' },
  paths: {
    '/people': {
      get: {
        parameters: [{ in: 'query', name: 'age', schema: { $ref: 'schemas.json#/age' } }],
        responses: { 200: { description: 'found' } },
      },
    },
  },
};

const age = (maximum: number) => ({ age: { type: 'integer', maximum } });

/** A folder whose contract is proved, checked once; `again` tells what a check shows of one operation, and where it looked. */
async function checked(t: TestContext, written: object = contract()) {
  const files = { 'people.contract.json': written, 'backend.json': backend, 'schemas.json': age(150) };
  const folder = await contractFolder(files);
  t.after(() => folder.remove());
  const again = async (environment: Readonly<Record<string, string>> = {}, options?: string) => {
    const terminal = recordedTerminal({ folder: folder.path, environment });
    const config = options === undefined ? [] : ['--config', options];
    await main(['check', '*.contract.json', '--cache', 'kept', ...config], [checkCommand], terminal);
    const [, status] = /^ {2}(\w+) +find/m.exec(terminal.out) ?? [];
    return { status, out: terminal.out };
  };
  const write = (name: string, value: object) => writeFile(join(folder.path, name), JSON.stringify(value));
  return { again, write, folder: folder.path, first: await again() };
}

test('what has not changed is told again from one file', async (t) => {
  const { first, again, folder } = await checked(t);
  assert.equal(first.status, 'proved');
  assert.equal((await again()).out, first.out);
  const names = (await readdir(join(folder, 'kept'))).filter((name) => name.endsWith('.check.json'));
  assert.equal(names.length, 1);
  // Nothing else is looked at: what stands there is told, whatever it is.
  const path = join(folder, 'kept', names[0] ?? '');
  const kept = JSON.parse(await readFile(path, 'utf8'));
  await writeFile(path, JSON.stringify({ ...kept, result: { ...kept.result, contracts: 7 } }));
  assert.match((await again()).out, /7 contracts/);
});

const changes: Readonly<Record<string, readonly [name: string, value: object, status: string]>> = {
  'a contract': ['people.contract.json', contract({ query: { to: 1 } }), 'refuted'],
  'a contract that a pattern means from now on': ['more.contract.json', { title: 'No', operations: {} }, ''],
  'what the backend says': ['backend.json', { ...backend, paths: {} }, 'unreadable'],
  'a file that the backend refers to': ['schemas.json', age(100), 'refuted'],
};

for (const [title, [name, value, status]] of Object.entries(changes)) {
  test(`${title} has changed, and is checked again`, async (t) => {
    const { first, again, write } = await checked(t);
    await write(name, value);
    const second = await again();
    assert.notEqual(second.out, first.out);
    if (status !== '') assert.equal(second.status, status);
  });
}

test('a secret that is not set is kept as missing, and looked for again', async (t) => {
  const { first, again } = await checked(t, contract({ headers: { 'x-key': { secret: 'PEOPLE_KEY' } } }));
  assert.match(first.out, /PEOPLE_KEY/);
  assert.equal((await again()).out, first.out);
  assert.doesNotMatch((await again({ PEOPLE_KEY: 'k' })).out, /PEOPLE_KEY.*not set/);
});

test('options that change what is sent are compared', async (t) => {
  const { again, write } = await checked(t);
  const upstreams = { people: { targets: ['http://127.0.0.1:1'] } };
  await write('options.json', { upstreams });
  assert.equal((await again({}, 'options.json')).status, 'proved');
  await write('options.json', { upstreams, unknown: { query: 'forward' } });
  assert.equal((await again({}, 'options.json')).status, 'tested');
});

test('beside what is refuted nobody reads that nothing is wrong', async (t) => {
  const { first, again, write } = await checked(t);
  assert.match(first.out, /nothing is wrong/);
  await write('schemas.json', age(100));
  const { status, out } = await again();
  assert.equal(status, 'refuted');
  assert.doesNotMatch(out, /nothing is wrong/);
});
