import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { explainCommand } from '../../src/cli/explain.ts';
import { main } from '../../src/cli/main.ts';
import { judgeExamples } from '../../src/example/judge-examples.ts';
import { guardExample } from '../../src/guard/guard-example.ts';
import { givenInCode, resolveOptions } from '../../src/options/resolve-options.ts';
import { contractFolder } from '../cli/contract-folder.ts';
import { recordedTerminal } from '../cli/recorded-terminal.ts';
import { startApp } from '../guard/guarded-server.ts';
import { normalize } from '../support/contract.ts';
import { limits } from '../support/pipeline.ts';
import { codeBlocks, shownCommands } from './code-blocks.ts';

const blocks = codeBlocks('docs/limits-and-credentials.md');
const textOf = (note: string): string =>
  blocks.find(({ notes }) => notes[note] !== undefined)?.text ?? assert.fail(`no block ${note}`);
const contract = JSON.parse(textOf('contract'));
const config = JSON.parse(textOf('config'));

test('the contract of the page has no findings, and its example holds', () => {
  const { contracts, findings } = normalize([contract], { secretFiles: 'mask' });
  assert.deepEqual(findings, []);
  assert.deepEqual(judgeExamples(contracts, { limits, locate: () => undefined, guard: guardExample }), []);
});

test('the examples of refusals that the page shows hold, each of them', () => {
  const { makeReport, ...others } = contract.operations;
  const examples = JSON.parse(textOf('examples'));
  const asked = { ...contract, operations: { ...others, makeReport: { ...makeReport, examples } } };
  const { contracts } = normalize([asked], { secretFiles: 'mask' });
  const operation = contracts[0]?.operations.find(({ name }) => name === 'makeReport');
  assert.equal(operation?.examples.length, 3);
  assert.deepEqual(judgeExamples(contracts, { limits, locate: () => undefined, guard: guardExample }), []);
});

test('the configuration of the page is one', () => {
  const { credentials, rateLimits } = resolveOptions(config, givenInCode('gateway'));
  assert.deepEqual([...credentials.keys()], ['account', 'partner', 'legacy']);
  assert.equal(rateLimits.redis?.timeoutMs, 200);
});

test('the two serve together, and answers have the fields that the page shows', async (t) => {
  const folder = mkdtempSync(join(tmpdir(), 'paramap-page-'));
  t.after(() => rmSync(folder, { recursive: true }));
  for (const [name, text] of Object.entries({ token: 't-1', key: 'k-2' })) writeFileSync(join(folder, name), text);
  process.env['ACME_KEY'] = 'k-1';
  t.after(() => delete process.env['ACME_KEY']);
  const written = textOf('contract').replace('/run/secrets/reports-token', join(folder, 'token'));
  const given = JSON.parse(textOf('config').replace('/run/secrets/acme-key-next', join(folder, 'key')));
  const { url, upstream } = await startApp(t, [JSON.parse(written.replace('"name": "reports"', '"name": "users"'))], {
    credentials: given.credentials,
  });
  const call = (path: string, headers: Record<string, string>) => fetch(url + path, { headers });
  const answer = await call('/reports', { 'X-Api-Key': 'k-1' });
  assert.equal(answer.status, 200);
  const fields = ['RateLimit-Policy', 'RateLimit'].map((name) => `${name}: ${answer.headers.get(name)}\n`);
  assert.equal(fields.join(''), textOf('fields'));
  assert.deepEqual(upstream.last().headers['x-gateway'], ['Token t-1']);
  assert.equal(upstream.last().headers['x-api-key'], undefined);
  assert.equal((await call('/reports', { 'X-Api-Key': 'k-2' })).status, 200);
  assert.equal((await call('/reports', { 'X-Api-Key': 'k-3' })).status, 401);
  assert.equal((await call('/status', {})).status, 200);
  const basic = `Basic ${btoa('ada:pass')}`;
  assert.equal((await call('/v0/reports', { Authorization: basic })).status, 200);
  assert.deepEqual(upstream.last().headers['authorization'], [basic]);
});

test('`paramap explain` shows what the page shows', async (t) => {
  const [shown] = blocks.filter(({ language }) => language === 'console').flatMap(shownCommands);
  const folder = await contractFolder({ 'reports.contract.json': contract });
  t.after(() => folder.remove());
  const terminal = recordedTerminal({ folder: folder.path });
  const words = [...(shown?.command ?? '').matchAll(/'([^']*)'|(\S+)/g)].map(
    ([, quoted, plain]) => quoted ?? plain ?? '',
  );
  assert.equal(await main(words.slice(1), [explainCommand], terminal), 0, terminal.error);
  assert.ok(terminal.out.startsWith(`${shown?.output}\n`), terminal.out);
});
