import assert from 'node:assert/strict';
import { mkdir, rm, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, type TestContext, test } from 'node:test';
import { ContractError } from '../../src/index.ts';
import { contractFolder, faultyContract, soundContract } from '../cli/contract-folder.ts';
import { echoUpstream } from '../support/echo-upstream.ts';
import { gatewayFront, middlewareFront } from '../support/fronts.ts';

const text = JSON.stringify(soundContract);
const withSchema = (schema: object): string =>
  JSON.stringify({
    ...soundContract,
    operations: { findUsers: { ...soundContract.operations.findUsers, query: { properties: { userName: schema } } } },
  });

/** What a contract's file can become; a function where it is no file. */
const broken: Readonly<Record<string, string | ((path: string) => Promise<void>)>> = {
  'is empty': '',
  'is cut': text.slice(0, text.length / 2),
  'is no JSON': '<contract/>',
  'holds a list': '[]',
  'names a member twice': text.replace('"title"', '"title":"a","title"'),
  'has bytes that are no UTF-8': (path) => writeFile(path, text.replace('Users', 'U\xff'), 'latin1'),
  'nests 100,000 deep': '['.repeat(100_000),
  'has a rule that does not hold': JSON.stringify(faultyContract),
  'refers to itself without an end': withSchema({ $ref: '#/operations/findUsers/query/properties/userName' }),
  'refers to a file outside': withSchema({ $ref: 'file:///etc/passwd' }),
  'refers to another file outside': withSchema({ $ref: '../../../../../etc/passwd' }),
  'refers to the network': withSchema({ $ref: 'http://127.0.0.1:9/schema.json' }),
  'has a template that climbs': text.replace('/v1/users', '/v1/../users'),
  'is a folder': (path) => mkdir(path),
  'is a link to a device without an end': (path) => symlink('/dev/zero', path),
};
async function write(path: string, content: (typeof broken)[string]): Promise<void> {
  await rm(path, { recursive: true, force: true });
  if (typeof content === 'string') await writeFile(path, content, 'utf8');
  else await content(path);
}

type OpenFront = typeof gatewayFront | typeof middlewareFront;

async function served(t: TestContext, open: OpenFront, files: Record<string, string>) {
  const upstream = await echoUpstream();
  t.after(() => upstream.close());
  const folder = await contractFolder(files);
  t.after(() => folder.remove());
  const options = {
    contracts: '*.contract.json',
    root: folder.path,
    upstreams: { users: { targets: [upstream.url] } },
  };
  return { path: join(folder.path, 'users.contract.json'), start: () => open(t, options) };
}

for (const [name, open] of Object.entries({ gateway: gatewayFront, middleware: middlewareFront })) {
  describe(`${name}: a file of a contract that`, () => {
    for (const [what, content] of Object.entries(broken)) {
      test(`${what} lets nothing start, and takes nothing that runs away (row 36)`, async (t) => {
        const { path, start } = await served(t, open, { 'users.contract.json': text });
        const front = await start();
        const status = async () => (await fetch(`${front.url}/users?userName=ada`)).status;
        await write(path, content);
        const { reloaded, findings } = await front.reload();
        assert.equal(await status(), 200);
        assert.equal(reloaded, false);
        assert.ok(findings.some(({ severity }) => severity === 'error'));
        assert.ok(findings.every(({ message, cure }) => message !== '' && cure !== ''));
        assert.doesNotMatch(JSON.stringify(findings), /root:/);
        await assert.rejects(start, ContractError);
        await write(path, text);
        assert.equal((await front.reload()).reloaded, true);
        assert.equal(await status(), 200);
      });
    }
  });
}
