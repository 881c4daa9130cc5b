import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { describe, test } from 'node:test';
import { generatePythonCommand } from '../../src/cli/generate-python.ts';
import { generateTypescriptCommand } from '../../src/cli/generate-typescript.ts';
import { main } from '../../src/cli/main.ts';
import { contractFolder, faultyContract, soundContract } from './contract-folder.ts';
import { recordedTerminal } from './recorded-terminal.ts';

const otherTitle = { ...soundContract, title: 'People' };

/** Runs a command that watches, until `end` is called. */
function watching(folder: string, ...words: readonly string[]) {
  const stop = new AbortController();
  const terminal = recordedTerminal({ folder, stopSignal: () => stop.signal });
  const commands = [generatePythonCommand, generateTypescriptCommand];
  const running = main(['generate', ...words, '--watch'], commands, terminal);
  return {
    terminal,
    /** Waits until the terminal shows something, once for each time that it is expected. */
    async until(pattern: RegExp, times = 1): Promise<void> {
      const begin = Date.now();
      const shown = () => [...`${terminal.out}${terminal.error}`.matchAll(new RegExp(pattern, 'g'))].length;
      while (shown() < times) {
        assert.ok(Date.now() - begin < 10_000, `${pattern} did not come: ${terminal.out}${terminal.error}`);
        await pause(10);
      }
    },
    async end() {
      stop.abort();
      return running;
    },
  };
}

describe('--watch', () => {
  for (const [language, out, file] of [
    ['python', 'users_client.py', 'users_client.py'],
    ['typescript', 'clients', 'clients/users.ts'],
  ] as const) {
    test(`writes ${language} again when a contract changes, and ends when it is asked to`, async (t) => {
      const folder = await contractFolder({ 'users.contract.json': soundContract });
      t.after(() => folder.remove());
      const watch = watching(folder.path, language, '--contracts', '*.contract.json', '--out', out);
      await watch.until(/watching for changes/);
      assert.match(await readFile(join(folder.path, file), 'utf8'), /Users/);
      await writeFile(join(folder.path, 'users.contract.json'), JSON.stringify(otherTitle));
      await watch.until(/wrote .*users/, 2);
      assert.match(await readFile(join(folder.path, file), 'utf8'), /People/);
      assert.equal(await watch.end(), 0);
    });
  }

  test('tells what is wrong with a contract, keeps the file, and goes on when it is mended', async (t) => {
    const folder = await contractFolder({ 'users.contract.json': soundContract });
    t.after(() => folder.remove());
    const path = join(folder.path, 'users.contract.json');
    const watch = watching(folder.path, 'python', '--contracts', 'users.contract.json', '--out', 'client.py');
    await watch.until(/watching for changes/);
    const written = await readFile(join(folder.path, 'client.py'), 'utf8');
    await writeFile(path, JSON.stringify(faultyContract));
    await watch.until(/users\.contract\.json:\d+:\d+ error/);
    await writeFile(path, '{ "title": ');
    await watch.until(/watching for changes/, 3);
    await rm(path);
    await watch.until(/watching for changes/, 4);
    assert.equal(await readFile(join(folder.path, 'client.py'), 'utf8'), written);
    await writeFile(path, JSON.stringify(otherTitle));
    await watch.until(/wrote client\.py/, 2);
    assert.equal(await watch.end(), 0);
  });

  test('sees files that contracts refer to, and contracts that are added', async (t) => {
    const user = { type: 'object', properties: { name: { type: 'string' } } };
    const contract = {
      ...soundContract,
      operations: {
        addUser: { route: 'POST /users', body: { content: { 'application/json': { $ref: './types/user.json' } } } },
      },
    };
    const folder = await contractFolder({ 'a.contract.json': contract, 'types/user.json': user });
    t.after(() => folder.remove());
    const watch = watching(folder.path, 'python', '--contracts', '*.contract.json', '--out', 'out');
    await watch.until(/watching for changes/);
    const changed = { type: 'object', properties: { surname: { type: 'string' } } };
    await writeFile(join(folder.path, 'types/user.json'), JSON.stringify(changed));
    await watch.until(/wrote out\/a_client\.py/, 2);
    assert.match(await readFile(join(folder.path, 'out/a_client.py'), 'utf8'), /surname/);
    await writeFile(join(folder.path, 'b.contract.json'), JSON.stringify(otherTitle));
    await watch.until(/wrote out\/b_client\.py/);
    assert.equal(await watch.end(), 0);
  });

  test('ends with 0 on SIGINT', async (t) => {
    const folder = await contractFolder({ 'users.contract.json': soundContract });
    t.after(() => folder.remove());
    const bin = join(import.meta.dirname, '../../src/cli/bin.ts');
    const words = ['generate', 'python', '--contracts', '*.json', '--out', 'out', '--watch'];
    const child = spawn(process.execPath, [bin, ...words], { cwd: folder.path });
    const ended = once(child, 'exit');
    let told = '';
    for await (const text of child.stderr.setEncoding('utf8')) {
      told += text;
      if (told.includes('watching for changes')) child.kill('SIGINT');
    }
    assert.deepEqual(await ended, [0, null]);
  });

  test('stands not beside --check', async (t) => {
    const folder = await contractFolder({ 'users.contract.json': soundContract });
    t.after(() => folder.remove());
    const watch = watching(folder.path, 'python', '--contracts', '*.json', '--out', 'x', '--check');
    assert.equal(await watch.end(), 2);
    assert.match(watch.terminal.error, /nothing to --watch/);
  });
});
