import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';

const rows: readonly [version: string, isTaken: boolean][] = [
  ['18.20.8', false],
  ['20.20.2', false],
  ['22.18.0', false],
  ['22.19.0', true],
  ['24.0.0', true],
  ['26.1.0', true],
];

for (const [version, isTaken] of rows) {
  test(`Node ${version} is ${isTaken ? 'taken' : 'refused, with the version that is needed'}`, async (t) => {
    t.mock.property(process, 'versions', { ...process.versions, node: version });
    const loading = import(`../src/supported-node.ts?${version}`);
    const message = `paramap needs Node 22.19 or newer; this is Node ${version}`;
    await (isTaken ? loading : assert.rejects(loading, { message }));
  });
}

test('a Node that makes no code of text is refused, with the flag to leave out', () => {
  const flags = ['--disallow-code-generation-from-strings', 'src/cli/bin.ts', 'check'];
  const { status, stdout, stderr } = spawnSync(process.execPath, flags, { encoding: 'utf8' });
  assert.notEqual(status, 0);
  assert.match(stderr, /run Node without --disallow-code-generation-from-strings/);
  assert.ok(stdout.length + stderr.length < 2000, 'nothing but the reason is said');
});

test('every entry point looks at the version before anything else', () => {
  const firstImport = (path: string) => /^(?:import|export) .*$/m.exec(readFileSync(path, 'utf8'))?.[0];
  assert.equal(firstImport('src/index.ts'), "import './supported-node.ts';");
  assert.equal(firstImport('src/cli/bin.ts'), "import '../supported-node.ts';");
});
