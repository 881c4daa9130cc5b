import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { createGateway } from '../../src/index.ts';
import { givenInCode, resolveOptions } from '../../src/options/resolve-options.ts';
import { usersContract } from '../support/users-gateway.ts';
import { codeBlocks } from './code-blocks.ts';

const page = readFileSync('docs/operations.md', 'utf8');
const blocks = codeBlocks('docs/operations.md');
const block = (language: string, note: string): string =>
  blocks.find((each) => each.language === language && each.notes[note] !== undefined)?.text ??
  assert.fail(`no block ${language} ${note}`);

for (const note of ['cors', 'kubernetes']) {
  test(`the configuration \`${note}\` of the page has no findings`, () => {
    const warnings: unknown[] = [];
    const given = JSON.parse(block('json', note));
    resolveOptions({ ...given, onWarning: (finding: unknown) => warnings.push(finding) }, givenInCode('gateway'));
    assert.deepEqual(warnings, []);
  });
}

test('what /health is shown to say has the members that it has', async () => {
  const shown = JSON.parse(block('json', 'health'));
  const upstreams = { users: { targets: ['http://127.0.0.1:1'] } };
  const gateway = createGateway({ contracts: usersContract, upstreams });
  const { workers, ...alone } = shown;
  assert.deepEqual(Object.keys(alone), Object.keys(gateway.health()));
  assert.deepEqual(Object.keys(alone.reloads), Object.keys(gateway.health().reloads));
  assert.deepEqual(Object.keys(workers), ['wanted', 'listening', 'pids']);
  await gateway.close();
});

test('the defaults in the table of time limits are those of the options', () => {
  const { listen, upstreams } = resolveOptions(
    { contracts: usersContract, upstreams: { users: { targets: ['http://a'] } } },
    givenInCode('gateway'),
  );
  const defaults = new Map<string, unknown>([
    ...Object.entries(listen).map(([name, value]) => [`listen.${name}`, value] as const),
    ...Object.entries(upstreams[0]?.timeouts ?? {}).map(([name, value]) => [`timeouts.${name}`, value] as const),
  ]);
  const rows = [...page.matchAll(/^\| `((?:listen|timeouts)\.\w+)` \| (\d+) \|/gm)];
  assert.ok(rows.length >= 7);
  for (const [, name = '', value] of rows) assert.equal(defaults.get(name), Number(value), name);
});
