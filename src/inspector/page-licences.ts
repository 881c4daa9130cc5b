import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * The licences of the packages that are bundled into the page, which ask that theirs goes with them.
 *
 * In:  the files that went into it, as esbuild's metafile names them, relative to `root`.
 * Out: a text with each package's name, version and licence, in the order of names; where a package brings no text, the name of its
 *      licence.
 * Fails: throws where a package tells neither.
 */
export function pageLicences(inputs: readonly string[], root: string): string {
  const folders = inputs.flatMap((input) => /^(.*node_modules\/(?:@[^/]+\/)?[^/]+)\//.exec(input)?.[1] ?? []);
  return [...new Set(folders)]
    .sort()
    .map((folder) => licenceOf(join(root, folder)))
    .join('\n');
}

function licenceOf(folder: string): string {
  const { name, version, license } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  const file = readdirSync(folder).find((entry) => /^licen[cs]e(?:\.|$)/i.test(entry));
  const text = file === undefined ? license : readFileSync(join(folder, file), 'utf8').trim();
  if (typeof text !== 'string') throw new Error(`${name} tells no licence, and is bundled into the page`);
  return `${name} ${version}\n\n${text}\n`;
}
