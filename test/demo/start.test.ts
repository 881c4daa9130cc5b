import assert from 'node:assert/strict';
import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { promisify, stripVTControlCharacters } from 'node:util';
import { skipWithout } from '../support/needed-program.ts';

const run = promisify(execFile);
const program = join(import.meta.dirname, '../../examples/demo/start.ts');
const plain = { ...process.env, FORCE_COLOR: undefined, NO_COLOR: undefined };

/** Starts the demo so that it stays up, and waits for its last line. */
async function startDemo(...flags: string[]): Promise<{ demo: ChildProcess; told: string }> {
  const demo = spawn(process.execPath, [program, ...flags], { env: plain, stdio: ['ignore', 'pipe', 'inherit'] });
  assert.ok(demo.stdout !== null);
  let told = '';
  for await (const chunk of demo.stdout.setEncoding('utf8').iterator({ destroyOnReturn: false })) {
    told += chunk;
    if (told.includes('Ctrl-C')) break;
  }
  demo.stdout.resume();
  return { demo, told };
}

async function stop(demo: ChildProcess, signal: NodeJS.Signals): Promise<number | null> {
  const exit = once(demo, 'exit');
  demo.kill(signal);
  const [code] = await exit;
  return code;
}

describe('npm start -- --once', () => {
  it('tells the tour in screens of 24 lines and 80 columns, without colours, and exits with 0', async () => {
    const { stdout, stderr } = await run(process.execPath, [program, '--once', '--port', '0'], { env: plain });
    assert.equal(stderr, '');
    assert.equal(stripVTControlCharacters(stdout), stdout);
    const screens = stdout.split(/^(?=\d\/\d {2})/m).filter((screen) => screen.trim() !== '');
    assert.equal(screens.length, 6);
    for (const screen of screens) {
      const lines = screen.trimEnd().split('\n');
      assert.ok(lines.length <= 23, `${lines.length} lines:\n${screen}`);
      for (const line of lines) assert.ok(line.length <= 80, `${line.length} columns: ${line}`);
    }
  });

  it('tells the 502, the 200, the 400s and the 422 in both names', async () => {
    const { stdout } = await run(process.execPath, [program, '--once', '--port', '0'], { env: plain });
    const answers = [...stdout.matchAll(/answer: (\d+)/g)].map(([, status]) => Number(status));
    assert.deepEqual(answers, [502, 200, 502, 400, 400, 400, 422, 422]);
  });

  it('exits with 1 and says what differs when something else happens than is told', async () => {
    const brokenFetch = 'data:text/javascript,globalThis.fetch = async () => new Response("?", { status: 500 });';
    const attempt = run(process.execPath, ['--import', brokenFetch, program, '--once', '--port', '0'], { env: plain });
    await assert.rejects(attempt, (error: Error & { code?: number; stderr?: string }) => {
      assert.equal(error.code, 1);
      assert.match(
        error.stderr ?? '',
        /^not as told: GET \/users\?userName=testuser: the status should be 502, is 500$/m,
      );
      return true;
    });
  });

  it('colours where it is told to, and nowhere under NO_COLOR', async () => {
    const forced = await run(process.execPath, [program, '--once', '--port', '0'], {
      env: { ...plain, FORCE_COLOR: '1' },
    });
    assert.notEqual(stripVTControlCharacters(forced.stdout), forced.stdout);
    const none = await run(process.execPath, [program, '--once', '--port', '0'], { env: { ...plain, NO_COLOR: '1' } });
    assert.equal(stripVTControlCharacters(none.stdout), none.stdout);
  });

  for (const flags of [['--port', 'x'], ['--twice']]) {
    it(`refuses ${flags.join(' ')} with the usage and exit code 2`, async () => {
      await assert.rejects(
        run(process.execPath, [program, ...flags], { env: plain }),
        (error: Error & { code?: number; stderr?: string }) => {
          assert.equal(error.code, 2);
          assert.match(error.stderr ?? '', /usage: npm start/);
          return true;
        },
      );
    });
  }
});

describe('npm start', () => {
  it('prints curl lines that do what stands beside them', { skip: skipWithout('bash', 'curl') }, async (context) => {
    const { demo, told } = await startDemo('--port', '0');
    context.after(() => demo.kill('SIGKILL'));
    const commands = told
      .split(/^# /m)
      .slice(1)
      .map((block) => {
        const [, ...command] = block.split('\nCtrl-C')[0]?.split('\n') ?? [];
        return command.join('\n').trim();
      });
    const statuses: number[] = [];
    for (const command of commands) {
      const { stdout } = await run('bash', ['-c', `${command} --silent`]);
      statuses.push(Number(/^HTTP\/1\.1 (\d+)/.exec(stdout)?.[1]));
    }
    assert.deepEqual(statuses, [502, 200, 400, 200, 200, 200]);
    assert.equal(await stop(demo, 'SIGINT'), 0);
  });

  it('takes another port when its own is taken, says so, and ends cleanly at SIGTERM', async (context) => {
    const occupant = createServer().listen(0, '127.0.0.1');
    await once(occupant, 'listening');
    context.after(() => occupant.close());
    const address = occupant.address();
    assert.ok(typeof address === 'object' && address !== null);
    const { demo, told } = await startDemo('--port', String(address.port));
    context.after(() => demo.kill('SIGKILL'));
    assert.match(told, new RegExp(`port ${address.port} is taken`));
    assert.equal(await stop(demo, 'SIGTERM'), 0);
  });
});
