import assert from 'node:assert/strict';
import { existsSync, globSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, it } from 'node:test';

const root = join(import.meta.dirname, '../..');
const pages = globSync(['*.md', '{docs,examples,src,bench}/*.md', 'examples/*/*.md'], { cwd: root });

describe('links between pages', () => {
  for (const page of pages) {
    it(`lead somewhere: ${page}`, () => {
      const text = readFileSync(join(root, page), 'utf8').replace(/^```[\s\S]*?^```/gm, '');
      const targets = [...text.matchAll(/\]\(([^)\s]+)\)/g)].map(([, target = '']) => target);
      const local = targets.filter((target) => !/^[a-z]+:/.test(target));
      const missing = local.filter((target) => !leadsSomewhere(page, target));
      assert.deepEqual(missing, []);
    });
  }
});

describe('the README', () => {
  const readme = readFileSync(join(root, 'README.md'), 'utf8');
  for (const page of pages.filter((name) => name.startsWith('docs/'))) {
    it(`leads to ${page}`, () => assert.ok(readme.includes(`](${page})`)));
  }
});

function leadsSomewhere(page: string, target: string): boolean {
  const [path = '', heading] = target.split('#', 2);
  const file = path === '' ? join(root, page) : join(root, dirname(page), path);
  if (!existsSync(file)) return false;
  return heading === undefined || headings(file).includes(heading);
}

/** The anchors of a page, as GitHub makes them from its headings. */
function headings(file: string): string[] {
  const lines = readFileSync(file, 'utf8').matchAll(/^#+ (.+)$/gm);
  return [...lines].map(([, title = '']) => anchorOf(title));
}

function anchorOf(title: string): string {
  const words = title
    .trim()
    .toLowerCase()
    .replace(/[^\p{L}\p{N}\s_-]/gu, '');
  return words.replaceAll(' ', '-');
}
