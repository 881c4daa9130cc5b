import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test, type TestContext } from 'node:test';
import { SecretFile } from '../../src/contract/secret-file.ts';

function folderFor(t: TestContext): string {
  const folder = mkdtempSync(join(tmpdir(), 'paramap-secret-file-'));
  t.after(() => rmSync(folder, { recursive: true }));
  return folder;
}

test('a secret that is rotated is found though the clock was set back', (t) => {
  const path = join(folderFor(t), 'key');
  writeFileSync(path, 'first');
  let nowMs = 10_000_000;
  const secret = SecretFile.open(path, { now: () => nowMs });
  writeFileSync(path, 'second one');
  nowMs -= 3_600_000;
  assert.equal(secret?.text, 'second one');
});

test('a path that cannot be followed any more leaves the last good secret in use', (t) => {
  const path = join(folderFor(t), 'key');
  writeFileSync(path, 'first');
  let nowMs = 0;
  const secret = SecretFile.open(path, { now: () => nowMs });
  rmSync(path);
  symlinkSync(path, path);
  nowMs = 5000;
  assert.equal(secret?.text, 'first');
  assert.equal(SecretFile.open(path), undefined);
});
