import assert from 'node:assert/strict';
import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { text } from 'node:stream/consumers';
import { describe, test, type TestContext } from 'node:test';
import { echoUpstream } from '../support/echo-upstream.ts';
import { main } from '../../src/cli/main.ts';
import { serveCommand } from '../../src/cli/serve.ts';
import { contractFolder, faultyContract, soundContract } from './contract-folder.ts';
import { recordedTerminal } from './recorded-terminal.ts';

/** Runs the command as a process of its own, in a folder of its own. */
function paramap(
  folder: string,
  ...words: readonly string[]
): ChildProcessWithoutNullStreams & { readonly exit: Promise<unknown> } {
  const child = spawn(process.execPath, [resolve('src/cli/bin.ts'), ...words], { cwd: folder });
  return Object.assign(child, { exit: once(child, 'exit').then(([code]) => code) });
}

async function folderWith(t: TestContext, files: Parameters<typeof contractFolder>[0]): Promise<string> {
  const folder = await contractFolder(files);
  t.after(() => folder.remove());
  return folder.path;
}

async function listening(child: ChildProcessWithoutNullStreams): Promise<string> {
  for await (const chunk of child.stdout) {
    const url = /^listening on (http:\/\/\S+)\n/.exec(String(chunk))?.[1];
    if (url !== undefined) return url;
  }
  throw new Error(`the gateway did not listen: ${await text(child.stderr)}`);
}

describe('paramap serve', () => {
  test('serves by flags alone, finishes what is in flight when it is asked to stop, and ends with 0', async (t) => {
    const upstream = await echoUpstream();
    t.after(() => upstream.close());
    const folder = await folderWith(t, { 'users.contract.json': soundContract });
    const words = ['--contracts', '*.json', '--upstream', `users=${upstream.url}`, '--port', '0'];
    const gateway = paramap(folder, 'serve', ...words);
    t.after(() => gateway.kill('SIGKILL'));
    const url = await listening(gateway);

    const accepted = await fetch(`${url}/users?userName=ada`);
    assert.equal(accepted.status, 200);
    assert.equal(upstream.last().rawUrl, '/v1/users?user_name=ada');
    assert.equal((await fetch(`${url}/users?age=None`)).status, 400);

    let answer: () => void = () => {};
    const arrived = new Promise<void>((seen) => {
      upstream.reply((_, response) => {
        answer = () => response.end('late');
        seen();
      });
    });
    const inFlight = fetch(`${url}/users?userName=ada`);
    await arrived;
    gateway.kill('SIGTERM');
    await once(gateway.stderr, 'data');
    answer();
    assert.equal(await (await inFlight).text(), 'late');
    assert.equal(await gateway.exit, 0);
  });

  test('serves with the functions that the options name as modules', async (t) => {
    const upstream = await echoUpstream();
    t.after(() => upstream.close());
    const config = {
      contracts: ['users.contract.json'],
      upstreams: { users: { targets: [upstream.url] } },
      listen: { port: 0 },
      onProblem: './on-problem.mjs',
    };
    const folder = await folderWith(t, { 'paramap.config.json': config, 'users.contract.json': soundContract });
    await writeFile(
      join(folder, 'on-problem.mjs'),
      'export default (problem) => console.error(`log ${problem.code}`);',
    );
    const gateway = paramap(folder, 'serve');
    t.after(() => gateway.kill('SIGKILL'));
    await fetch(`${await listening(gateway)}/users?age=None`);
    const [line] = await once(gateway.stderr, 'data');
    assert.match(String(line), /log invalid-request/);
    gateway.kill('SIGTERM');
    assert.equal(await gateway.exit, 0);
  });

  test('serves by the options of the folder, where a flag goes before the file', async (t) => {
    const upstream = await echoUpstream();
    t.after(() => upstream.close());
    const config = {
      contracts: ['users.contract.json'],
      upstreams: { users: { targets: [upstream.url] } },
      listen: { host: '127.0.0.1', port: 1 },
    };
    const folder = await folderWith(t, { 'paramap.config.json': config, 'users.contract.json': soundContract });
    const gateway = paramap(folder, 'serve', '--port', '0');
    t.after(() => gateway.kill('SIGKILL'));
    assert.equal((await fetch(`${await listening(gateway)}/users?userName=ada`)).status, 200);
    gateway.kill('SIGINT');
    assert.equal(await gateway.exit, 0);
  });

  const failures: readonly [
    name: string,
    words: (port: number) => readonly string[],
    exitCode: number,
    message: RegExp,
  ][] = [
    [
      'a contract with a fault',
      () => ['--contracts', 'faulty.json', '--upstream', 'users=http://127.0.0.1:1'],
      1,
      /^faulty\.json:\d+:\d+ error /,
    ],
    ['an upstream that nobody named', () => ['--contracts', 'sound.json'], 1, /error .*`users`/],
    [
      'an upstream without an address',
      () => ['--contracts', 'sound.json', '--upstream', 'users'],
      2,
      /^--upstream wants name=url/,
    ],
    [
      'an upstream whose address is none',
      () => ['--contracts', 'sound.json', '--upstream', 'users=localhost:4001'],
      2,
      /^the address of users begins with http:\/\/ or https:\/\/, unlike localhost:4001\n/,
    ],
    [
      'a port that is none',
      () => ['--contracts', 'sound.json', '--port', '80x'],
      2,
      /^--port is a number from 0 to 65535, not 80x/,
    ],
    [
      'a port in use',
      (port) => ['--contracts', 'sound.json', '--upstream', 'users=http://127.0.0.1:1', '--port', String(port)],
      1,
      /^paramap serve failed: port \d+ of 127\.0\.0\.1 is in use; stop what listens there, or choose another with --port\n$/,
    ],
    [
      'an address of another machine',
      () => ['--contracts', 'sound.json', '--upstream', 'users=http://127.0.0.1:1', '--host', '192.0.2.1'],
      1,
      /^paramap serve failed: this machine does not have the address 192\.0\.2\.1; choose another/,
    ],
  ];
  for (const [name, words, exitCode, message] of failures) {
    test(`${name} is told without a stack, and ends with ${exitCode}`, async (t) => {
      const taken = await echoUpstream();
      t.after(() => taken.close());
      const folder = await folderWith(t, { 'sound.json': soundContract, 'faulty.json': faultyContract });
      const terminal = recordedTerminal({ folder });
      assert.equal(await main(['serve', ...words(taken.port)], [serveCommand], terminal), exitCode);
      assert.match(terminal.error, message);
      assert.equal(terminal.out, '');
    });
  }
});

test('a start that fails ends the process by itself', async (t) => {
  const taken = await echoUpstream();
  t.after(() => taken.close());
  const folder = await folderWith(t, { 'sound.json': soundContract });
  const gateway = paramap(
    folder,
    'serve',
    '--contracts',
    'sound.json',
    '--upstream',
    `users=${taken.url}`,
    '--port',
    String(taken.port),
  );
  assert.match(await text(gateway.stderr), /^paramap serve failed: port \d+ of 127\.0\.0\.1 is in use;.*\n$/);
  assert.equal(await gateway.exit, 1);
});

test('the command survives a reader that has seen enough', async (t) => {
  const folder = await folderWith(t, { 'faulty.json': faultyContract });
  const child = paramap(folder, 'check', 'faulty.json', '--json');
  child.stdout.destroy();
  assert.equal(await text(child.stderr), '');
  assert.ok([0, 1].includes(Number(await child.exit)));
});
