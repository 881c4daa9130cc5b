import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { ContractError } from '../../src/contract/finding.ts';
import { openVerify } from '../../src/guard/open-guards.ts';
import { givenInCode, resolveOptions } from '../../src/options/resolve-options.ts';
import { SignJWT } from 'jose';

const contracts = 'schemas/*.contract.json';
const jwt = { verify: 'jwt', issuer: 'a', audience: 'b', algorithms: ['RS256'], jwksUrl: 'https://id.example/jwks' };
const redis = { url: 'redis://127.0.0.1:6379', onStoreFailure: 'open' };
const account = (written: object) => ({ credentials: { account: written } });
const { issuer: _, ...noIssuer } = jwt;

/** The options, where they are refused, and by which rule. */
const refused: Readonly<Record<string, readonly [object, string, string]>> = {
  'a shared secret for public keys': [
    account({ ...jwt, algorithms: ['HS256', 'RS256'] }),
    '/credentials/account/algorithms',
    'algorithm-key',
  ],
  'a public algorithm for a shared secret': [
    account({ ...jwt, jwksUrl: undefined, secret: 'TOKEN_SECRET' }),
    '/credentials/account/algorithms',
    'algorithm-key',
  ],
  'the algorithm `none`': [account({ ...jwt, algorithms: ['none'] }), '/credentials/account/algorithms', 'option-type'],
  'a token of any issuer': [account(noIssuer), '/credentials/account/issuer', 'option-missing'],
  'keys at two places': [account({ ...jwt, jwksFile: 'a.json' }), '/credentials/account/jwksFile', 'option-misplaced'],
  'an issuer of plain keys': [
    account({ verify: 'keys', keys: [{ name: 'a', secret: 'A' }], issuer: 'a' }),
    '/credentials/account/issuer',
    'option-misplaced',
  ],
  'a key that is written out': [
    account({ verify: 'keys', keys: [{ name: 'a', secret: 'abc-123' }] }),
    '/credentials/account/keys',
    'option-type',
  ],
  'a misspelt member': [
    account({ ...jwt, jwksURL: 'https://id.example/jwks' }),
    '/credentials/account/jwksURL',
    'unknown-option',
  ],
  'a store without a word on its failure': [
    { rateLimits: { redis: { url: redis.url } } },
    '/rateLimits/redis/onStoreFailure',
    'option-missing',
  ],
  'a client that is none': [
    { rateLimits: { redis: { client: {}, onStoreFailure: 'open' } } },
    '/rateLimits/redis/client',
    'option-type',
  ],
  'a store at two places': [
    { rateLimits: { redis: { ...redis, secret: 'REDIS_URL' } } },
    '/rateLimits/redis',
    'option-missing',
  ],
};

describe('the options of guards refuse', () => {
  for (const [name, [options, pointer, rule]] of Object.entries(refused)) {
    test(name, () => {
      const upstreams = { users: { targets: ['http://127.0.0.1:1'] } };
      assert.throws(
        () => resolveOptions({ contracts, upstreams, ...options }, givenInCode('gateway')),
        (error) => {
          assert.ok(error instanceof ContractError);
          assert.ok(
            error.findings.some((finding) => finding.pointer === pointer && finding.rule === rule),
            error.message,
          );
          assert.doesNotMatch(error.message, /abc-123/);
          return true;
        },
      );
    });
  }
});

test('a shared secret verifies the tokens that it signed, and no others', async () => {
  const written = { ...jwt, jwksUrl: undefined, algorithms: ['HS256'], secret: 'TOKEN_SECRET' };
  const upstreams = { users: { targets: ['http://127.0.0.1:1'] } };
  const { credentials } = resolveOptions({ contracts, upstreams, ...account(written) }, givenInCode('gateway'));
  const settings = credentials.get('account');
  assert.ok(settings !== undefined);
  const environment = { TOKEN_SECRET: 'one-secret-of-thirty-two-letters' };
  const verify = openVerify(settings, { environment, root: '.' });
  const sign = (secret: string, expires?: string): Promise<string> => {
    const token = new SignJWT({ scope: 'a b' }).setProtectedHeader({ alg: 'HS256' }).setIssuer('a').setAudience('b');
    return (expires === undefined ? token : token.setExpirationTime(expires)).sign(new TextEncoder().encode(secret));
  };
  const good = await verify(await sign(environment.TOKEN_SECRET, '1m'));
  assert.deepEqual(good.ok && good.scopes, ['a', 'b']);
  assert.deepEqual(await verify(await sign('another-secret-of-thirty-two-let', '1m')), {
    ok: false,
    reason: 'its signature does not fit',
  });
  assert.deepEqual(await verify(await sign(environment.TOKEN_SECRET)), {
    ok: false,
    reason: 'its claim `exp` is missing or not what is asked for',
  });
});
