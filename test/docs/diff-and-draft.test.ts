import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import { diffCommand } from '../../src/cli/diff.ts';
import { main } from '../../src/cli/main.ts';
import { contractFolder } from '../cli/contract-folder.ts';
import { recordedTerminal } from '../cli/recorded-terminal.ts';
import { exampleNames, redraft } from '../openapi/draft/stripped-examples.ts';

const page = readFileSync(new URL('../../docs/diff-and-draft.md', import.meta.url), 'utf8');
const block = (head: string): string => new RegExp(`\`\`\`${head}\\n([^]*?)\`\`\``).exec(page)?.[1] ?? '';

describe('docs/diff-and-draft.md', () => {
  it('shows what `paramap diff` says of the two contracts', async (t) => {
    const files = { 'before.json': block('json before'), 'after.json': block('json after') };
    const folder = await contractFolder(files);
    t.after(() => folder.remove());
    const terminal = recordedTerminal({ folder: folder.path });
    const exitCode = await main(['diff', 'before.json', 'after.json'], [diffCommand], terminal);
    assert.equal(`$ paramap diff before.json after.json\n${terminal.out}`, block('console'));
    assert.equal(exitCode, 1);
  });

  it('tells how many rules a draft finds again', async () => {
    const each = await Promise.all(exampleNames.map(async (name) => (await redraft(name)).rules));
    const rules = each.flat();
    const codecs = rules.filter(({ isCodecFound }) => isCodecFound !== undefined);
    const found = rules.filter(({ isFound }) => isFound).length;
    const codecsFound = codecs.filter(({ isCodecFound }) => isCodecFound).length;
    const told = page.replaceAll(/\s+/g, ' ');
    assert.ok(told.includes(`${found} of ${rules.length} come back, and ${codecsFound} of ${codecs.length} codecs`));
  });
});
