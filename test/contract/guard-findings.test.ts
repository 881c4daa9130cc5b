import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { judgeGuards } from '../../src/middleware/judge-guards.ts';
import { givenInCode, resolveOptions } from '../../src/options/resolve-options.ts';
import { prepareContracts } from '../../src/contract/prepare-contracts.ts';
import { defaultUnknown } from '../../src/contract/normalize.ts';

const account = { type: 'http', scheme: 'bearer' };
const partner = { type: 'apiKey', in: 'query', name: 'key' };

const contract = (parts: object, operation: object = {}): object => ({
  title: 'Users',
  upstream: { name: 'users' },
  ...parts,
  operations: { findUsers: { route: 'GET /users', ...operation } },
});

const prepare = (written: object) =>
  prepareContracts([JSON.parse(JSON.stringify(written))], {
    root: '.',
    codecs: new Map(),
    secrets: {},
    missingSecret: 'error',
    unknown: defaultUnknown,
  });

const limited = (limit: object, operation: object = {}) => contract({ rateLimits: { calls: limit } }, operation);
const hourly = { quota: 5, windowMs: 3_600_000 };

/** The contract, and where, by which rule and with which cure it is refused. */
const refused: Readonly<Record<string, readonly [object, string, string, RegExp]>> = {
  'a scheme that is not declared': [
    contract({ securitySchemes: { account }, security: [{ acount: [] }] }),
    '/security/0/acount',
    'security-undeclared',
    /`account`/,
  ],
  'security without schemes': [
    contract({ security: [{ account: [] }] }),
    '/security/0/account',
    'security-undeclared',
    /securitySchemes/,
  ],
  'scopes of Basic': [
    contract({ securitySchemes: { login: { type: 'http', scheme: 'basic' } }, security: [{ login: ['a'] }] }),
    '/security/0/login',
    'security-scopes',
    /"login": \[\]/,
  ],
  'an operation that says nothing': [
    contract({ securitySchemes: { account } }),
    '/operations/findUsers',
    'security-absent',
    /"security": \[\]/,
  ],
  'a credential that is a parameter as well': [
    contract(
      { securitySchemes: { partner }, security: [{ partner: [] }] },
      { query: { properties: { key: { type: 'string' } } } },
    ),
    '/operations/findUsers/query',
    'credential-parameter',
    /forward/,
  ],
  'a forwarded credential without a way on': [
    contract({ securitySchemes: { partner: { ...partner, forward: true } }, security: [{ partner: [] }] }),
    '/securitySchemes/partner/forward',
    'credential-forward',
    /parameter/,
  ],
  'two credentials of one place, one forwarded': [
    contract({
      securitySchemes: { account, login: { type: 'http', scheme: 'basic', forward: true } },
      security: [{ account: [] }, { login: [] }],
    }),
    '/operations/findUsers',
    'credential-forward',
    /both or none/,
  ],
  'a claim that is not declared': [
    contract(
      { securitySchemes: { account }, security: [{ account: [] }] },
      { upstream: { headers: { 'X-T': { from: 'credential:tenant' } } } },
    ),
    '/operations/findUsers/upstream/headers/X-T',
    'reference-undeclared',
    /claims/,
  ],
  'a name of OpenAPI 2': [
    contract({ securityDefinitions: {} }),
    '/securityDefinitions',
    'unknown-member',
    /securitySchemes/,
  ],
  'a misspelt member': [
    contract({ securitySchemes: { account: { ...account, foward: true } }, security: [] }),
    '/securitySchemes/account/foward',
    'unknown-member',
    /`forward`/,
  ],
  'an issuer in the contract': [
    contract({ securitySchemes: { account: { ...account, issuer: 'a' } }, security: [] }),
    '/securitySchemes/account/issuer',
    'unknown-member',
    /option `credentials`/,
  ],
  'a scheme without its name': [
    contract({ securitySchemes: { partner: { type: 'apiKey', in: 'header' } }, security: [] }),
    '/securitySchemes/partner',
    'required',
    /"name"/,
  ],
  'a limit without a window': [limited({ quota: 1 }), '/rateLimits/calls', 'required', /windowMs/],
  'a window that is no whole second': [
    limited({ quota: 1, windowMs: 1500 }),
    '/rateLimits/calls/windowMs',
    'value',
    /1000/,
  ],
  'a word of another library': [
    limited({ ...hourly, points: 5 }),
    '/rateLimits/calls/points',
    'unknown-member',
    /`quota`/,
  ],
  'a key that is no declared parameter': [
    limited({ ...hourly, by: ['query:team'] }),
    '/rateLimits/calls/by/0',
    'rate-limit-key',
    /declare it/,
  ],
  'a key of a credential that nobody asks for': [
    limited({ ...hourly, by: ['credential:sub'] }),
    '/rateLimits/calls/by/0',
    'rate-limit-key',
    /security/,
  ],
  'a key of no form': [limited({ ...hourly, by: ['ip'] }), '/rateLimits/calls/by/0', 'text-form', /`address`/],
  'a cost over the quota': [
    limited(hourly, { rateLimits: { calls: { cost: 6 } } }),
    '/rateLimits/calls',
    'rate-limit-cost',
    /larger `quota`/,
  ],
  'a limit of the contract that is declared again': [
    limited(hourly, { rateLimits: { calls: { ...hourly, cost: 2 } } }),
    '/operations/findUsers/rateLimits/calls',
    'rate-limit-twice',
    /another name/,
  ],
  'a cost of a limit that is not there': [
    limited(hourly, { rateLimits: { cals: { cost: 2 } } }),
    '/operations/findUsers/rateLimits/cals',
    'rate-limit-undeclared',
    /`calls`/,
  ],
};

describe('a contract tells', () => {
  for (const [name, [written, pointer, rule, cure]] of Object.entries(refused)) {
    it(name, () => {
      const { findings } = prepare(written);
      const found = findings.filter((finding) => finding.pointer === pointer && finding.rule === rule);
      assert.equal(found.length, 1, JSON.stringify(findings, undefined, 1));
      assert.match(found[0]?.cure ?? '', cure);
    });
  }
});

/** The contract with options, the rule and what the finding names. */
const jwt = { verify: 'jwt', jwksUrl: 'https://id.example/jwks', issuer: 'a', audience: 'b', algorithms: ['RS256'] };
const asks = contract({ securitySchemes: { account }, security: [{ account: ['a'] }] });
const judged: Readonly<Record<string, readonly [object, object, string, RegExp]>> = {
  'a credential that nobody verifies': [asks, {}, 'credential-unverified', /"account"/],
  'a credential whose option is called otherwise': [
    asks,
    { credentials: { acount: jwt } },
    'credential-unverified',
    /`acount`/,
  ],
  'presence alone of what is not forwarded': [
    contract({ securitySchemes: { account }, security: [{ account: [] }] }),
    { credentials: { account: { verify: 'presence' } } },
    'credential-unverified',
    /forward/,
  ],
  'a package that is missing': [asks, { credentials: { account: jwt } }, 'not-installed', /^run `npm install jose`$/],
  'packages of a store that are missing': [
    limited(hourly),
    { rateLimits: { redis: { url: 'redis://a', onStoreFailure: 'open' } } },
    'not-installed',
    /^run `npm install rate-limiter-flexible ioredis`$/,
  ],
  'a key that is missing': [
    asks,
    { credentials: { account: { verify: 'keys', keys: [{ name: 'a', secret: 'NOT_SET' }] } } },
    'missing-secret',
    /environment/,
  ],
};

describe('a start tells', () => {
  for (const [name, [written, options, rule, cure]] of Object.entries(judged)) {
    it(name, () => {
      const { contracts, library, findings } = prepare(written);
      assert.deepEqual(findings, []);
      const upstreams = { users: { targets: ['http://127.0.0.1:1'] } };
      const resolved = resolveOptions({ contracts: written, upstreams, ...options }, givenInCode('gateway'));
      const around = { options: resolved, environment: {}, missingSecret: 'error', hasPeer: () => false } as const;
      const [found, ...others] = judgeGuards(contracts, library, around);
      assert.deepEqual([found?.rule, found?.severity, others], [rule, 'error', []]);
      assert.match(found?.cure ?? '', cure);
    });
  }
});
