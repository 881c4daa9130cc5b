import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { generatePython, pythonFileName } from '../../src/generate/python/generate-python.ts';
import { createGateway, type Gateway } from '../../src/index.ts';
import { command } from '../generate/python/generated-client.ts';
import { pythonWith, skipWithoutPython } from '../generate/python/python-programs.ts';
import { normalized } from '../generate/schema/normalized.ts';
import { type EchoReply, type EchoUpstream, echoUpstream } from '../support/echo-upstream.ts';
import { codeBlocks } from './code-blocks.ts';

const blocks = codeBlocks('docs/clients-python.md');
const contracts = ['users', 'files', 'chat-messages'].map((name) => `schemas/examples/${name}.contract.json`);

const answering =
  (type: string, content: string): EchoReply =>
  (_, response) =>
    void response.writeHead(200, { 'content-type': type }).end(content);

const replies: Readonly<Record<string, EchoReply>> = {
  users: answering('application/json', '[{"username":"ada"}]'),
  files: answering('application/json', '{}'),
  messages: answering(
    'text/event-stream',
    'event: content_block_delta\ndata: {"type":"content_block_delta","index":0,"delta":{"type":"text_delta","text":"Fine."}}\n\n',
  ),
};

describe('the page of Python clients', { skip: skipWithoutPython('requests') }, () => {
  let folder: string;
  let gateway: Gateway;
  let url: string;
  const upstreams: Record<string, EchoUpstream> = {};

  before(async () => {
    process.env['USERS_API_KEY'] = 'test-key';
    process.env['MESSAGES_API_KEY'] = 'test-key';
    folder = await mkdtemp(join(tmpdir(), 'paramap-page-'));
    for (const contract of normalized(...contracts)) {
      await writeFile(join(folder, pythonFileName(contract)), await generatePython(contract));
    }
    await writeFile(join(folder, 'lake.png'), 'bytes');
    for (const [name, reply] of Object.entries(replies)) upstreams[name] = await echoUpstream(reply);
    const targets = Object.entries(upstreams).map(([name, { url: target }]) => [name, { targets: [target] }]);
    gateway = createGateway({ contracts, upstreams: Object.fromEntries(targets), listen: { port: 0 } });
    ({ url } = await gateway.listen());
  });
  after(() =>
    Promise.all([
      gateway.close(),
      ...Object.values(upstreams).map((one) => one.close()),
      rm(folder, { recursive: true }),
    ]),
  );

  for (const { notes, text, line } of blocks.filter(({ language }) => language === 'python')) {
    const [name = ''] = Object.keys(notes);
    const shown = blocks.find((block) => block.notes['prints'] === name)?.text ?? '';
    test(`line ${line}: ${name}`, async () => {
      const given = `base_url = files_url = chat_url = ${JSON.stringify(url)}\n`;
      await writeFile(join(folder, 'program.py'), given + text);
      const { status, output, errors } = await command(folder, [pythonWith('requests') ?? 'python3', 'program.py']);
      assert.equal(status, 0, errors);
      if (name === 'before') assert.match(output, /'code': 'invalid-request'.*`userName`/);
      else assert.equal(output, shown);
    });
  }

  test('shows files that reach their backend', () => {
    const sent = upstreams['files']?.requests.map(({ method, rawUrl, headers }) => [
      method,
      rawUrl,
      headers['content-type']?.[0]?.split(';')[0],
    ]);
    assert.deepEqual(sent, [
      ['POST', '/v1/media/summer?visible=false', 'multipart/form-data'],
      ['PUT', '/v1/objects/17', 'image/jpeg'],
    ]);
  });
});
