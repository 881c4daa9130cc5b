import { readFileSync, writeFileSync } from 'node:fs';

/**
 * Makes dependencies of the optional packages of `package.json` and its lock file, in the locked versions, so that
 * `npm ci --omit=dev` installs them. Express is left out: a gateway needs none.
 */
const manifest = JSON.parse(readFileSync('package.json', 'utf8'));
const lock = JSON.parse(readFileSync('package-lock.json', 'utf8'));

const optional = Object.keys(manifest.peerDependenciesMeta).filter((name) => name !== 'express');
for (const name of optional) manifest.dependencies[name] = manifest.devDependencies[name];
for (const name of optional) delete manifest.devDependencies[name];
// Otherwise they would be asked for twice, in two places.
for (const name of optional) delete manifest.peerDependencies[name];
for (const name of optional) delete manifest.peerDependenciesMeta[name];

const root = lock.packages[''];
for (const part of ['dependencies', 'devDependencies', 'peerDependencies', 'peerDependenciesMeta']) {
  root[part] = manifest[part];
}
const needed = new Set(optional);
for (const name of needed) {
  const entry = lock.packages[`node_modules/${name}`];
  if (entry === undefined) continue;
  delete entry.dev;
  for (const next of Object.keys(entry.dependencies ?? {})) needed.add(next);
}

writeFileSync('package.json', JSON.stringify(manifest));
writeFileSync('package-lock.json', JSON.stringify(lock));
