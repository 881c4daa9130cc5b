import assert from 'node:assert/strict';
import http from 'node:http';
import { test } from 'node:test';
import express from 'express';
import { main } from '../../src/cli/main.ts';
import { shadowCommand } from '../../src/cli/shadow.ts';
import { judgeExamples } from '../../src/example/judge-examples.ts';
import { guardExample } from '../../src/guard/guard-example.ts';
import { paramap } from '../../src/index.ts';
import { partMounts } from '../../src/options/part-mounts.ts';
import { givenInCode, resolveOptions } from '../../src/options/resolve-options.ts';
import { contractFolder } from '../cli/contract-folder.ts';
import { recordedTerminal } from '../cli/recorded-terminal.ts';
import { normalize } from '../support/contract.ts';
import { echoUpstream } from '../support/echo-upstream.ts';
import { listen } from '../support/listen.ts';
import { limits } from '../support/pipeline.ts';
import { codeBlocks } from './code-blocks.ts';

const blocks = codeBlocks('docs/changing-an-api.md');
const textOf = (note: string, value = 'true'): string =>
  blocks.find(({ notes }) => notes[note] === value)?.text ?? assert.fail(`no block ${note}`);
const contract = JSON.parse(textOf('contract'));

test('the contract of the page has no findings, and its examples hold', () => {
  const { contracts, findings } = normalize([contract]);
  assert.deepEqual(findings, []);
  assert.deepEqual(judgeExamples(contracts, { limits, locate: () => undefined, guard: guardExample }), []);
  assert.equal(contracts[0]?.operations.flatMap(({ examples }) => examples).length, 5);
});

test('the header fields and the detail are those that callers get', async (t) => {
  const upstream = await echoUpstream();
  t.after(() => upstream.close());
  const api = paramap({ contracts: contract, upstreams: { users: { targets: [upstream.url] } } });
  const { url, close } = await listen(http.createServer(express().use(api)));
  t.after(close);
  t.after(() => api.close());
  const answer = await fetch(`${url}/users`, { headers: { 'X-User': 'ada' } });
  const fields = ['Deprecation', 'Sunset', 'Link'].map((name) => `${name}: ${answer.headers.get(name)}\n`).join('');
  assert.equal(fields, textOf('answer', 'alias'));
  const refused: { detail: string } = JSON.parse(await (await fetch(`${url}/users?u=ada`)).text());
  assert.equal(`${refused.detail}\n`, textOf('detail', 'retired'));
});

test('the configuration of the page is one', () => {
  const mounts = partMounts(JSON.parse(textOf('config')), givenInCode('gateway'));
  assert.deepEqual(
    mounts.map(({ prefix, options, use }) => [prefix, resolveOptions(options, use).unknown.query]),
    [
      ['/v1', 'drop'],
      ['/v2', 'refuse'],
    ],
  );
});

test('`paramap shadow` prints what the page shows', async (t) => {
  const shown = blocks.find(({ language }) => language === 'console')?.text ?? '';
  const [command = '', ...output] = shown.split('\n');
  const users = (query: object) => ({
    title: 'Users',
    upstream: { name: 'users' },
    operations: { findUsers: { route: 'GET /users', upstream: { route: 'GET /u' }, query: { properties: query } } },
  });
  const urls = ['userName=ada', 'userName=grace', 'age=200'].map((query) => `/users?${query}`);
  const folder = await contractFolder({
    'v1.json': users({ userName: { type: 'string', 'x-upstream': 'username' }, age: { type: 'integer' } }),
    'v2.json': users({ userName: { type: 'string', 'x-upstream': 'login' }, age: { type: 'integer', maximum: 150 } }),
    'recorded.jsonl': urls.map((url) => JSON.stringify({ method: 'GET', url })).join('\n'),
  });
  t.after(() => folder.remove());
  const terminal = recordedTerminal({ folder: folder.path });
  const exitCode = await main(command.split(' ').slice(2), [shadowCommand], terminal);
  assert.equal(terminal.out, output.join('\n'));
  assert.equal(exitCode, 1);
});

test('`paramap shadow` reads the lines of the page', async (t) => {
  const folder = await contractFolder({ 'a.json': contract, 'r.jsonl': textOf('lines') });
  t.after(() => folder.remove());
  const terminal = recordedTerminal({ folder: folder.path });
  const words = ['shadow', '--current', 'a.json', '--candidate', 'a.json', '--requests', 'r.jsonl'];
  assert.equal(await main(words, [shadowCommand], terminal), 0, terminal.error);
  assert.equal(terminal.out, 'no difference in 3 requests\n');
});
