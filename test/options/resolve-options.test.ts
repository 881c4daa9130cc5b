import assert from 'node:assert/strict';
import { availableParallelism } from 'node:os';
import { test } from 'node:test';
import { inspect } from 'node:util';
import { defineCodec } from '../../src/codec/user-codec.ts';
import { ContractError, type Finding } from '../../src/contract/finding.ts';
import { givenInCode, resolveOptions } from '../../src/options/resolve-options.ts';
import type { ResolvedOptions } from '../../src/options/resolved-options.ts';

const resolve = (options: unknown, surface: 'middleware' | 'gateway' = 'middleware'): ResolvedOptions =>
  resolveOptions(options, givenInCode(surface));

function findingsOf(options: unknown, surface: 'middleware' | 'gateway' = 'middleware'): readonly Finding[] {
  try {
    resolve(options, surface);
  } catch (error) {
    assert.ok(error instanceof ContractError);
    return error.findings;
  }
  return [];
}

const contracts = 'schemas/*.contract.json';

test('fills in every default', () => {
  const resolved = resolve({ contracts, upstreams: { users: { targets: ['http://127.0.0.1:4001'] } } });
  assert.deepEqual(resolved.contracts, [contracts]);
  assert.equal(resolved.root, process.cwd());
  assert.equal(resolved.name, 'paramap');
  assert.equal(resolved.problems, 'answer');
  assert.deepEqual(resolved.requestId, { header: 'X-Request-Id', trust: true });
  assert.equal(resolved.sender, 'upstreams');
  assert.deepEqual(resolved.unknown, {
    query: 'refuse',
    body: 'refuse',
    headers: 'forward',
    cookies: 'drop',
    response: 'forward',
  });
  assert.deepEqual(resolved.upstreams, [
    {
      name: 'users',
      targets: [{ url: 'http://127.0.0.1:4001/', name: undefined, weight: 1 }],
      balance: 'least-pending',
      panicShare: 0,
      protocol: 'http1',
      returnMs: 10_000,
      ejection: { consecutiveFailures: 5, ejectMs: 10_000, maxEjectMs: 300_000, mostShare: 0.5 },
      health: undefined,
      dns: { refreshMs: 30_000, negativeMs: 1000 },
      denyAddresses: [],
      retry: {
        max: 1,
        on: ['connect', 'reset', 503],
        methods: ['GET', 'HEAD', 'PUT', 'DELETE', 'OPTIONS'],
        backoffMs: 25,
        maxBackoffMs: 1000,
        budget: 0.2,
      },
      failures: ['connect', 'reset', 'timeout', 'invalid-response', 502, 503, 504],
      breaker: undefined,
      maxPending: 1024,
      queue: { max: 0, timeoutMs: 1000 },
      adaptive: undefined,
      timeouts: { connectMs: 1000, firstByteMs: 10_000, idleMs: 30_000, totalMs: 30_000, streamMs: 0 },
      tls: undefined,
      tlsFiles: [],
    },
  ]);
  assert.equal(resolved.limits.bodyBytes, 1_048_576);
});

test('runs examples at start unless the environment is production, and as the option says in any', (t) => {
  const before = process.env['NODE_ENV'];
  t.after(() => {
    if (before === undefined) delete process.env['NODE_ENV'];
    else process.env['NODE_ENV'] = before;
  });
  const examplesIn = (environment: string, options: object = {}) => {
    process.env['NODE_ENV'] = environment;
    return resolve({ contracts, ...options }).examples;
  };
  assert.equal(examplesIn('development'), 'check');
  assert.equal(examplesIn('test'), 'check');
  assert.equal(examplesIn('production'), 'ignore');
  assert.equal(examplesIn('production', { examples: 'check' }), 'check');
  assert.equal(examplesIn('development', { examples: 'ignore' }), 'ignore');
});

test('keeps what is given, zero and false included, and never the default in its place', () => {
  const resolved = resolve(
    {
      contracts: ['a.json', { operations: {} }],
      upstreams: { users: { targets: ['https://users.example/base'], timeouts: { firstByteMs: 0 } } },
      trustProxy: false,
      listen: { port: 0, drainMs: 0 },
    },
    'gateway',
  );
  assert.deepEqual(resolved.contracts, ['a.json', { operations: {} }]);
  assert.equal(resolved.upstreams[0]?.targets[0]?.url, 'https://users.example/base');
  assert.equal(resolved.upstreams[0]?.timeouts.firstByteMs, 0);
  assert.deepEqual(resolved.trustProxy, []);
  assert.equal(resolved.listen.port, 0);
  assert.equal(resolved.listen.drainMs, 0);
});

test('is frozen at every level, and leaves the object given alone', () => {
  const given = Object.freeze({ contracts, limits: Object.freeze({ bodyBytes: 10 }), upstreams: Object.freeze({}) });
  const resolved = resolve(given);
  for (const part of [
    resolved,
    resolved.contracts,
    resolved.limits,
    resolved.unknown,
    resolved.listen,
    resolved.upstreams,
  ]) {
    assert.ok(Object.isFrozen(part));
  }
});

test('has no optional member: what is not given is undefined, not absent', () => {
  const resolved = resolve({ contracts });
  for (const name of ['forward', 'context']) assert.ok(Object.hasOwn(resolved, name), name);
});

test('tells who sends: the upstreams, the handler of the app, or nobody where only rewrite is used', () => {
  assert.equal(resolve({ contracts }).sender, 'upstreams');
  assert.equal(resolve({ contracts, upstreams: {} }).sender, 'none');
  assert.equal(resolve({ contracts, forward: () => {} }).sender, 'forward');
});

test('lists every fault of every option at once', () => {
  const findings = findingsOf({
    contract: contracts,
    name: 'two words',
    limits: { bodyBytes: '1mb', headerCount: 5000 },
    upstreams: { users: { targets: ['users.example'], timeouts: { connectMs: -1 } } },
    examples: true,
    problems: 'throw',
  });
  assert.deepEqual(findings.map(({ pointer, rule }) => `${pointer} ${rule}`).sort(), [
    '/contract unknown-option',
    '/contracts option-missing',
    '/examples option-type',
    '/limits/bodyBytes option-type',
    '/limits/headerCount option-type',
    '/name option-type',
    '/problems option-type',
    '/upstreams/users/targets option-type',
    '/upstreams/users/timeouts/connectMs option-type',
  ]);
});

test('an app that does not catch the error sees every fault once', () => {
  let thrown: unknown;
  try {
    resolve({ contracts, upstream: {} });
  } catch (error) {
    thrown = error;
  }
  assert.equal(inspect(thrown).match(/`upstream` is no option here/g)?.length, 1);
});

const withPassword: readonly [name: string, targets: unknown][] = [
  ['a text in place of a list', 'http://ada:hunter2@users'],
  ['an address with credentials', ['http://ada:hunter2@users']],
  ['a text that is no address, beside a good one', ['http://users', 'hunter2']],
];
for (const [name, targets] of withPassword) {
  test(`does not repeat what may be a password: ${name}`, () => {
    const [finding] = findingsOf({ contracts, upstreams: { users: { targets } } });
    assert.equal(finding?.pointer, '/upstreams/users/targets');
    assert.doesNotMatch(JSON.stringify(finding), /hunter2/);
  });
}

test('says which target is wrong', () => {
  const [finding] = findingsOf({ contracts, upstreams: { users: { targets: ['users.example'] } } });
  assert.equal(finding?.message, 'target 1 of upstream `users` is no base URL');
});

const misspelt: readonly [given: object, cure: string][] = [
  [{ contracts, upstream: {} }, 'did you mean `upstreams`?'],
  [{ contracts, limits: { bodybytes: 1 } }, 'did you mean `bodyBytes`?'],
  [{ contracts, upstreams: { users: { targets: ['http://a'], timeout: {} } } }, 'did you mean `timeouts`?'],
  [{ contracts, unknown: { header: 'drop' } }, 'did you mean `headers`?'],
];
for (const [given, cure] of misspelt) {
  test(`refuses an unknown option with the nearest name: ${cure}`, () => {
    const [finding] = findingsOf(given);
    assert.equal(finding?.rule, 'unknown-option');
    assert.equal(finding?.cure, cure);
  });
}

test('lists the known options where no name is near', () => {
  const [finding] = findingsOf({ contracts, unknown: { everything: 'drop' } });
  assert.equal(finding?.cure, 'known here: `query`, `body`, `headers`, `cookies`, `response`');
});

const wrong: readonly [what: string, options: object, pointer: string][] = [
  ['a contract list that is empty', { contracts: [] }, '/contracts'],
  ['a contract that is a number', { contracts: [7] }, '/contracts'],
  ['a duration longer than a timer can hold', { contracts, listen: { requestMs: 2 ** 31 } }, '/listen/requestMs'],
  ['a fraction of a millisecond', { contracts, listen: { headersMs: 0.5 } }, '/listen/headersMs'],
  ['a target without a scheme', targets('10.0.0.1:8080'), '/upstreams/users/targets'],
  ['a target of another scheme', targets('ftp://10.0.0.1'), '/upstreams/users/targets'],
  ['a target with credentials', targets('http://user:password@10.0.0.1'), '/upstreams/users/targets'],
  ['a target with a query', targets('http://10.0.0.1/?a=1'), '/upstreams/users/targets'],
  ['a target with an empty query', targets('http://10.0.0.1/?'), '/upstreams/users/targets'],
  ['a target with a fragment', targets('http://10.0.0.1/#a'), '/upstreams/users/targets'],
  ['no target', { contracts, upstreams: { users: { targets: [] } } }, '/upstreams/users/targets'],
  ['options that are a list', [], ''],
  ['a section that is a text', { contracts, limits: '1mb' }, '/limits'],
  ['a codec that is no codec', { contracts, codecs: { mine: () => 1 } }, '/codecs/mine'],
  ['a context that is no function', { contracts, context: {} }, '/context'],
  ['a proxy network that is none', { contracts, trustProxy: ['10.0.0.0/33'] }, '/trustProxy'],
  ['a proxy network that is a name', { contracts, trustProxy: ['loopback'] }, '/trustProxy'],
  ['a port beyond the last', { contracts, listen: { port: 65_536 } }, '/listen/port'],
  ['a type base that is no URI', { contracts, problemTypeBase: 'problems/' }, '/problemTypeBase'],
];
for (const [what, options, pointer] of wrong) {
  test(`refuses ${what}`, () => {
    const findings = findingsOf(options, 'gateway').filter(({ rule }) => rule !== 'option-missing');
    assert.deepEqual(
      findings.map((finding) => [finding.pointer, finding.rule, finding.severity]),
      [[pointer, 'option-type', 'error']],
    );
  });
}

test('resolves the processes that serve: a number, or one for each core', () => {
  const workers = (given: unknown) => resolve({ contracts, listen: { workers: given } }, 'gateway').listen.workers;
  assert.equal(workers(3), 3);
  assert.equal(workers('auto'), availableParallelism());
  for (const wrong of [0, -1, 1.5, 1025, 'all', true]) {
    const [finding] = findingsOf({ contracts, listen: { workers: wrong } }, 'gateway');
    assert.deepEqual([finding?.pointer, finding?.rule], ['/listen/workers', 'option-type']);
  }
});

test('has an admin address only where one is asked for, on loopback', () => {
  assert.equal(resolve({ contracts }, 'gateway').admin, undefined);
  assert.deepEqual(resolve({ contracts, admin: {} }, 'gateway').admin, { host: '127.0.0.1', port: 9090 });
  assert.equal(findingsOf({ contracts, admin: { hots: 'a' } }, 'gateway')[0]?.pointer, '/admin/hots');
});

function targets(target: string): object {
  return { contracts, upstreams: { users: { targets: [target] } } };
}

const wrongAttempts: readonly [what: string, members: object, pointer: string, rule: string][] = [
  ['a POST among the repeated methods', { retry: { methods: ['POST'] } }, '/retry/methods', 'option-type'],
  ['a repeat of what was refused', { retry: { on: [302] } }, '/retry/on', 'option-type'],
  ['more repeats than do any good', { retry: { max: 11 } }, '/retry/max', 'option-type'],
  ['a breaker that never opens', { breaker: { consecutiveFailures: 0 } }, '/breaker', 'breaker-never'],
  ['an adaptive limit without room', { maxPending: 4, adaptive: {} }, '/adaptive', 'adaptive-range'],
  ['a misspelt member', { retry: { maxx: 1 } }, '/retry/maxx', 'unknown-option'],
];
for (const [what, members, pointer, rule] of wrongAttempts) {
  test(`refuses ${what} at \`${pointer}\``, () => {
    const findings = findingsOf({ contracts, upstreams: { users: { targets: ['http://a'], ...members } } });
    assert.deepEqual(
      findings.map((finding) => [finding.pointer, finding.rule]),
      [[`/upstreams/users${pointer}`, rule]],
    );
  });
}

test('does not let anyone switch the verification of certificates off', () => {
  const tls = { rejectUnauthorized: false };
  const [finding] = findingsOf({ contracts, upstreams: { users: { targets: ['https://a'], tls } } });
  assert.equal(finding?.pointer, '/upstreams/users/tls/rejectUnauthorized');
  assert.match(finding?.cure ?? '', /tls\.ca/);
});

test('refuses an authority file that is missing or holds no certificate', () => {
  const withCa = (ca: string) => ({ contracts, upstreams: { users: { targets: ['https://a'], tls: { ca } } } });
  assert.equal(findingsOf(withCa('no-such-file.pem'))[0]?.rule, 'tls-ca');
  assert.equal(findingsOf(withCa('package.json'))[0]?.rule, 'tls-ca');
});

test('refuses a pass-through prefix to an upstream that is not configured, with the nearest name', () => {
  const upstreams = { users: { targets: ['http://a'] } };
  const [finding] = findingsOf({ contracts, upstreams, passthrough: { '/legacy': { upstream: 'user' } } });
  assert.equal(finding?.pointer, '/passthrough/~1legacy/upstream');
  assert.equal(finding?.cure, 'did you mean `users`?');
});

for (const prefix of ['legacy', '/legacy/', '/a//b', '/a/../b', '/a%2Fb', '/a?b', '']) {
  test(`refuses \`${prefix}\` as a pass-through prefix`, () => {
    const upstreams = { users: { targets: ['http://a'] } };
    const findings = findingsOf({ contracts, upstreams, passthrough: { [prefix]: { upstream: 'users' } } });
    assert.deepEqual(
      findings.map(({ rule }) => rule),
      ['passthrough-prefix'],
    );
  });
}

test('refuses a codec under another name than its own', () => {
  const codec = defineCodec('sku', { encode: String, decode: String, produces: { type: 'string' } });
  assert.deepEqual(Object.keys(resolve({ contracts, codecs: { sku: codec } }).codecs), ['sku']);
  assert.equal(findingsOf({ contracts, codecs: { stock: codec } })[0]?.rule, 'codec-name');
});

test('looks at the longest pass-through prefix first', () => {
  const users = { upstream: 'users' };
  const upstreams = { users: { targets: ['http://a'] } };
  const resolved = resolve({ contracts, upstreams, passthrough: { '/a': users, '/': users, '/a/b': users } });
  assert.deepEqual(
    resolved.passthrough.map(({ prefix }) => prefix),
    ['/a/b', '/a', ''],
  );
});

test('does not show the inside of objects or long texts in findings, which may be secrets', () => {
  const secret = 's3cret '.repeat(20);
  const findings = findingsOf({ contracts, name: secret, problems: { secret } });
  assert.equal(findings.length, 2);
  assert.doesNotMatch(JSON.stringify(findings), /s3cret/);
});

test('reads own members only, so that a polluted prototype gives no options', () => {
  const inherited: object = Object.create({ name: 'inherited', bogus: 1 });
  const resolved = resolve(Object.assign(inherited, { contracts }));
  assert.equal(resolved.name, 'paramap');
});

test('warns where the middleware is given what only a gateway can hold, and starts', () => {
  const warnings: Finding[] = [];
  resolve({ contracts, listen: { port: 1 }, trustProxy: [], onWarning: (finding: Finding) => warnings.push(finding) });
  assert.deepEqual(
    warnings.map(({ pointer, rule, severity }) => [pointer, rule, severity]),
    [
      ['/listen', 'surface', 'warning'],
      ['/trustProxy', 'surface', 'warning'],
    ],
  );
});

test('refuses `problems: next` for a gateway, which has no error handler behind it', () => {
  assert.deepEqual(
    findingsOf({ contracts, problems: 'next' }, 'gateway').map(({ pointer, rule }) => [pointer, rule]),
    [['/problems', 'surface']],
  );
});

test('refuses a time for the head that is longer than that for the whole request', () => {
  const [finding] = findingsOf({ contracts, listen: { headersMs: 40_000 } }, 'gateway');
  assert.equal(finding?.pointer, '/listen/headersMs');
});

test('refuses limits that no parser could be told', () => {
  for (const name of ['urlBytes', 'headerBytes', 'upstreamHeaderBytes']) {
    const [finding] = findingsOf({ contracts, limits: { [name]: Number.MAX_SAFE_INTEGER } });
    assert.deepEqual([finding?.rule, finding?.pointer], ['option-type', `/limits/${name}`]);
  }
});
