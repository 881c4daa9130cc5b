import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { ContractError, type Finding } from '../../src/contract/finding.ts';
import { readConfig } from '../../src/options/load-config.ts';
import { givenInCode, resolveOptions } from '../../src/options/resolve-options.ts';

/** A folder with the given files that vanishes with the test. */
function folderWith(t: TestContext, files: Readonly<Record<string, string>>): string {
  const folder = mkdtempSync(join(tmpdir(), 'paramap-config-'));
  t.after(() => rmSync(folder, { recursive: true }));
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
  return folder;
}

/** Reads and judges a configuration file, as the commands do. */
async function loadConfig(path: string): Promise<Readonly<Record<string, unknown>>> {
  const { options, use } = await readConfig(path, dirname(path));
  resolveOptions(options, use);
  return options;
}

async function findingsOf(t: TestContext, files: Readonly<Record<string, string>>): Promise<readonly Finding[]> {
  const folder = folderWith(t, files);
  try {
    await loadConfig(join(folder, 'paramap.config.json'));
  } catch (error) {
    assert.ok(error instanceof ContractError);
    return error.findings;
  }
  return assert.fail('the configuration was accepted');
}

const upstreams = { users: { targets: ['http://127.0.0.1:1'] } };

test('reads options, and lets relative paths start at the folder of the file', async (t) => {
  const config = { $schema: './x.json', contracts: ['*.contract.json'], upstreams, listen: { port: 0 } };
  const folder = folderWith(t, { 'paramap.config.json': JSON.stringify(config) });
  const options = await loadConfig(join(folder, 'paramap.config.json'));
  assert.equal(options.root, folder);
  assert.deepEqual(options['listen'], { port: 0 });
  assert.equal('$schema' in options, false);
  resolveOptions(options, givenInCode('gateway'));
});

test('reads a root relative to the folder of the file', async (t) => {
  const config = { contracts: ['*.contract.json'], upstreams, root: '..' };
  const folder = folderWith(t, { 'paramap.config.json': JSON.stringify(config) });
  const options = await loadConfig(join(folder, 'paramap.config.json'));
  assert.equal(options.root, join(folder, '..'));
});

test('imports functions and codecs from the modules that it names', async (t) => {
  const folder = folderWith(t, {
    'paramap.config.json': JSON.stringify({
      contracts: ['*.contract.json'],
      upstreams,
      context: './context.mjs',
      codecs: { mine: './codec.mjs' },
    }),
    'context.mjs': 'export default () => ({ tenant: "blue" });',
    'codec.mjs': [
      `import { defineCodec } from ${JSON.stringify(new URL('../../src/codec/user-codec.ts', import.meta.url).href)};`,
      "export default defineCodec('mine', { encode: (v) => v, decode: (v) => v, produces: { type: 'string' } });",
    ].join('\n'),
  });
  const resolved = resolveOptions(await loadConfig(join(folder, 'paramap.config.json')), givenInCode('gateway'));
  assert.ok(resolved.context !== undefined);
  assert.deepEqual(Object.keys(resolved.codecs), ['mine']);
});

test('places every fault in the file: options, modules and what is missing, all at once', async (t) => {
  const text = [
    '{',
    '  "contracts": ["*.contract.json"],',
    '  "upstreams": { "users": { "target": "http://a" } },',
    '  "limits": { "bodyBytes": "1mb" },',
    '  "context": "./nowhere.mjs",',
    '  "forward": 7',
    '}',
  ].join('\n');
  const findings = await findingsOf(t, { 'paramap.config.json': text });
  const places = findings.map(
    ({ file, pointer, line, column, rule }) => `${file}:${line}:${column} ${pointer} ${rule}`,
  );
  assert.deepEqual(places.sort(), [
    'paramap.config.json:3:18 /upstreams/users/targets option-missing',
    'paramap.config.json:3:29 /upstreams/users/target unknown-option',
    'paramap.config.json:4:15 /limits/bodyBytes option-type',
    'paramap.config.json:5:3 /context config-module',
    'paramap.config.json:6:3 /forward config-module',
  ]);
});

const unreadable: readonly [what: string, files: Readonly<Record<string, string>>, rule: string][] = [
  ['a file that is missing', {}, 'file-missing'],
  ['text that is no JSON', { 'paramap.config.json': '{ contracts: 1 }' }, 'json-syntax'],
  ['a member that stands twice', { 'paramap.config.json': '{"name":"a","name":"b"}' }, 'json-duplicate'],
  ['a list', { 'paramap.config.json': '[]' }, 'root-type'],
];
for (const [what, files, rule] of unreadable) {
  test(`refuses ${what}`, async (t) => {
    const findings = await findingsOf(t, files);
    assert.deepEqual(
      findings.map((finding) => finding.rule),
      [rule],
    );
  });
}

const modules: readonly [what: string, module: string][] = [
  ['has no default export', 'export const context = () => ({});'],
  ['throws while it is imported', 'throw new Error("no");'],
];
for (const [what, module] of modules) {
  test(`refuses a module that ${what}`, async (t) => {
    const config = { contracts: ['*.json'], upstreams, context: './context.mjs' };
    const findings = await findingsOf(t, { 'paramap.config.json': JSON.stringify(config), 'context.mjs': module });
    assert.deepEqual(
      findings.map(({ pointer, rule }) => [pointer, rule]),
      [['/context', 'config-module']],
    );
  });
}

test('judges the type of what a module exports', async (t) => {
  const config = { contracts: ['*.json'], upstreams, context: './context.mjs' };
  const files = { 'paramap.config.json': JSON.stringify(config), 'context.mjs': 'export default { tenant: 1 };' };
  const findings = await findingsOf(t, files);
  assert.deepEqual(
    findings.map(({ pointer, rule, line }) => [pointer, rule, line]),
    [['/context', 'option-type', 1]],
  );
});
