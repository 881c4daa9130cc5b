import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/**
 * Holds that the packed package works for somebody who installs it: packs it, lints the tarball, installs it into an
 * empty project beside Express, tries the command, and runs one app written in TypeScript and one in plain JavaScript.
 */
const root = join(import.meta.dirname, '..');
const fixtures = join(import.meta.dirname, 'check-package');
const project = mkdtempSync(join(tmpdir(), 'paramap-package-'));

try {
  const tarball = pack();
  run('npx', ['publint', 'run', '--strict', tarball], root);
  run('npx', ['attw', '--profile', 'esm-only', tarball], root);
  install(tarball);
  checkInspector();
  paramap('check', 'echo.contract.json');
  paramap('explain', 'GET /echo?name=ada', '--contracts', 'echo.contract.json');
  paramap('generate', 'typescript', '--contracts', 'echo.contract.json', '--out', 'client');
  run(process.execPath, [join(root, 'node_modules', 'typescript', 'bin', 'tsc'), '-p', project], project);
  run(process.execPath, ['dist/app.js'], project);
  run(process.execPath, ['plain.js'], project);
  console.log('the packed package installs, compiles and answers');
} finally {
  rmSync(project, { recursive: true, force: true });
}

/** Packs the package, which builds it first (`prepack`), and gives the tarball's path. */
function pack(): string {
  run('npm', ['pack', '--silent', '--pack-destination', project], root);
  return join(project, `paramap-${readManifest(root).version}.tgz`);
}

/** Makes the empty project; what it installs besides the tarball are the versions that this package is developed with. */
function install(tarball: string): void {
  const packages = ['express', '@types/express', '@types/node'];
  const pinned = packages.map((name) => `${name}@${readManifest(join(root, 'node_modules', name)).version}`);
  writeFileSync(join(project, 'package.json'), JSON.stringify({ name: 'app', private: true, type: 'module' }));
  for (const file of ['app.ts', 'plain.js', 'tsconfig.json', 'echo.contract.json']) {
    writeFileSync(join(project, file), readFileSync(join(fixtures, file)));
  }
  run('npm', ['install', '--no-audit', '--no-fund', '--loglevel=error', tarball, ...pinned], project);
}

/** Holds that the inspector is there as a browser and its threads need it, built, and without its sources. */
function checkInspector(): void {
  const folder = join(project, 'node_modules', 'paramap', 'dist', 'inspector');
  const needed = [
    'page/index.html',
    'page/page.js',
    'page/page.css',
    'dry-run/dry-run-thread.js',
    'contracts/check-thread.js',
  ];
  const missing = needed.filter((name) => !existsSync(join(folder, name)));
  const sources = readdirSync(join(folder, 'page'), { recursive: true }).filter((name) => /\.tsx?$/.test(String(name)));
  if (missing.length + sources.length === 0) return;
  throw new Error(
    `the packed inspector lacks ${missing.join(', ') || 'nothing'}, and has ${sources.join(', ') || 'no'} sources`,
  );
}

/** Runs the command that the package brings. */
function paramap(...words: readonly string[]): void {
  run('npx', ['--no-install', 'paramap', ...words], project);
}

function readManifest(folder: string): { version: string } {
  return JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
}

/** Runs a command with its output shown; the check ends with the first one that fails. */
function run(command: string, parameters: readonly string[], folder: string): void {
  const { status, error } = spawnSync(command, parameters, { cwd: folder, stdio: 'inherit' });
  if (status !== 0) {
    throw new Error(`${command} ${parameters.join(' ')} failed`, { cause: error });
  }
}
