import assert from 'node:assert/strict';
import http from 'node:http';
import { fileURLToPath } from 'node:url';
import { type TestContext, test } from 'node:test';
import { doctorCommand } from '../../src/cli/doctor.ts';
import { main } from '../../src/cli/main.ts';
import { freePort } from '../support/free-port.ts';
import { type Listening, listen } from '../support/listen.ts';
import { answering, scriptedUpstream } from '../support/scripted-upstream.ts';
import { tlsUpstream } from '../support/tls-upstream.ts';
import { contractFolder } from './contract-folder.ts';
import { recordedTerminal } from './recorded-terminal.ts';

const authority = fileURLToPath(new URL('../support/tls/authority.pem', import.meta.url));

/** `GET /users`, with an example that is sent and a secret that goes with it. */
const contract = {
  title: 'Users',
  upstream: { name: 'users', headers: { 'x-api-key': { secret: 'USERS_KEY' } } },
  operations: {
    findUsers: {
      route: 'GET /users',
      upstream: { route: 'GET /v1/users' },
      query: { properties: { name: { type: 'string' } } },
      responses: {
        '200': {
          content: {
            'application/json': {
              type: 'array',
              items: { type: 'object', required: ['id'], properties: { id: { type: 'integer' } } },
            },
          },
        },
      },
      examples: [{ request: { route: 'GET /users?name=ada' }, sends: { route: 'GET /v1/users?name=ada' } }],
    },
  },
};

interface Asked {
  readonly url: string;
  readonly upstream?: object;
  readonly flags?: readonly string[];
}

async function ask(t: TestContext, { url, upstream = {}, flags = [] }: Asked) {
  const folder = await contractFolder({
    'users.contract.json': contract,
    'paramap.config.json': {
      contracts: ['users.contract.json'],
      upstreams: { users: { targets: [url], timeouts: { connectMs: 1500, firstByteMs: 300 }, ...upstream } },
    },
  });
  t.after(() => folder.remove());
  const terminal = recordedTerminal({ folder: folder.path, environment: { USERS_KEY: 'hunter2-secret' } });
  const code = await main(['doctor', ...flags], [doctorCommand], terminal);
  const seen = terminal.out + terminal.error;
  assert.doesNotMatch(seen, /hunter2/, 'no secret is printed');
  assert.doesNotMatch(seen, /\u001b/, 'no colours where nobody shows them');
  assert.ok(flags.includes('--json') || seen.split('\n').length < 30, `one screen: ${seen}`);
  return { code, seen };
}

/** An HTTP server for as long as the test runs. */
async function serve(t: TestContext, handler: http.RequestListener): Promise<Listening> {
  const upstream = await listen(http.createServer(handler));
  t.after(() => upstream.close());
  return upstream;
}

const answerUsers: http.RequestListener = (_req, res) => {
  res.setHeader('Content-Type', 'application/json');
  res.end('[{"id":1}]');
};

test('doctor: an upstream without a fault is well, with its examples', async (t) => {
  const seen: (string | undefined)[] = [];
  const { url } = await serve(t, (req, res) => {
    seen.push(`${req.method} ${req.url} ${String(req.headers['x-api-key'])}`);
    answerUsers(req, res);
  });
  const { code, seen: text } = await ask(t, { url, flags: ['--examples'] });
  assert.match(text, /\nAll is well\.\n$/);
  assert.match(text, /ok {3}port .* takes connections/);
  assert.match(text, /1 example is answered as the contract says/);
  assert.equal(code, 0);
  assert.deepEqual(seen, ['HEAD / undefined', 'GET /v1/users?name=ada hunter2-secret']);
});

test('doctor: without `--examples` no operation is called', async (t) => {
  const seen: (string | undefined)[] = [];
  const { url } = await serve(t, (req, res) => {
    seen.push(req.url);
    answerUsers(req, res);
  });
  const { code, seen: text } = await ask(t, { url });
  assert.deepEqual([code, seen], [0, ['/']]);
  assert.match(text, /no examples were sent/);
});

test('doctor: a closed port is told, and what to do', async (t) => {
  const { code, seen } = await ask(t, { url: `http://127.0.0.1:${await freePort()}` });
  assert.match(seen, /BAD {2}port .*ECONNREFUSED/);
  assert.match(seen, /First: start the service, or correct the port/);
  assert.equal(code, 1);
});

test('doctor: a name that nobody knows is told before anything else is asked', async (t) => {
  const { code, seen } = await ask(t, { url: `http://${'a'.repeat(64)}.invalid` });
  assert.match(seen, /BAD {2}name/);
  assert.doesNotMatch(seen, /BAD {2}(?!name)/);
  assert.match(seen, /First: (correct the name in the option `targets`|look at the DNS settings)/);
  assert.equal(code, 1);
});

for (const [certificate, ca, said, first] of [
  ['expired', authority, /has expired, on /, /renew the certificate/],
  ['wrong-name', authority, /is not for 127\.0\.0\.1, but for /, /tls\.serverName/],
  ['valid', undefined, /is not trusted \(/, /`tls\.ca`/],
] as const) {
  test(`doctor: a certificate that is ${ca === undefined ? 'of an unknown authority' : certificate} is told`, async (t) => {
    const upstream = await tlsUpstream(certificate);
    t.after(() => upstream.close());
    const { code, seen } = await ask(t, { url: upstream.url, upstream: ca === undefined ? {} : { tls: { ca } } });
    assert.match(seen, /BAD {2}tls/);
    assert.match(seen, said);
    assert.match(seen, first);
    assert.equal(code, 1);
  });
}

test('doctor: a trusted certificate is told with its version and the days that it has left', async (t) => {
  const upstream = await tlsUpstream('valid');
  t.after(() => upstream.close());
  const { seen, code } = await ask(t, { url: upstream.url, upstream: { tls: { ca: authority } } });
  assert.match(
    seen,
    /(?:ok {2}|look) tls +TLSv1\.\d, the certificate for 127\.0\.0\.1 is trusted and ends in \d+ days/,
  );
  assert.equal(code, 0);
});

test('doctor: plain HTTP where `https:` is written is told', async (t) => {
  const { port } = await serve(t, answerUsers);
  const { code, seen } = await ask(t, { url: `https://127.0.0.1:${port}` });
  assert.match(seen, /BAD {2}tls +what answers there is not TLS/);
  assert.match(seen, /First: write `http:` in `targets`/);
  assert.equal(code, 1);
});

test('doctor: TLS where `http:` is written is told', async (t) => {
  const upstream = await tlsUpstream('valid');
  t.after(() => upstream.close());
  const { code, seen } = await ask(t, { url: `http://127.0.0.1:${upstream.port}` });
  assert.match(seen, /BAD {2}http .*\n/);
  assert.match(seen, /First: .*TLS/);
  assert.equal(code, 1);
});

test('doctor: a server that never answers is told with the limit', async (t) => {
  const upstream = await scriptedUpstream(() => {});
  t.after(() => upstream.close());
  const { code, seen } = await ask(t, { url: upstream.url });
  assert.match(seen, /HEAD \/ was not answered within 300 ms/);
  assert.match(seen, /First: find out why the service is slow/);
  assert.equal(code, 1);
});

test('doctor: a server that is slow within the limit is worth a look', async (t) => {
  const { url } = await serve(t, (_req, res) => void setTimeout(() => res.end(), 200));
  const { code, seen } = await ask(t, { url, upstream: { timeouts: { connectMs: 1500, firstByteMs: 350 } } });
  assert.match(seen, /look speed .*first byte in \d+ ms \(limit 350\)/);
  assert.equal(code, 0);
});

test('doctor: what is not HTTP is told', async (t) => {
  const upstream = await scriptedUpstream(answering('SSH-2.0-OpenSSH_9.2\r\n'));
  t.after(() => upstream.close());
  const { code, seen } = await ask(t, { url: upstream.url });
  assert.match(seen, /BAD {2}http +what came is not HTTP/);
  assert.equal(code, 1);
});

for (const [name, handler, said] of [
  [
    'an answer of another shape',
    (_req, res) => void res.setHeader('Content-Type', 'application/json').end('[{"id":"one"}]'),
    /the answer to the example of `findUsers` does not fit the contract: type/,
  ],
  [
    'an HTML error page',
    (_req, res) => void res.setHeader('Content-Type', 'text/html').end('<html>Bad gateway</html>'),
    /the example of `findUsers` is answered with an HTML page \(200\)/,
  ],
  [
    'a redirect to a login page',
    (_req, res) => void res.writeHead(302, { Location: 'https://sso.example/login?next=%2Fv1' }).end(),
    /leads to a login page: https:\/\/sso\.example\/login/,
  ],
  ['a refused credential', (_req, res) => void res.writeHead(401).end(), /is answered with 401/],
  ['a failing service', (_req, res) => void res.writeHead(500).end(), /is answered with 500/],
] as const satisfies readonly (readonly [string, http.RequestListener, RegExp])[]) {
  test(`doctor --examples: ${name} is told`, async (t) => {
    const { url } = await serve(t, (req, res) => {
      if (req.method === 'HEAD') res.end();
      else handler(req, res);
    });
    const { code, seen } = await ask(t, { url, flags: ['--examples'] });
    assert.match(seen, /BAD {2}contract/);
    assert.match(seen, said);
    assert.match(seen, /First: \S/);
    assert.equal(code, 1);
  });
}

test('doctor: a clock that is off is told', async (t) => {
  const { url } = await serve(t, (_req, res) => {
    res.setHeader('Date', new Date(Date.now() - 120_000).toUTCString());
    res.end();
  });
  const { code, seen } = await ask(t, { url });
  assert.match(seen, /look clock +the clock of the service is 1\d\d s behind/);
  assert.equal(code, 0);
});

test('doctor: contracts that cannot run come first', async (t) => {
  const { url } = await serve(t, answerUsers);
  const { code, seen } = await ask(t, { url, upstream: { nmae: 1 } });
  assert.match(seen, /One thing is wrong with the contracts or options/);
  assert.match(seen, /First: .*nmae/);
  assert.equal(code, 1);
});

test('doctor --json: tells programs the same', async (t) => {
  const { url } = await serve(t, answerUsers);
  const { code, seen } = await ask(t, { url, flags: ['--json', '--upstream', 'users'] });
  const report = JSON.parse(seen);
  assert.equal(code, 0);
  assert.deepEqual([report.isWell, report.findings, report.targets.length], [true, [], 1]);
  assert.deepEqual(
    report.targets[0].checks.map(({ about }: { about: string }) => about),
    ['name', 'port', 'http', 'speed', 'clock', 'contract'],
  );
});

test('doctor: an upstream that is not configured, and a URL that is none, are wrong command lines', async (t) => {
  const unknown = await ask(t, { url: 'http://127.0.0.1:1', flags: ['--upstream', 'orders'] });
  assert.match(unknown.seen, /no upstream orders is configured; there are users/);
  assert.equal(unknown.code, 2);
  assert.equal((await ask(t, { url: 'http://127.0.0.1:1', flags: ['--running', 'localhost:9090'] })).code, 2);
});

test('doctor --running: a running gateway is asked for its state, and one that is not there is told', async (t) => {
  const { url } = await serve(t, answerUsers);
  const admin = await serve(t, (req, res) => {
    const answers: Record<string, object> = {
      '/ready': { ready: true, reasons: [] },
      '/health': { ready: true, connections: 3, inFlight: 1, reloads: { done: 0, failed: 0, stale: false } },
      '/upstreams': {
        upstreams: [{ name: 'users', targets: [{ name: 'users#1', usable: false, healthy: false, pending: 2 }] }],
      },
    };
    res.end(JSON.stringify(answers[req.url ?? ''] ?? {}));
  });
  const running = await ask(t, { url, flags: ['--running', admin.url] });
  assert.match(running.seen, /users#1 gets no requests \(its health checks fail\); 2 under way/);
  assert.match(running.seen, /ready; 3 connections, 1 requests under way/);
  assert.equal(running.code, 0);
  const absent = await ask(t, { url, flags: ['--running', `http://127.0.0.1:${await freePort()}`] });
  assert.match(absent.seen, /nothing that is a gateway answers there \(ECONNREFUSED\)/);
  assert.equal(absent.code, 1);
});
