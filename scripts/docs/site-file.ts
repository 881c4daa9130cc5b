import { existsSync, readdirSync, readFileSync, realpathSync, statSync } from 'node:fs';
import { extname, join, sep } from 'node:path';

/** The folder of the repository, whose paths are the paths of the site: links between pages lead to the same in both. */
const root = realpathSync(join(import.meta.dirname, '..', '..'));

/** What of the repository is shown. */
const shown =
  /^(?:(?:bench|deploy|docs|examples|schemas|scripts|src|test)(?:\/|$)|(?:README|CHANGELOG|SECURITY)\.md$|LICENSE$)/;

const images: Readonly<Record<string, string>> = { '.svg': 'image/svg+xml', '.png': 'image/png' };

/** Larger files are for editors. */
const mostBytes = 1_000_000;

/** What stands at a path of the site. */
export type SiteFile =
  | { readonly kind: 'page' | 'source'; readonly path: string; readonly text: string }
  | { readonly kind: 'image'; readonly type: string; readonly bytes: Buffer }
  | { readonly kind: 'folder'; readonly path: string; readonly names: readonly string[] };

/**
 * Reads what stands at a path.
 *
 * In:  a path of a URL without its first slash, decoded: `docs/guide.md`.
 * Out: `undefined` for what is not there, and for all that is not shown: hidden files, installed packages, what lies elsewhere.
 */
export function readSiteFile(path: string): SiteFile | undefined {
  const name = path.replace(/\/$/, '');
  if (!shown.test(name) || name.split('/').some((part) => part.startsWith('.') || part === 'node_modules')) {
    return undefined;
  }
  const file = join(root, name);
  if (!existsSync(file) || !realpathSync(file).startsWith(`${root}${sep}`)) return undefined;
  const about = statSync(file);
  if (about.isDirectory()) return { kind: 'folder', path: name, names: namesIn(file) };
  const type = images[extname(name)];
  if (type !== undefined) return { kind: 'image', type, bytes: readFileSync(file) };
  if (about.size > mostBytes) return undefined;
  return { kind: name.endsWith('.md') ? 'page' : 'source', path: name, text: readFileSync(file, 'utf8') };
}

function namesIn(folder: string): string[] {
  const entries = readdirSync(folder, { withFileTypes: true }).filter(
    ({ name }) => !name.startsWith('.') && name !== 'node_modules',
  );
  return entries.map((entry) => (entry.isDirectory() ? `${entry.name}/` : entry.name)).toSorted();
}
