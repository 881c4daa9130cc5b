import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, test } from 'node:test';

interface Locked {
  readonly version?: string;
  readonly integrity?: string;
  readonly dev?: boolean;
  readonly hasInstallScript?: boolean;
}

const manifest: Record<'dependencies' | 'peerDependencies' | 'scripts', Record<string, string>> = JSON.parse(
  readFileSync('package.json', 'utf8'),
);
const lock: { readonly packages: Record<string, Locked> } = JSON.parse(readFileSync('package-lock.json', 'utf8'));
const page = readFileSync('docs/security.md', 'utf8');
const installed = Object.entries(lock.packages).filter(([path, { dev }]) => path !== '' && dev !== true);

describe('33: what is installed with the package', () => {
  test('is what the lock file names, each by its digest', () => {
    assert.ok(installed.length > 10);
    for (const [path, { version, integrity }] of installed) {
      assert.match(version ?? '', /^\d+\.\d+\.\d+/, path);
      assert.match(integrity ?? '', /^sha512-/, path);
    }
  });

  test('runs nothing when it is installed, the package itself included', () => {
    const scripts = installed.filter(([, { hasInstallScript }]) => hasInstallScript === true);
    assert.deepEqual(scripts, []);
    for (const name of ['preinstall', 'install', 'postinstall', 'prepare'])
      assert.equal(manifest.scripts[name], undefined);
  });

  test('stays small', () => assert.ok(installed.length < 90, `${installed.length} packages`));

  for (const name of [...Object.keys(manifest.dependencies), ...Object.keys(manifest.peerDependencies)]) {
    test(`is there for a reason that the page tells: ${name}`, () =>
      assert.match(page, new RegExp(`\\| \`${name}\` \\| .{20}`)));
  }
});
