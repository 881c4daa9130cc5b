import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { fillReference } from '../../scripts/contract-reference.ts';
import { checkStructure } from '../../src/contract/check-structure.ts';
import { formatFindings } from '../../src/contract/format-findings.ts';
import { loadContracts } from '../../src/contract/load-contracts.ts';
import { unbuiltMembers } from '../../src/contract/structure/unbuilt.ts';
import { defaultUnknown } from '../../src/contract/normalize.ts';
import { compileApi } from '../../src/pipeline/pipeline.ts';
import { limits } from '../support/pipeline.ts';
import { vetContracts } from '../../src/pipeline/vet-contracts.ts';
import { folder } from '../contract/folder.ts';
import { codeBlocks } from './code-blocks.ts';

const root = join(import.meta.dirname, '../..');
const page = readFileSync(join(root, 'docs/contract.md'), 'utf8');
const blocks = codeBlocks('docs/contract.md').filter(({ language }) => language === 'json');

function vet(contract: object): ReturnType<typeof vetContracts> {
  const secrets = { USERS_API_KEY: 'key' };
  return vetContracts([contract], {
    root,
    codecs: new Map(),
    secrets,
    missingSecret: 'error',
    unknown: defaultUnknown,
  });
}

describe('docs/contract.md', () => {
  it('holds the reference, the codecs, the styles and the formats as they are built', () => {
    // `node scripts/contract-reference.ts` writes them.
    assert.equal(page, fillReference(page));
  });

  it('shows JSON that is JSON', () => {
    for (const { text, line } of blocks) assert.doesNotThrow(() => JSON.parse(text), `line ${line}`);
  });

  const contracts = blocks.filter(({ notes }) => notes['contract'] === 'true');

  it('shows a contract without findings', () => {
    assert.equal(contracts.length, 1);
    for (const { text } of contracts) assert.deepEqual(vet(JSON.parse(text)).findings, []);
  });

  it('says what the example makes of two requests', () => {
    const { contracts: ready } = vet(JSON.parse(contracts[0]?.text ?? ''));
    const api = compileApi(ready, limits);
    const [, sent = '', answer = ''] = /`GET (\/users\?userName=ada\S*)` is sent as `GET (\S+)`/.exec(page) ?? [];
    const run = (url: string) => {
      const match = api.match('GET', url);
      assert.ok(match.kind === 'operation');
      return match.operation.run(
        { method: 'GET', url, rawHeaders: [], body: undefined, context: undefined },
        match.pathValues,
      );
    };
    const outgoing = run(sent);
    assert.equal(outgoing.ok && outgoing.value.path, answer);
    const refused = run('/users?username=ada');
    assert.deepEqual(
      !refused.ok && refused.problem.errors?.map(({ name, code, suggestion }) => [name, code, suggestion]),
      [
        ['userName', 'required', undefined],
        ['username', 'unknown', 'userName'],
      ],
    );
  });

  it('shows a finding as it is told', (context) => {
    const shown = codeBlocks('docs/contract.md').find(({ language }) => language === 'text')?.text;
    const wrong = (contracts[0]?.text ?? '').replace('"x-upstream": "username"', '"x-upsteam": "username"');
    const files = folder(context, { 'schemas/users.contract.json': wrong });
    const { documents } = loadContracts(['schemas/*.contract.json'], { root: files });
    const told = formatFindings(documents.flatMap(checkStructure), { hasColours: false });
    assert.ok(shown !== undefined && told.startsWith(shown), told);
  });

  it('names the parts of the format that are not built', () => {
    const [section = ''] = /## What is not built yet[^#]*/.exec(page) ?? [];
    const names = [...unbuiltMembers.keys()].map((member) => member.replace(/^.*\./, ''));
    const missing = names.filter((name) => !section.includes(`\`${name}\``));
    assert.deepEqual(missing, []);
    const [, ...rows] = [...section.matchAll(/^\| (.*?) \|/gm)].map(([, members = '']) => members);
    const listed = rows.flatMap((members) => [...members.matchAll(/`(\w+)`/g)].map(([, name = '']) => name));
    assert.deepEqual(
      listed.filter((name) => !names.includes(name)),
      [],
    );
  });
});
