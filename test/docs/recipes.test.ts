import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { recipesOf } from './recipe.ts';
import { testRecipe } from './test-recipe.ts';

const page = readFileSync(join(import.meta.dirname, '../../docs/recipes.md'), 'utf8');
const recipes = recipesOf('docs/recipes.md');

describe('docs/recipes.md', () => {
  it('has at least 36 entries, each in the table of contents, in its order', () => {
    const titles = [...page.matchAll(/^### (.+)$/gm)].map(([, title = '']) => title);
    assert.deepEqual(
      recipes.map(({ title }) => title),
      titles,
    );
    assert.ok(titles.length >= 36);
    const anchors = titles.map((title) =>
      title
        .toLowerCase()
        .replace(/[^\p{L}\p{N}\s_-]/gu, '')
        .replaceAll(' ', '-'),
    );
    const contents = page.slice(0, page.indexOf('\n## '));
    const listed = [...contents.matchAll(/\]\(#([^)]+)\)/g)].map(([, anchor]) => anchor);
    assert.deepEqual(listed, anchors);
  });

  for (const recipe of recipes) describe(recipe.title, () => testRecipe(recipe));
});
