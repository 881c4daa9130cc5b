import assert from 'node:assert/strict';
import { describe, it, type TestContext } from 'node:test';
import { main } from '../../src/cli/main.ts';
import { serveCommand } from '../../src/cli/serve.ts';
import { type Served, startScreen } from '../../src/cli/serve/start-screen.ts';
import { echoUpstream } from '../support/echo-upstream.ts';
import { freePort } from '../support/free-port.ts';
import { soundContract } from './contract-folder.ts';
import { folderWith } from './paramap-process.ts';
import { recordedTerminal } from './recorded-terminal.ts';

/** Serves until it has said what it serves, and stops; what it said. */
async function start(t: TestContext, targets: readonly string[], ...words: readonly string[]) {
  const config = {
    contracts: ['*.contract.json'],
    upstreams: { users: { targets } },
    listen: { port: 0 },
    admin: { port: 0 },
    passthrough: { '/legacy': { upstream: 'users' } },
  };
  const contract = { ...soundContract, title: 'Users\u001b[31m', version: '1.2.0' };
  const folder = await folderWith(t, { 'paramap.config.json': config, 'users.contract.json': contract });
  const stop = new AbortController();
  const terminal = recordedTerminal({ folder, stopSignal: () => stop.signal });
  const told = new Promise<void>((resolve) => {
    const { writeOut } = terminal;
    terminal.writeOut = (text) => {
      writeOut(text);
      resolve();
    };
  });
  const ended = main(['serve', ...words], [serveCommand], terminal);
  if (words.includes('--quiet')) setImmediate(() => stop.abort());
  else void told.then(() => stop.abort());
  return { exitCode: await ended, out: terminal.out, error: terminal.error };
}

describe('paramap serve says at its start', () => {
  it('where it listens, what it serves, by which options, and which targets take connections', async (t) => {
    const upstream = await echoUpstream();
    t.after(() => upstream.close());
    const closed = `http://127.0.0.1:${await freePort()}`;
    const { exitCode, out } = await start(t, [upstream.url, closed]);
    assert.equal(exitCode, 0);
    const shown = out
      .replace(upstream.url, 'UP')
      .replace(closed, 'DOWN')
      .replaceAll(/:\d{4,5}\n/g, ':PORT\n');
    assert.equal(
      shown.replaceAll(/ +/g, ' '),
      [
        'listening on http://127.0.0.1:PORT',
        'admin on http://127.0.0.1:PORT',
        ' contracts Users\\u001b[31m 1.2.0: 1 operation to users (users.contract.json)',
        ' upstreams users UP takes connections',
        ' users DOWN takes no connections (ECONNREFUSED)',
        ' paramap doctor says why, and what to do',
        ' passed on /legacy to users',
        ' options paramap.config.json, read again at SIGHUP',
        '',
      ].join('\n'),
    );
  });

  it('the same as one line of JSON, for programs', async (t) => {
    const closed = `http://127.0.0.1:${await freePort()}`;
    const { out } = await start(t, [closed], '--json', '--watch');
    assert.equal(out.split('\n').length, 2);
    const told = JSON.parse(out);
    assert.match(told.listening.url, /^http:\/\/127\.0\.0\.1:\d+$/);
    assert.match(told.admin.url, /^http:\/\/127\.0\.0\.1:\d+$/);
    const { version: _version, pid: _pid, listening: _listening, admin: _admin, ...served } = told;
    assert.deepEqual(served, {
      options: 'paramap.config.json',
      watches: true,
      workers: 1,
      contracts: [
        {
          file: 'users.contract.json',
          title: 'Users\u001b[31m',
          version: '1.2.0',
          mount: '',
          operations: 1,
          upstreams: ['users'],
        },
      ],
      targets: [{ upstream: 'users', origin: closed, state: 'closed', code: 'ECONNREFUSED' }],
      passthrough: [{ prefix: '/legacy', upstream: 'users' }],
      warnings: [],
    });
  });

  it('nothing where it is asked to be quiet', async (t) => {
    const { out, error } = await start(t, ['http://127.0.0.1:1'], '--quiet');
    assert.equal(out, '');
    assert.equal(error, 'stopping; requests in flight are finished\n');
  });

  it('what is wrong with two flags that contradict each other', async (t) => {
    const { exitCode, error } = await start(t, ['http://127.0.0.1:1'], '--quiet', '--json');
    assert.equal(exitCode, 2);
    assert.match(error, /^--quiet says nothing at start, and --json says it as JSON; choose one\n/);
  });
});

describe('the screen of a start', () => {
  const address = { host: '127.0.0.1', port: 1, url: 'http://127.0.0.1:1' };
  const contract = {
    file: 'a.json',
    title: 'A',
    version: undefined,
    mount: '/v1',
    operations: 2,
    upstreams: ['a', 'b'],
  };
  const target = { upstream: 'a', origin: 'http://127.0.0.1:2', state: 'silent' as const, code: undefined };
  const large: Served = {
    addresses: { ...address, admin: address },
    options: undefined,
    watches: true,
    workers: 4,
    contracts: Array.from({ length: 40 }, () => contract),
    targets: Array.from({ length: 30 }, () => target),
    passthrough: Array.from({ length: 9 }, (_, at) => ({ prefix: `/old${at}`, upstream: 'a' })),
    warnings: [{ file: 'a.json', pointer: '', rule: 'x', severity: 'warning', message: 'm', cure: 'c' }],
  };
  const rows = startScreen(large, recordedTerminal()).trimEnd().split('\n');

  it('has 24 lines at most, and counts what it leaves out', () => {
    assert.ok(rows.length <= 24, `${rows.length} lines`);
    assert.deepEqual(
      rows.filter((row) => row.includes('more')).map((row) => row.trim()),
      ['and 35 more contracts', 'and 25 more targets', 'and 4 more prefixes'],
    );
  });

  const promises: readonly [what: string, row: RegExp][] = [
    ['mounts and several upstreams', /^ {2}contracts {2}A: 2 operations below \/v1 to a, b \(a\.json\)$/],
    ['a target that is silent', /^ {2}upstreams {2}a http:\/\/127\.0\.0\.1:2 {2}does not answer$/],
    ['that flags say everything', /^ {2}options {4}flags alone, read again when a file changes$/],
    ['how many processes serve', /^ {2}workers {4}4 processes$/],
    ['that there were warnings', /^ {2}warnings {3}1, told above$/],
  ];
  for (const [what, row] of promises) {
    it(`tells of ${what}`, () => assert.equal(rows.filter((each) => row.test(each)).length, 1, rows.join('\n')));
  }
});
