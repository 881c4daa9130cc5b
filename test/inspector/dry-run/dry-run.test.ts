import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { defaultUnknown } from '../../../src/contract/normalize.ts';
import { dryRun } from '../../../src/inspector/dry-run/dry-run.ts';
import { DryRunner } from '../../../src/inspector/dry-run/dry-runner.ts';
import type { TypedRequest } from '../../../src/inspector/protocol-dry-run.ts';
import { givenInCode, resolveOptions } from '../../../src/options/resolve-options.ts';

const { limits, name, problemTypeBase } = resolveOptions({ contracts: {}, upstreams: {} }, givenInCode('middleware'));
const options = { limits, name, problemTypeBase, unknown: defaultUnknown };

const contract = (more: object = {}, query: object = { q: { type: 'string', 'x-upstream': 'text' } }): string =>
  JSON.stringify(
    {
      title: 'Typed',
      upstream: { name: 'typed', headers: { 'x-key': { secret: 'PATH' } } },
      operations: { find: { route: 'GET /a', upstream: { route: 'GET /b' }, query: { properties: query } } },
      ...more,
    },
    undefined,
    1,
  );
const request = (target: string, more: Partial<TypedRequest> = {}): TypedRequest => ({
  method: 'GET',
  target,
  headers: [],
  ...more,
});

describe('a dry run', () => {
  test('shows what would be sent, of what it is made, and sends nothing', () => {
    const { outcome, findings, run } = dryRun({ contract: contract(), request: request('/a?q=x') }, options);
    assert.equal(outcome, 'ok');
    assert.deepEqual(findings, []);
    assert.equal(run?.outgoing?.target, '/b?text=x');
    assert.deepEqual(run.outgoing.headers, [{ name: 'x-key', value: '***' }]);
    assert.equal(run.decoded, '{"query":{"q":"x"}}');
    const renamed = run.differences.find(({ kind }) => kind === 'renamed');
    assert.deepEqual([renamed?.from?.name, renamed?.to?.name], ['q', 'text']);
    assert.deepEqual(run.lineage[0]?.from[0]?.text, 'secret PATH');
    assert.equal(run.at?.line, 12);
  });

  test('shows the problem as the caller would get it', () => {
    const { run } = dryRun({ contract: contract(), request: request('/a?Q=x') }, options);
    assert.equal(run?.problem?.status, 400);
    assert.equal(run.problem.body.errors?.[0]?.suggestion, 'q');
    assert.equal(run.outgoing, undefined);
    assert.deepEqual(dryRun({ contract: contract(), request: request('/z') }, options).run?.routes, ['GET /a']);
  });

  test('tells findings with their lines, and runs nothing beside an error', () => {
    const broken = dryRun({ contract: contract().replace('"route"', '"rout"'), request: request('/a') }, options);
    assert.ok(broken.findings.some(({ severity, line }) => severity === 'error' && line !== undefined));
    assert.equal(broken.run, undefined);
    assert.equal(dryRun({ contract: '{', request: request('/a') }, options).findings[0]?.rule, 'json-syntax');
  });

  test('reads no file and no environment', (t) => {
    const folder = mkdtempSync(join(tmpdir(), 'dry-run-'));
    t.after(() => rmSync(folder, { recursive: true }));
    writeFileSync(join(folder, 'planted.json'), '{"plantedContent": 1}');
    process.env['DRY_RUN_PLANTED'] = 'plantedEnvironment';
    t.after(() => delete process.env['DRY_RUN_PLANTED']);
    for (const reference of [
      `${folder}/planted.json`,
      '../../../../etc/passwd',
      './planted.json',
      'etc/hostname',
      'file:///etc/passwd',
    ]) {
      const { findings, run } = dryRun(
        { contract: contract({}, { q: { $ref: reference } }), request: request('/a?q=x') },
        options,
      );
      assert.ok(
        findings.some(({ severity }) => severity === 'error'),
        reference,
      );
      assert.equal(run, undefined);
      assert.ok(!JSON.stringify(findings).includes('plantedContent'));
    }
    for (const secret of [{ secret: 'DRY_RUN_PLANTED' }, { secretFile: join(folder, 'planted.json') }]) {
      const upstream = { name: 'typed', headers: { 'x-key': secret } };
      const answer = dryRun({ contract: contract({ upstream }), request: request('/a') }, options);
      assert.deepEqual(answer.run?.outgoing?.headers, [{ name: 'x-key', value: '***' }]);
      const told = JSON.stringify(answer);
      assert.ok(!told.includes('plantedEnvironment') && !told.includes('plantedContent'), told);
    }
  });

  const unreadable: readonly [string, TypedRequest][] = [
    ['a method with a blank', request('/a', { method: 'GE T' })],
    ['a target without a slash', request('a')],
    ['a line break in a field', request('/a', { headers: [{ name: 'x', value: 'a\r\nb: c' }] })],
    ['a context that is no object', request('/a', { context: '[1]' })],
  ];
  for (const [title, typed] of unreadable) {
    test(`says of ${title} that it cannot be sent`, () => {
      assert.equal(dryRun({ contract: contract(), request: typed }, options).outcome, 'unreadable');
    });
  }

  test('is ended when it takes too long, which is told', async (t) => {
    const hurried = new DryRunner({ timeMs: 1, megabytes: 128 });
    t.after(() => hurried.close());
    const many = Object.fromEntries(
      Array.from({ length: 2000 }, (_, index) => [`p${index}`, { type: 'string', pattern: `^a{${index}}$` }]),
    );
    const answer = await hurried.run({ contract: contract({}, many), request: request('/a') }, options);
    assert.equal(answer?.outcome, 'too-slow');
    assert.match(answer.detail ?? '', /^It took longer than 0.001 s/);
  });

  test('is ended when it takes too much memory', async (t) => {
    const small = new DryRunner({ timeMs: 20_000, megabytes: 12 });
    t.after(() => small.close());
    const answer = await small.run({ contract: contract(), request: request('/a?q=x') }, options);
    assert.equal(answer?.outcome, 'too-large', answer?.detail);
  });
});
