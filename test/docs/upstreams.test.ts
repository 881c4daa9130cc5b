import assert from 'node:assert/strict';
import { test } from 'node:test';
import { givenInCode, resolveOptions } from '../../src/options/resolve-options.ts';
import { paramap } from '../../src/index.ts';
import { normalize } from '../support/contract.ts';
import { codeBlocks } from './code-blocks.ts';

const blocks = codeBlocks('docs/upstreams.md');
const parsed = (note: string) =>
  JSON.parse(blocks.find(({ notes }) => notes[note] !== undefined)?.text ?? assert.fail(`no block ${note}`));
const [contract, config] = [parsed('contract'), parsed('config')];

test('the contract of the page has no findings', () => {
  const { contracts, findings } = normalize([contract]);
  assert.deepEqual(findings, []);
  assert.deepEqual(
    contracts[0]?.operations.map(({ upstream }) => upstream.hashBy?.name),
    ['tenant', 'id'],
  );
});

test('the configuration of the page is one, and its targets have the names that the page says', async (t) => {
  const { upstreams } = resolveOptions(config, givenInCode('gateway'));
  assert.equal(upstreams[0]?.health?.unhealthyAfter, 3);
  const { health: _, ...reports } = config.upstreams.reports;
  const api = paramap({ contracts: [contract], upstreams: { reports } });
  t.after(() => api.close());
  const [snapshot] = api.upstreams();
  assert.deepEqual(
    snapshot?.targets.map(({ name, weight, usable, healthy }) => [name, weight, usable, healthy]),
    [
      ['reports#1', 1, true, undefined],
      ['reports#2', 1, true, undefined],
      ['large', 2, true, undefined],
    ],
  );
});
