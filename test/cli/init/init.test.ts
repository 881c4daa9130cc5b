import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { chmod, mkdir, readdir, readFile, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { describe, it, type TestContext } from 'node:test';
import { checkCommand } from '../../../src/cli/check.ts';
import { initCommand } from '../../../src/cli/init.ts';
import { main } from '../../../src/cli/main.ts';
import { folderWith } from '../paramap-process.ts';
import { recordedTerminal } from '../recorded-terminal.ts';

type Files = Parameters<typeof folderWith>[1];

/** Runs `paramap init` in a folder of its own; `answers` are typed at a terminal, one after the other. */
async function init(t: TestContext, given: { files?: Files; answers?: string[] }, ...words: readonly string[]) {
  const folder = await folderWith(t, given.files ?? {});
  const asked: string[] = [];
  const answers = [...(given.answers ?? [])];
  const ask = async (question: string): Promise<string> => {
    asked.push(question);
    return answers.shift() ?? assert.fail(`nobody answers: ${question}`);
  };
  const terminal = recordedTerminal({ folder, ask: given.answers === undefined ? undefined : ask });
  const exitCode = await main(['init', ...words], [initCommand], terminal);
  const read = async (name: string) => JSON.parse(await readFile(join(folder, name), 'utf8'));
  return { folder, exitCode, asked, read, out: terminal.out, error: terminal.error };
}

/** Puts this package, as its source, and Express beside a project, as `npm install` would. */
async function install(folder: string): Promise<Installed> {
  await mkdir(join(folder, 'node_modules/.bin'), { recursive: true });
  await symlink(resolve('node_modules/express'), join(folder, 'node_modules/express'));
  await symlink(resolve('.'), join(folder, 'node_modules/paramap'));
  const program = join(folder, 'node_modules/.bin/paramap');
  await writeFile(program, `#!/bin/sh\nexec "${process.execPath}" "${resolve('src/cli/bin.ts')}" "$@"\n`);
  await chmod(program, 0o755);
  const env = {
    PATH: [dirname(program), dirname(process.execPath), process.env['PATH']].join(delimiter),
    HOME: folder,
    // A port that is free, for the Express app.
    PORT: '0',
    NODE_OPTIONS: `--import=${resolve('test/support/run-on-source.ts')}`,
    NODE_COMPILE_CACHE: join(tmpdir(), 'paramap-test-compile-cache'),
  };
  return { folder, env };
}

/** A project whose packages are there, and what its scripts run with. */
interface Installed {
  readonly folder: string;
  readonly env: NodeJS.ProcessEnv;
}

/** What a script of a project says first; it goes on until the test is over. */
async function firstLine(t: TestContext, { folder, env }: Installed, script: string): Promise<string> {
  const child = spawn('sh', ['-c', `exec ${script}`], { cwd: folder, env, stdio: ['ignore', 'pipe', 'inherit'] });
  t.after(() => child.kill('SIGKILL'));
  for await (const line of createInterface(child.stdout)) return line;
  return assert.fail(`${script} says nothing`);
}

describe('a project that paramap init leaves', () => {
  const forms: readonly [app: string, files: readonly string[], path: string][] = [
    ['gateway', ['paramap.config.json'], ''],
    ['express', ['app.js', 'paramap.config.json', 'server.js'], '/api'],
  ];
  for (const [app, own, path] of forms) {
    it(`runs: its contract is sound, its tests pass, and it starts (${app})`, async (t) => {
      const { folder, exitCode, read, out } = await init(t, {}, '.', '--name', 'My Shop', '--app', app);
      assert.equal(exitCode, 0);
      const made = (await readdir(folder)).toSorted();
      const shared = ['.gitignore', 'backend.js', 'contracts', 'package.json', 'test'];
      assert.deepEqual(made, [...shared, ...own].toSorted());
      assert.match(out, /wrote contracts\/my-shop\.contract\.json\n/);
      assert.match(out, /Next:\n {2}npm install\n {2}npm test\n {2}npm run backend &\n {2}npm start &\n {2}curl /);

      const terminal = recordedTerminal({ folder });
      assert.equal(await main(['check', '--strict'], [checkCommand], terminal), 0, terminal.out);
      assert.match(terminal.out, /^nothing is wrong in 1 contract\n$/m);

      const { env } = await install(folder);
      const { scripts } = await read('package.json');
      // The contract is the same in both.
      const tests = app === 'gateway' ? scripts.test : scripts.test.replace('paramap test && ', '');
      const tested = spawnSync('sh', ['-c', tests], { cwd: folder, env, encoding: 'utf8' });
      assert.equal(tested.status, 0, tested.stdout + tested.stderr);
      assert.match(tested.stdout, app === 'gateway' ? /^3 passed, 0 failed$[\s\S]*pass 2\n/m : /pass 2\n/);

      const shown = await firstLine(t, { folder, env }, scripts.start.replace(/^paramap serve$/, '$& --port 0'));
      assert.match(shown, new RegExp(`^listening on http://127\\.0\\.0\\.1:\\d+${path}$`));
    });
  }

  it('names its modules .mjs where the package is CommonJS, and adds to its package.json without changing it', async (t) => {
    const present = {
      name: 'mine',
      type: 'commonjs',
      scripts: { start: 'node mine.js', test: 'echo "Error: no test specified" && exit 1' },
      dependencies: { paramap: 'file:paramap.tgz' },
    };
    const { exitCode, folder, read } = await init(t, { files: { 'package.json': present } }, '--name', 'Shop', '-y');
    assert.equal(exitCode, 0);
    assert.ok(existsSync(join(folder, 'test/shop.test.mjs')));
    assert.deepEqual(await read('package.json'), {
      ...present,
      scripts: {
        start: 'node mine.js',
        dev: 'paramap serve --watch',
        backend: 'node backend.mjs',
        check: 'paramap check',
        test: 'paramap test && node --test',
      },
    });
  });

  it('has no backend of its own where one is named', async (t) => {
    const { folder, read } = await init(t, {}, 'shop', '--upstream', 'http://10.0.0.1:8080');
    assert.ok(!existsSync(join(folder, 'shop/backend.js')));
    assert.deepEqual((await read('shop/paramap.config.json')).upstreams, {
      backend: { targets: ['http://10.0.0.1:8080'] },
    });
    assert.equal((await read('shop/contracts/shop.contract.json')).title, 'Shop');
    assert.equal((await read('shop/package.json')).scripts.backend, undefined);
  });
});

describe('paramap init at a terminal', () => {
  it('asks for what no flag says, again where the answer makes no sense', async (t) => {
    const answers = ['Orders', 'localhost', 'http://127.0.0.1:9', 'Express', 'express'];
    const { asked, error, read, folder } = await init(t, { answers }, 'shop');
    assert.deepEqual(asked, [
      'What is the API called? [shop] ',
      'Where is the backend (http://...)? [an example] ',
      'Where is the backend (http://...)? [an example] ',
      'A gateway of its own, or mounted in an Express app (gateway, express)? [gateway] ',
      'A gateway of its own, or mounted in an Express app (gateway, express)? [gateway] ',
    ]);
    assert.equal(
      error,
      'It is an address such as http://127.0.0.1:4001, not localhost.\nIt is gateway or express, not Express.\n',
    );
    assert.equal((await read('shop/contracts/orders.contract.json')).title, 'Orders');
    assert.ok(existsSync(join(folder, 'shop/app.js')));
  });

  it('takes what is usual for an empty line', async (t) => {
    const { read } = await init(t, { answers: ['', ''] }, 'shop', '--app', 'gateway');
    assert.equal((await read('shop/package.json')).scripts.start, 'paramap serve');
  });

  it('asks nothing with --yes', async (t) => {
    const { exitCode, asked } = await init(t, { answers: [] }, 'shop', '--yes');
    assert.deepEqual([exitCode, asked], [0, []]);
  });
});

describe('paramap init refuses', () => {
  const rows: readonly [name: string, files: Files, words: readonly string[], message: RegExp][] = [
    [
      'to overwrite',
      { 'paramap.config.json': {}, 'contracts/shop.contract.json': {} },
      ['--name', 'shop'],
      /^nothing is overwritten, and nothing was written: there is contracts\/shop\.contract\.json, paramap\.config\.json already\n/,
    ],
    ['a package.json that is none', { 'package.json': '{' }, [], /^the package\.json that is there is not JSON/],
    ['a name without a letter', {}, ['--name', '!!'], /^--name is a name with a letter or digit in it, not !!\n/],
    ['an address that is none', {}, ['--upstream', 'users'], /^--upstream is an address such as .*, not users\n/],
    [
      'an address that no upstream can have',
      {},
      ['--upstream', 'http://ada:hidden@127.0.0.1:4001'],
      /^--upstream is an address without query, fragment and credentials\n/,
    ],
    ['another kind of app', {}, ['--app', 'koa'], /^--app is gateway or express, not koa\n/],
    ['two folders', {}, ['a', 'b'], /^name one folder, or none for this one\n/],
  ];
  for (const [name, files, words, message] of rows) {
    it(`${name}, and writes nothing`, async (t) => {
      const { folder, exitCode, error } = await init(t, { files }, ...words);
      assert.equal(exitCode, 2);
      assert.match(error, message);
      const left = await readdir(folder, { recursive: true, withFileTypes: true });
      assert.equal(left.filter((entry) => entry.isFile()).length, Object.keys(files).length);
    });
  }
});
