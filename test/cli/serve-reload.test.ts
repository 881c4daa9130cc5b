import assert from 'node:assert/strict';
import { mkdir, rename, rm, symlink, truncate, writeFile } from 'node:fs/promises';
import http from 'node:http';
import { join } from 'node:path';
import { describe, test, type TestContext } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { main } from '../../src/cli/main.ts';
import { serveCommand } from '../../src/cli/serve.ts';
import { listen } from '../support/listen.ts';
import { faultyContract, soundContract } from './contract-folder.ts';
import { eventually } from './paramap-process.ts';
import { recordedTerminal } from './recorded-terminal.ts';
import { servedFolder } from './served-folder.ts';

/** A contract that sends `userName` by this name. */
const sending = (name: string, more: object = {}) => ({
  ...soundContract,
  operations: {
    findUsers: {
      ...soundContract.operations.findUsers,
      query: { properties: { userName: { type: 'string', 'x-upstream': name, ...more } } },
    },
  },
});

/** A contract with one operation at a path. */
const itemsAt = (path: string) => ({
  ...soundContract,
  operations: { [path.slice(1)]: { ...soundContract.operations.findUsers, route: `GET ${path}` } },
});

interface Given {
  readonly flags?: readonly string[];
  /** In place of members of the options. */
  readonly config?: object;
  readonly files?: Readonly<Record<string, object | string>>;
  /** Makes what else stands in the folder. */
  before?(folder: string): Promise<void>;
}

/** `paramap serve` in this process, with its contract at `users.contract.json`, until the test is over. */
async function serving(t: TestContext, given: Given = {}) {
  const { upstream, folder } = await servedFolder(t, {
    contract: sending('n0'),
    config: { listen: { port: 0, drainMs: 2000 }, ...given.config },
    others: given.files,
  });
  await given.before?.(folder);
  const stop = new AbortController();
  const signals = new Map<string, () => void>();
  const terminal = recordedTerminal({
    folder,
    stopSignal: () => stop.signal,
    onSignal: (signal, listener) => void signals.set(signal, listener),
  });
  const exit = main(['serve', ...(given.flags ?? [])], [serveCommand], terminal);
  t.after(async () => {
    stop.abort();
    await exit;
  });
  await eventually('it listens', () => terminal.out !== '' || terminal.error !== '');
  const url = /listening on (\S+)/.exec(terminal.out)?.[1] ?? assert.fail(terminal.error);
  const told = (text: string) => terminal.error.split(text).length - 1;
  return {
    url,
    folder,
    upstream,
    terminal,
    exit,
    stop: () => stop.abort(),
    contract: join(folder, 'users.contract.json'),
    /** The name by which the upstream gets the parameter now. */
    async sentAs(): Promise<string> {
      const answer = await fetch(`${url}/users?userName=ada`);
      assert.equal(answer.status, 200, await answer.text());
      return /\?(\w+)=ada$/.exec(upstream.last().rawUrl)?.[1] ?? '';
    },
    /** Sends a signal and waits for what comes of it. */
    async signal(name: 'SIGHUP' | 'SIGUSR2', outcome: string): Promise<void> {
      const before = told(outcome);
      signals.get(name)?.();
      await eventually(`${outcome} in ${terminal.error}`, () => told(outcome) > before);
    },
    told,
  };
}

const write = (path: string, content: object | string) =>
  writeFile(path, typeof content === 'string' ? content : JSON.stringify(content));

describe('paramap serve reloads at SIGHUP', () => {
  test('contracts and options, and says what only a start can change', async (t) => {
    const { signal, sentAs, contract, folder, terminal, upstream } = await serving(t);
    await write(contract, sending('n1'));
    await signal('SIGHUP', 'reloaded\n');
    assert.equal(await sentAs(), 'n1');
    const config = { contracts: '*.contract.json', upstreams: { users: { targets: [`${upstream.url}/base`] } } };
    await write(join(folder, 'paramap.config.json'), { ...config, listen: { port: 1 } });
    await signal('SIGHUP', 'reloaded\n');
    assert.match(terminal.error, /`listen\.port` stays 0 until the next start/);
    await sentAs();
    assert.match(upstream.last().rawUrl, /^\/base\/v1\/users/);
    await signal('SIGUSR2', 'there are no workers to replace');
  });

  test('and changes nothing where options are wrong or gone', async (t) => {
    const { signal, sentAs, folder, terminal, told } = await serving(t);
    const config = join(folder, 'paramap.config.json');
    await write(config, '{\n  "contracts": "*.contract.json",\n  "limit": {}\n}');
    await signal('SIGHUP', 'not reloaded: ');
    assert.match(terminal.error, /paramap\.config\.json:3:\d+ error .*did you mean `limits`/s);
    await rm(config);
    await signal('SIGHUP', 'not reloaded;');
    assert.match(terminal.error, /which contracts\?/);
    assert.equal(await sentAs(), 'n0');
    assert.equal(told('reloaded\n'), 0);
  });

  test('and says of a changed module that it is imported at the next start', async (t) => {
    const files = { 'key.mjs': 'export default () => "one";' };
    const { signal, folder, terminal } = await serving(t, {
      config: { callerKey: './key.mjs', listen: { port: 0 } },
      files,
    });
    await writeFile(join(folder, 'key.mjs'), 'export default () => "two";');
    await signal('SIGHUP', 'reloaded\n');
    assert.match(terminal.error, /paramap\.config\.json:\d+:\d+ warning.*key\.mjs has changed since it was imported/s);
  });

  // Attack 22 of hostile files. Each row makes the file; what it was before is served on.
  const deep = `${'['.repeat(100_000)}${']'.repeat(100_000)}`;
  const withRef = (ref: string) => sending('x', { $ref: ref });
  const loop = {
    ...sending('x', { $ref: '#/$defs/a' }),
    $defs: { a: { $ref: '#/$defs/b' }, b: { $ref: '#/$defs/a' } },
  };
  const hostile: readonly [what: string, make: (path: string, canary: string) => Promise<unknown>][] = [
    ['JSON that is cut', (path) => write(path, JSON.stringify(sending('x')).slice(0, -20))],
    ['no bytes', (path) => write(path, '')],
    ['200 MB', async (path) => truncate(path, 200 * 1024 * 1024)],
    ['lists in lists, 100,000 deep', (path) => write(path, deep)],
    ['a contract that is 100,000 deep', (path) => write(path, JSON.stringify(sending('x')).replace('"string"', deep))],
    ['references in a circle', (path) => write(path, loop)],
    ['a reference to a file of the system', (path) => write(path, withRef('file:///etc/passwd'))],
    ['a reference out of the folder', (path) => write(path, withRef('../../../../etc/passwd'))],
    ['a reference to the network', (path, canary) => write(path, withRef(`${canary}/schema.json`))],
    [
      'a path out of the upstream',
      (path) => write(path, JSON.stringify(sending('x')).replace('GET /v1/users', 'GET /../x')),
    ],
    ['a link to a device', (path) => rm(path).then(() => symlink('/dev/zero', path))],
    ['a link to itself', (path) => rm(path).then(() => symlink(path, path))],
    ['a link to what cannot be read', (path) => rm(path).then(() => symlink('/proc/self/mem', path))],
    ['a directory', (path) => rm(path).then(() => mkdir(path))],
    ['nothing at all', (path) => rm(path)],
    ['a contract with a fault', (path) => write(path, faultyContract)],
  ];
  test('and serves on under hostile files, without a failed request', async (t) => {
    let touched = 0;
    const canary = await listen(
      http.createServer((_, res) => {
        touched += 1;
        res.end();
      }),
    );
    t.after(() => canary.close());
    const { signal, sentAs, contract, url, upstream } = await serving(t);
    const memory = process.memoryUsage().rss;
    let stop = false;
    const statuses: number[] = [];
    const caller = (async () => {
      for (; !stop; await sleep(25)) {
        const answer = await fetch(`${url}/users?userName=ada`);
        await answer.text();
        statuses.push(answer.status);
      }
    })();
    for (const [what, make] of hostile) {
      await t.test(what, async () => {
        await rm(contract, { recursive: true, force: true });
        await write(contract, sending('x'));
        await make(contract, canary.url);
        await signal('SIGHUP', 'not reloaded');
        assert.equal(await sentAs(), 'n0');
      });
    }
    await rm(contract, { recursive: true, force: true });
    await write(contract, sending('n9'));
    await signal('SIGHUP', 'reloaded\n');
    assert.equal(await sentAs(), 'n9');
    stop = true;
    await caller;
    assert.deepEqual(new Set(statuses), new Set([200]));
    assert.ok(upstream.requests.length > hostile.length);
    assert.equal(touched, 0);
    const grownMb = (process.memoryUsage().rss - memory) / 2 ** 20;
    assert.ok(grownMb < 200, `${grownMb} MB`);
  });

  test('and a pattern that other engines choke on costs no time', async (t) => {
    const { signal, contract, url } = await serving(t);
    await write(contract, sending('n1', { pattern: '^(a+)+$' }));
    await signal('SIGHUP', 'eloaded');
    const begin = performance.now();
    await fetch(`${url}/users?userName=${'a'.repeat(60)}!`);
    assert.ok(performance.now() - begin < 1000);
  });
});

describe('paramap serve --watch', () => {
  test('takes changed, added, renamed and removed files, and tells of broken ones', async (t) => {
    const { sentAs, contract, folder, url, told, terminal } = await serving(t, { flags: ['--watch'] });
    await write(contract, sending('n1'));
    await eventually('changed in place', async () => (await sentAs()) === 'n1');
    await write(`${contract}.new`, sending('n2'));
    await rename(`${contract}.new`, contract);
    await eventually('replaced', async () => (await sentAs()) === 'n2');

    await write(contract, '{ "title": ');
    await eventually(`broken: ${terminal.error}`, () => told('not reloaded: 1 error') >= 1);
    assert.equal(await sentAs(), 'n2');
    await write(contract, sending('n3'));
    await eventually('mended', async () => (await sentAs()) === 'n3');

    const status = async () => (await fetch(`${url}/items?userName=ada`)).status;
    await write(join(folder, 'items.contract.json'), itemsAt('/items'));
    await eventually('added', async () => (await status()) === 200);
    await rename(join(folder, 'items.contract.json'), join(folder, 'items.json'));
    await eventually('renamed, so that no pattern covers it', async () => (await status()) === 404);
  });

  test('takes files that contracts refer to, and those in new folders below a pattern', async (t) => {
    const { sentAs, contract, folder, url } = await serving(t, {
      flags: ['--watch'],
      config: { contracts: ['users.contract.json', 'more/**/*.contract.json'] },
      files: { 'more/first.contract.json': itemsAt('/first') },
    });
    await mkdir(join(folder, 'shared'));
    await write(join(folder, 'shared/user.json'), { type: 'string', maxLength: 2 });
    await write(contract, sending('n1', { $ref: 'shared/user.json' }));
    const status = async () => (await fetch(`${url}/users?userName=ada`)).status;
    await eventually('the shared schema is used', async () => (await status()) === 400);
    await write(join(folder, 'shared/user.json'), { type: 'string', maxLength: 20 });
    await eventually('its change, too', async () => (await status()) === 200);
    assert.equal(await sentAs(), 'n1');
    await mkdir(join(folder, 'more/a/b'), { recursive: true });
    await write(join(folder, 'more/a/b/items.contract.json'), itemsAt('/items'));
    await eventually('a new folder', async () => (await fetch(`${url}/items?userName=ada`)).status === 200);
  });

  test('takes what a link leads to now, as Kubernetes updates a ConfigMap', async (t) => {
    const { sentAs, folder } = await serving(t, {
      flags: ['--watch'],
      config: { contracts: 'mounted/*.contract.json' },
      files: { 'mounted/..one/api.contract.json': sending('one'), 'mounted/..two/api.contract.json': sending('two') },
      before: async (folder) => {
        await symlink('..one', join(folder, 'mounted/..data'));
        await symlink('..data/api.contract.json', join(folder, 'mounted/api.contract.json'));
      },
    });
    assert.equal(await sentAs(), 'one');
    await symlink('..two', join(folder, 'mounted/..data_tmp'));
    await rename(join(folder, 'mounted/..data_tmp'), join(folder, 'mounted/..data'));
    await eventually('the other is served', async () => (await sentAs()) === 'two');
  });

  test('notices a folder that is removed and made again', async (t) => {
    const { sentAs, folder, told } = await serving(t, {
      flags: ['--watch'],
      config: { contracts: 'mounted/*.contract.json' },
      files: { 'mounted/api.contract.json': sending('one') },
    });
    await rm(join(folder, 'mounted'), { recursive: true });
    await eventually('that it is gone is told', () => told('not reloaded: 1 error') > 0);
    assert.equal(await sentAs(), 'one');
    await mkdir(join(folder, 'mounted'));
    await sleep(100);
    await write(join(folder, 'mounted/api.contract.json'), sending('two'));
    await eventually('the other is served', async () => (await sentAs()) === 'two');
  });

  test('comes to what a file says in the end, however often and in however many pieces it is written', async (t) => {
    const { sentAs, contract, url, told } = await serving(t, { flags: ['--watch'] });
    const statuses: number[] = [];
    for (let round = 0; round < 100; round += 1) {
      const text = JSON.stringify(sending(`r${round}`));
      if (round % 2 === 0) {
        await write(contract, text.slice(0, 40));
        await writeFile(contract, text.slice(40), { flag: 'a' });
      } else {
        await write(`${contract}.new`, text);
        await rename(`${contract}.new`, contract);
      }
      const answer = await fetch(`${url}/users?userName=ada`);
      statuses.push(answer.status);
      await answer.text();
      await sleep(5);
    }
    await write(contract, sending('last'));
    await eventually('the last is served', async () => (await sentAs()) === 'last');
    assert.deepEqual(new Set(statuses), new Set([200]));
    assert.ok(told('reloaded\n') < 50, 'writes that follow each other closely are one change');
  });
});

test('requests that are cut at the deadline are told, and the exit code is 1', async (t) => {
  const { upstream, url, stop, exit, terminal } = await serving(t, { config: { listen: { port: 0, drainMs: 50 } } });
  upstream.reply(() => {});
  const cut = assert.rejects(fetch(`${url}/users?userName=ada`));
  await eventually('it is under way', () => upstream.requests.length > 0);
  stop();
  assert.equal(await exit, 1);
  assert.match(terminal.error, /\n1 request was not finished in time, and cut\n$/);
  await cut;
});
