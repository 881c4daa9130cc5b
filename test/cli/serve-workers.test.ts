import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, test, type TestContext } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { main } from '../../src/cli/main.ts';
import { serveCommand } from '../../src/cli/serve.ts';
import { type EchoUpstream, echoUpstream } from '../support/echo-upstream.ts';
import { faultyContract, soundContract } from './contract-folder.ts';
import { eventually, folderWith, type ParamapProcess, paramapProcess } from './paramap-process.ts';
import { recordedTerminal } from './recorded-terminal.ts';
import { servedFolder } from './served-folder.ts';

/** `soundContract` with a deprecated operation and another name on the way out. */
const contractWith = (name: string) => ({
  ...soundContract,
  operations: {
    findUsers: {
      ...soundContract.operations.findUsers,
      deprecated: true,
      query: { properties: { userName: { type: 'string', 'x-upstream': name } } },
    },
  },
});

interface Workers {
  readonly gateway: ParamapProcess;
  readonly upstream: EchoUpstream;
  readonly folder: string;
  readonly url: string;
  /** What the admin address says. */
  ask(path: string): Promise<Readonly<Record<string, unknown>>>;
  pids(): Promise<readonly number[]>;
}

async function withWorkers(t: TestContext): Promise<Workers> {
  const { upstream, folder } = await servedFolder(t, {
    contract: contractWith('n1'),
    config: { listen: { port: 0, workers: 2 }, admin: { port: 0 } },
  });
  const gateway = paramapProcess(t, folder, 'serve');
  const url = await gateway.listening();
  const admin = (await gateway.until(/admin on (\S+)\n/))[1] ?? '';
  const ask = async (path: string) => {
    const body: unknown = await (await fetch(`${admin}${path}`)).json();
    assert.ok(typeof body === 'object' && body !== null);
    return { ...body };
  };
  return { gateway, upstream, folder, url, ask, pids: async () => Object(await ask('/health')).workers.pids };
}

/** Calls over several connections until it is told to end, and remembers what came of it. */
function calling(url: string) {
  const outcomes: unknown[] = [];
  let stop = false;
  const running = Array.from({ length: 4 }, async () => {
    while (!stop) {
      const outcome = await fetch(`${url}/users?userName=ada`).then(
        async (answer) => (await answer.text()) && answer.status,
        (error: Error) => String(error.cause ?? error),
      );
      outcomes.push(outcome);
      if (outcome !== 200) return;
    }
  });
  return {
    outcomes,
    async end() {
      stop = true;
      await Promise.all(running);
      return new Set(outcomes);
    },
  };
}

const isAlive = (pid: number): boolean => {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
};

describe('paramap serve --workers', () => {
  test('the life of a gateway with workers', async (t) => {
    const workers = await withWorkers(t);
    const { gateway, upstream, url, folder, ask, pids } = workers;

    await t.test('adds up what all processes counted', async () => {
      assert.equal((await pids()).length, 2);
      for (let count = 0; count < 10; count += 1) {
        const answer = await fetch(`${url}/users?userName=ada`, { headers: { Connection: 'close' } });
        assert.equal(answer.status, 200);
        await answer.text();
      }
      assert.partialDeepStrictEqual(await ask('/counts'), { deprecated: [{ operation: 'findUsers', count: 10 }] });
      assert.partialDeepStrictEqual(await ask('/health'), { ready: true, workers: { wanted: 2, listening: 2 } });
    });

    await t.test('replaces a process that dies, and keeps what it had told', async () => {
      const [victim = 0, other] = await pids();
      process.kill(victim, 'SIGKILL');
      await gateway.until(/worker \d+ ended \(signal SIGKILL\); another one starts (?:now|in \d+ ms)\n/);
      assert.equal((await fetch(`${url}/users?userName=ada`)).status, 200);
      await eventually('two listen', async () => Object(await ask('/health')).workers.listening === 2);
      assert.ok((await pids()).includes(other ?? 0) && !(await pids()).includes(victim));
      assert.partialDeepStrictEqual(await ask('/counts'), { deprecated: [{ count: 11 }] });
    });

    await t.test('reloads in all processes at SIGHUP, and in none where a file is broken', async () => {
      const before = await pids();
      const load = calling(url);
      await writeFile(join(folder, 'users.contract.json'), JSON.stringify(faultyContract));
      gateway.kill('SIGHUP');
      await gateway.until(/not reloaded: 1 error; what was served before is served on\n/);
      assert.equal(gateway.error.match(/users\.contract\.json:1:\d+ error/g)?.length, 1);
      assert.partialDeepStrictEqual(await ask('/health'), { reloads: { done: 0, failed: 1, stale: true } });

      await writeFile(join(folder, 'users.contract.json'), JSON.stringify(contractWith('n2')));
      gateway.kill('SIGHUP');
      await gateway.until(/^reloaded\n/m);
      const since = upstream.requests.length + 20;
      await eventually('20 more requests', () => upstream.requests.length >= since);
      assert.deepEqual(await load.end(), new Set([200]));
      const latest = upstream.requests.slice(since - 10).map(({ rawUrl }) => rawUrl);
      assert.deepEqual(new Set(latest), new Set(['/v1/users?n2=ada']));
      // A terminal sends its signals to all processes; the workers leave them to the first.
      for (const pid of before) for (const signal of ['SIGHUP', 'SIGINT'] as const) process.kill(pid, signal);
      assert.deepEqual(await pids(), before);
      assert.partialDeepStrictEqual(await ask('/ready'), { ready: true });
    });

    await t.test('replaces all processes at SIGUSR2 without a failed request', async () => {
      const before = await pids();
      const load = calling(url);
      gateway.kill('SIGUSR2');
      await gateway.until(/all workers are replaced\n/);
      await eventually(
        'the old ones have handed over',
        async () => !(await pids()).some((pid) => before.includes(pid)),
      );
      assert.deepEqual(await load.end(), new Set([200]));
      assert.ok(load.outcomes.length > 20, `${load.outcomes.length} requests`);
      assert.equal((await pids()).length, 2);
      assert.equal(gateway.error.match(/ended \(/g)?.length, 1);
    });

    await t.test('finishes the requests of all processes when it is asked to stop, and ends with 0', async () => {
      const all = await pids();
      const before = upstream.requests.length;
      upstream.reply(async (_, response) => {
        await sleep(300);
        response.end('late');
      });
      const inFlight = Array.from({ length: 6 }, async () => await (await fetch(`${url}/users?userName=ada`)).text());
      await eventually('all are under way', () => upstream.requests.length >= before + 6);
      gateway.kill('SIGTERM');
      assert.deepEqual(new Set(await Promise.all(inFlight)), new Set(['late']));
      assert.equal(await gateway.exit, 0);
      assert.match(gateway.error, /deprecated, and used since the start:\n +\d+ {2}findUsers\n/);
      assert.deepEqual(all.filter(isAlive), []);
    });
  });

  test('no worker outlives a primary that was killed', async (t) => {
    const { gateway, pids } = await withWorkers(t);
    const all = await pids();
    gateway.kill('SIGKILL');
    await gateway.exit;
    await eventually('they end', () => !all.some(isAlive));
  });

  test('where no worker can start, it says once why and ends with 1', async (t) => {
    const folder = await folderWith(t, {
      'users.contract.json': soundContract,
      // Sound where the primary checks it, broken where a worker reads it.
      'key.mjs': 'if (process.env.PARAMAP_WORKER) throw new Error("not in workers"); export default () => undefined;',
      'paramap.config.json': {
        contracts: 'users.contract.json',
        upstreams: { users: { targets: ['http://127.0.0.1:1'] } },
        callerKey: 'key.mjs',
      },
    });
    const gateway = paramapProcess(t, folder, 'serve', '--workers', '2', '--port', '0');
    assert.equal(await gateway.exit, 1);
    assert.equal(gateway.out, '');
    assert.equal(gateway.error.match(/not in workers/g)?.length, 1);
    assert.match(gateway.error, /paramap serve failed: no worker can start\n$/);
  });

  const upstream = 'users=http://127.0.0.1:1';
  const refusals: readonly [what: string, words: (port: number) => string[], code: number, message: RegExp][] = [
    [
      'a fault in a contract',
      () => ['--contracts', 'faulty.json', '--upstream', upstream],
      1,
      /^faulty\.json:\d+:\d+ error /,
    ],
    [
      'a port in use',
      (port) => ['--contracts', 'sound.json', '--upstream', upstream, '--port', String(port)],
      1,
      /^paramap serve failed: port \d+ of 127\.0\.0\.1 is in use;.*\n$/,
    ],
    [
      'a number that is none',
      () => ['--contracts', 'sound.json', '--workers=0'],
      2,
      /^--workers is a number from 1, or `auto`/,
    ],
  ];
  for (const [what, words, code, message] of refusals) {
    test(`${what} is told once, before any process is started`, async (t) => {
      const taken = await echoUpstream();
      t.after(() => taken.close());
      const folder = await folderWith(t, { 'sound.json': soundContract, 'faulty.json': faultyContract });
      const terminal = recordedTerminal({ folder });
      const given = words(taken.port);
      const workers = given.some((word) => word.startsWith('--workers')) ? [] : ['--workers', '2'];
      assert.equal(await main(['serve', ...given, ...workers], [serveCommand], terminal), code);
      assert.match(terminal.error, message);
      assert.equal(terminal.error.match(message)?.length, 1);
    });
  }
});
