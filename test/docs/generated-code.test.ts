import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { explainCommand } from '../../src/cli/explain.ts';
import { main } from '../../src/cli/main.ts';
import { contractFolder } from '../cli/contract-folder.ts';
import { recordedTerminal } from '../cli/recorded-terminal.ts';
import { codeBlocks } from './code-blocks.ts';

const blocks = codeBlocks('docs/generated-code.md');
const contract = blocks.find(({ notes }) => notes['file'] !== undefined);
const [people = '', programs = ''] = (blocks.find(({ language }) => language === 'sh')?.text ?? '').trim().split('\n');

describe('docs/generated-code.md', () => {
  let folder: Awaited<ReturnType<typeof contractFolder>> | undefined;
  before(async () => {
    folder = await contractFolder({ [contract?.notes['file'] ?? '']: contract?.text ?? '' });
  });

  after(() => folder?.remove());

  async function call(line: string): Promise<string> {
    const terminal = recordedTerminal({ folder: folder?.path ?? '' });
    assert.equal(await main(line.split(' ').slice(1), [explainCommand], terminal), 0, terminal.error);
    return terminal.out;
  }

  it('names the parts that are printed', async () => {
    const out = await call(people);
    assert.match(out, /^\/\/ line: /m);
    assert.match(out, /^\/\/ schema of query\n/m);
    assert.match(out, /\(closures\)$/m);
    assert.match(out, /return undefined;/);
  });

  it('shows the secret as a constant', async () => {
    assert.match(await call(people), /\+ secret\d+;/);
  });

  it('gives programs a member `code` for each operation', async () => {
    const [{ code }]: [{ code: object[] }] = JSON.parse(await call(programs));
    assert.ok(code.length > 2);
    assert.ok(code.every((part) => 'name' in part && 'code' in part !== 'closure' in part));
  });
});
