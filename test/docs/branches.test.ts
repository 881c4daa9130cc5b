import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { mostCases } from '../../src/contract/branch-cases.ts';
import { recipesOf } from './recipe.ts';
import { testRecipe } from './test-recipe.ts';

const page = readFileSync(join(import.meta.dirname, '../../docs/branches.md'), 'utf8');

describe('docs/branches.md', () => {
  for (const recipe of recipesOf('docs/branches.md')) describe(recipe.title, () => testRecipe(recipe));

  it('names how many ways are told apart', () => assert.match(page, new RegExp(`more than ${mostCases} ways`)));
});
