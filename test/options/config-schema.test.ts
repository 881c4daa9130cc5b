import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { Ajv } from 'ajv';
import { ContractError } from '../../src/contract/finding.ts';
import { givenInCode, resolveOptions } from '../../src/options/resolve-options.ts';

interface Schema {
  readonly $ref?: string;
  readonly description?: string;
  readonly examples?: readonly unknown[];
  readonly default?: unknown;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly additionalProperties?: boolean | Schema;
  readonly definitions?: Readonly<Record<string, Schema>>;
}

const root: Schema = JSON.parse(readFileSync('schemas/config.schema.json', 'utf8'));
const ajv = new Ajv({ strict: true, strictTypes: false, strictRequired: false, allErrors: true });
const validate = ajv.compile(root);

const contracts = 'schemas/*.contract.json';
const upstreams = {
  users: { targets: ['http://127.0.0.1:1'], health: { path: '/health' }, breaker: {}, adaptive: {} },
};
const resolved = resolveOptions(
  {
    contracts,
    upstreams,
    candidate: { contracts },
    admin: {},
    cors: { origins: ['*'] },
    documentation: {},
    log: {},
    metrics: {},
    insights: {},
    traces: {},
  },
  givenInCode('gateway'),
);

/** The schema with its reference followed; the file refers only to its own definitions. */
function follow(schema: Schema): Schema {
  const name = schema.$ref?.replace('#/definitions/', '');
  return name === undefined ? schema : (root.definitions?.[name] ?? assert.fail(`no definition ${name}`));
}

/** Every member of the format with its pointer; `*` stands for a name that the user chooses. */
function* members(schema: Schema, pointer: string): Generator<[pointer: string, member: Schema]> {
  for (const [name, member] of Object.entries(schema.properties ?? {})) {
    yield [`${pointer}/${name}`, follow(member)];
    yield* members(follow(member), `${pointer}/${name}`);
  }
  const { additionalProperties: others } = schema;
  if (typeof others !== 'object') return;
  yield [`${pointer}/*`, follow(others)];
  yield* members(follow(others), `${pointer}/*`);
}

const all = [...members(root, '')];

for (const [pointer, member] of all) {
  test(`${pointer} has a description and an example that fits`, () => {
    assert.ok((member.description ?? '').length > 10);
    assert.ok((member.examples ?? []).length > 0);
    const judge = ajv.compile({ ...member, definitions: root.definitions });
    for (const example of member.examples ?? []) assert.ok(judge(example), ajv.errorsText(judge.errors));
  });
}

/** Where the resolved options keep a member of the format. */
function resolvedAt(pointer: string): unknown {
  const path = pointer.replace('/upstreams/*', '/upstreams/0').split('/').slice(1);
  return path.reduce((value: unknown, name) => Object(value)[name], resolved);
}

for (const [pointer, member] of all.filter(
  ([at, { default: value }]) => value !== undefined && !at.startsWith('/mounts/'),
)) {
  test(`${pointer} has the default that the options have`, () => {
    assert.deepEqual(resolvedAt(pointer), member.default);
  });
}

test('every member of the format is an option: given a wrong value it is refused as such, not as unknown', () => {
  for (const [pointer] of all) {
    // A gateway parts its options by their mounts before they are resolved; `part-mounts.test.ts` holds that.
    if (pointer === '/$schema' || pointer.endsWith('*') || pointer.startsWith('/mounts/')) continue;
    const findings = findingsAbout(pointer);
    assert.ok(findings.length > 0, `${pointer} is judged`);
    assert.ok(!findings.includes('unknown-option') && !findings.includes('not-built'), pointer);
  }
});

function findingsAbout(pointer: string): string[] {
  const path = pointer
    .replace('/upstreams/*', '/upstreams/users')
    .replace('/passthrough/*', '/passthrough/~1a')
    .split('/')
    .slice(1);
  const given: unknown = path.reduceRight(
    (value: unknown, name) => ({ [name.replace('~1', '/')]: value }),
    Symbol('wrong'),
  );
  try {
    resolveOptions(given, givenInCode('gateway'));
  } catch (error) {
    assert.ok(error instanceof ContractError);
    const at = pointer.replace('/upstreams/*', '/upstreams/users').replace('/passthrough/*', '/passthrough/~1a');
    return error.findings.filter((finding) => finding.pointer === at).map(({ rule }) => rule);
  }
  return [];
}

test('every option is a member of the format', () => {
  const known = new Set(all.map(([pointer]) => pointer));
  // `sender` is concluded from `forward` and `upstreams`, and another clock is for tests alone.
  const names = Object.keys(resolved).filter((name) => name !== 'sender' && name !== 'now');
  for (const name of names) assert.ok(known.has(`/${name}`), name);
  for (const section of ['limits', 'unknown', 'listen', 'admin', 'cors'] as const) {
    for (const name of Object.keys(resolved[section] ?? {})) assert.ok(known.has(`/${section}/${name}`), name);
  }
  for (const name of Object.keys(resolved.upstreams[0]?.timeouts ?? {})) {
    assert.ok(known.has(`/upstreams/*/timeouts/${name}`), name);
  }
});

const wrongConfigs: readonly [what: string, config: object][] = [
  ['a misspelt member', { contracts, upstream: upstreams }],
  ['no contracts', { upstreams }],
  ['a target of weight 0', { contracts, upstreams: { users: { targets: [{ url: 'http://a', weight: 0 }] } } }],
  ['a target with credentials', { contracts, upstreams: { users: { targets: ['http://u:p@a'] } } }],
  ['a credential without a way to verify it', { contracts, upstreams, credentials: { account: {} } }],
  [
    'a token that may be signed by nobody',
    { contracts, upstreams, credentials: { account: { verify: 'jwt', algorithms: ['none'] } } },
  ],
  ['a store without a word on its failure', { contracts, upstreams, rateLimits: { redis: { url: 'redis://a' } } }],
  [
    'a store with two places',
    { contracts, upstreams, rateLimits: { redis: { url: 'redis://a', secret: 'B', onStoreFailure: 'open' } } },
  ],
  [
    'a password in the address of a store',
    { contracts, upstreams, rateLimits: { redis: { url: 'redis://u:p@a', onStoreFailure: 'open' } } },
  ],
  ['CORS for nobody', { contracts, upstreams, cors: { origins: [] } }],
  ['a negative duration', { contracts, listen: { headersMs: -1 } }],
  ['a port that is none', { contracts, admin: { port: 65_536 } }],
  ['problems for an error handler, which a gateway does not have', { contracts, upstreams, problems: 'next' }],
];
for (const [what, config] of wrongConfigs) {
  test(`editors and the options agree that ${what} is wrong`, () => {
    assert.equal(validate(config), false);
    assert.throws(() => resolveOptions(config, givenInCode('gateway')), ContractError);
  });
}
