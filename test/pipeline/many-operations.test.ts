import assert from 'node:assert/strict';
import { mkdtempSync, renameSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it, type TestContext } from 'node:test';
import { generateContracts, writeContracts } from '../../bench/start/contract-set/contract-set.ts';
import { defaultUnknown } from '../../src/contract/normalize.ts';
import type { OperationSource } from '../../src/contract/operation-source.ts';
import { type Api, compileSources } from '../../src/pipeline/pipeline.ts';
import { GateCompiler } from '../../src/pipeline/validate/gate.ts';
import { vetContracts } from '../../src/pipeline/vet-contracts.ts';
import { vetOperations } from '../../src/pipeline/vet-operations.ts';
import { contractOf, operationOf } from '../support/contract.ts';
import { expressApp } from '../support/express-app.ts';
import { limits, send, sent } from '../support/pipeline.ts';
import { problemOf } from '../support/problem-body.ts';

const settings = { codecs: new Map(), secrets: {}, missingSecret: 'error', unknown: defaultUnknown } as const;

describe('three hundred operations', () => {
  const set = generateContracts(300);
  const folder = mkdtempSync(join(tmpdir(), 'paramap-many-'));
  let sources: readonly OperationSource[] = [];
  let api: Api;
  before(() => {
    writeContracts(set, folder);
    const { operations, findings } = vetOperations(['*.contract.json'], { ...settings, root: folder });
    assert.deepEqual(findings, []);
    sources = operations;
    api = compileSources(sources, limits);
    // References were followed at the start, and nothing is read from a file again.
    renameSync(join(folder, 'shared.schemas.json'), join(folder, 'moved.json'));
  });
  after(() => rmSync(folder, { recursive: true }));

  it('are all known at the start, none of them compiled, and nothing of them held', () => {
    assert.equal(sources.length, 300);
    assert.deepEqual(api.counts(), { operations: 0, validators: 0 });
    for (const source of sources) {
      assert.deepEqual(Object.keys(source).sort(), ['file', 'method', 'name', 'read', 'segments', 'template']);
    }
  });

  it('are compiled one by one, by their first requests', () => {
    for (const [index, { name, request }] of set.operations.slice(0, 30).entries()) {
      const headers = Object.entries({
        ...request.headers,
        ...(request.body && { 'content-type': 'application/json' }),
      });
      const body = request.body === undefined ? {} : { body: JSON.stringify(request.body) };
      const outcome = send(api, `${request.method} ${request.url}`, { headers: headers.flat(), ...body });
      assert.match(sent(outcome).line, /^(?:GET|PUT|POST|PATCH|DELETE) \/internal\/v3\//, name);
      assert.equal(api.counts().operations, index + 1);
    }
  });

  it('are compiled ahead in idle time, one after the other, each told once', () => {
    const fresh = compileSources(sources, limits);
    const told: string[] = [];
    while (told.length < 2) assert.ok(fresh.warm(({ name }) => told.push(name)));
    assert.deepEqual(told, [sources[0]?.name, sources[1]?.name]);
    assert.equal(fresh.counts().operations, 2);
    // The validators of the first come before the second operation.
    assert.ok(fresh.counts().validators > 0);
  });
});

const faulty: Record<string, object[]> = {
  'a wrong default': [contractOf({ route: 'GET /a', query: { properties: { a: { type: 'integer', default: 'x' } } } })],
  'one schema wrong in two operations': [
    {
      title: 'Two',
      upstream: { name: 'backend' },
      operations: {
        one: { route: 'POST /one', body: { content: { 'application/json': { $ref: '#/$defs/A' } } } },
        two: { route: 'POST /two', body: { content: { 'application/json': { $ref: '#/$defs/A' } } } },
      },
      $defs: { A: { type: 'object', properties: { a: { type: 'string', pattern: '(?=a)', format: 'dat' } } } },
    },
  ],
  'a route twice': [contractOf({ route: 'GET /a' }), contractOf({ route: 'GET /a' })],
  'a reference that leads nowhere': [contractOf({ route: 'GET /a', query: { $ref: '#/$defs/None' } })],
  'a schema that is itself': [
    contractOf({ route: 'GET /a', query: { $ref: '#/$defs/A' } }, { $defs: { A: { $ref: '#/$defs/A' } } }),
  ],
  'a member that is unknown': [contractOf({ rout: 'GET /a' }), contractOf({ route: 'GET /b', query: { $ref: '#/x' } })],
  'a secret that is missing': [
    contractOf({ route: 'GET /a', upstream: { headers: { 'X-Key': { secret: 'NO_SUCH_SECRET' } } } }),
  ],
};

describe('what is found operation by operation is what is found in whole contracts', () => {
  for (const [title, contracts] of Object.entries(faulty)) {
    it(title, () => {
      const options = { ...settings, root: process.cwd() };
      const whole = vetContracts(contracts, options).findings;
      assert.ok(whole.length > 0);
      const inOrder = (findings: typeof whole): string[] => findings.map((finding) => JSON.stringify(finding)).sort();
      assert.deepEqual(inOrder(vetOperations(contracts, options).findings), inOrder(whole));
    });
  }
});

describe('an operation that cannot be compiled after all', () => {
  it('fails again without being tried again', () => {
    let reads = 0;
    const { name, file, method, template, segments } = operationOf(contractOf({ route: 'GET /a' }));
    const read = () => {
      reads += 1;
      throw new TypeError('a defect');
    };
    const api = compileSources([{ name, file, method, template, segments, read }], limits);
    for (let times = 0; times < 3; times += 1) {
      assert.throws(() => api.match('GET', '/a'), { message: '`op` cannot be compiled' });
    }
    assert.equal(reads, 1);
    assert.deepEqual(api.match('GET', '/b'), { kind: 'none' });
  });

  it('is a 500, and nothing reaches the upstream', async (t: TestContext) => {
    t.mock.method(GateCompiler.prototype, 'gate', () => {
      throw new TypeError('a defect');
    });
    t.mock.method(process, 'emitWarning', () => {});
    const { url, upstream, problems } = await expressApp(t, { mount: (app, api) => app.use(api) });
    for (let times = 0; times < 2; times += 1) {
      const answer = await fetch(`${url}/users?name=ada`);
      assert.equal(answer.status, 500);
      assert.equal((await problemOf(answer)).code, 'contract-broken');
    }
    assert.equal(upstream.requests.length, 0);
    assert.equal(problems.length, 2);
  });
});
