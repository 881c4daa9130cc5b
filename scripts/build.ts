import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  copyFileSync,
  mkdirSync,
  existsSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { bundlePage } from '../src/inspector/bundle-page.ts';
import { bundleValidator } from '../src/generate/typescript/validate/bundle-validator.ts';

/** Makes `dist/` from `src/`: plain JavaScript, module for module, and the declarations of the public names. */
const root = join(import.meta.dirname, '..');
const dist = join(root, 'dist');

rmSync(dist, { recursive: true, force: true });

// The compiler is a native program behind a JavaScript launcher; the launcher is run by the Node that runs this file.
const compiler = join(root, 'node_modules', 'typescript', 'bin', 'tsc');
const compiled = spawnSync(process.execPath, [compiler, '-p', join(root, 'tsconfig.build.json')], { stdio: 'inherit' });
if (compiled.status !== 0) {
  process.exit(compiled.status ?? 1);
}

// Declarations of internal modules serve nobody: only what the public names lead to is kept.
const reachable = declarationsFrom(join(dist, 'index.d.ts'));
for (const name of readdirSync(dist, { recursive: true, encoding: 'utf8' })) {
  const path = join(dist, name);
  if (name.endsWith('.d.ts') && !reachable.has(path)) {
    rmSync(path);
  }
}

// Generated clients get the runtime as it is written, in TypeScript or Python.
for (const language of ['typescript', 'python']) {
  const runtime = join('generate', language, 'runtime');
  mkdirSync(join(dist, runtime), { recursive: true });
  for (const name of readdirSync(join(root, 'src', runtime))) {
    copyFileSync(join(root, 'src', runtime, name), join(dist, runtime, name));
  }
}

// What clients validate with is made of the gateway's own modules.
writeFileSync(join(dist, 'generate', 'typescript', 'runtime', 'paramap-validate.ts'), await bundleValidator());

// The inspector's page, as browsers load it.
const page = join(dist, 'inspector', 'page');
mkdirSync(page, { recursive: true });
for (const { name, bytes } of await bundlePage()) {
  writeFileSync(join(page, name), bytes);
}

// npm makes a command executable when it installs a tarball, but not when the folder is linked (`npm link`, workspaces).
const command = join(dist, 'cli', 'bin.js');
if (!existsSync(command)) {
  console.error('dist/cli/bin.js is missing, which package.json names as the command');
  process.exit(1);
}
chmodSync(command, 0o755);

/** The declaration files that a declaration file leads to, itself included. */
function declarationsFrom(path: string, found = new Set<string>()): ReadonlySet<string> {
  if (found.has(path)) {
    return found;
  }
  found.add(path);
  for (const [, specifier = ''] of readFileSync(path, 'utf8').matchAll(
    /\b(?:from|import)\s*\(?\s*['"](\.[^'"]+)\.[jt]s['"]/g,
  )) {
    declarationsFrom(join(dirname(path), `${specifier}.d.ts`), found);
  }
  return found;
}
