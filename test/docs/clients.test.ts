import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { mkdtemp, rm, writeFile, mkdir } from 'node:fs/promises';
import type http from 'node:http';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { text } from 'node:stream/consumers';
import { after, before, describe, test } from 'node:test';
import { generateTypescript } from '../../src/generate/typescript/generate-typescript.ts';
import { createGateway } from '../../src/index.ts';
import { normalized } from '../generate/schema/normalized.ts';
import { strictest, surroundings } from '../generate/typescript/generated-folder.ts';
import { type EchoedRequest, echoUpstream } from '../support/echo-upstream.ts';
import { codeBlocks } from './code-blocks.ts';

const blocks = codeBlocks('docs/clients.md');
const programs = blocks.flatMap((block) =>
  block.notes['file'] === undefined ? [] : [{ name: block.notes['file'], block }],
);
const contract = JSON.parse(blocks.find(({ notes }) => notes['contract'] === 'shop')?.text ?? '{}');

const products = [
  { sku: 'LAMP-7', price: 12.5 },
  { sku: 'BULB-1', price: 0.5 },
  { sku: 'DESK-3', price: 99 },
];
let flaky = 0;

/** The shop behind the gateway. */
function answer({ method, rawUrl, body }: EchoedRequest, response: http.ServerResponse): void {
  const url = new URL(rawUrl, 'http://shop');
  const json = (status: number, value: unknown): void =>
    void response.writeHead(status, { 'Content-Type': 'application/json' }).end(JSON.stringify(value));
  if (url.pathname === '/stock') {
    response.writeHead(200, { 'Content-Type': 'text/event-stream' });
    response.end(
      'event: change\ndata: {"sku":"LAMP-7","left":3}\n\nevent: change\ndata: {"sku":"BULB-1","left":0}\n\nevent: end\ndata: {}\n\n',
    );
  } else if (url.pathname === '/products') {
    const isLast = url.searchParams.get('cursor') === 'b';
    json(200, isLast ? { products: products.slice(2), next: null } : { products: products.slice(0, 2), next: 'b' });
  } else if (method === 'GET') {
    const found = products.find(({ sku }) => sku === decodeURIComponent(url.pathname.split('/')[2] ?? ''));
    json(found === undefined ? 404 : 200, found ?? { nearest: 'LAMP-7' });
  } else if (url.pathname.endsWith('/photos')) {
    response.writeHead(/The lamp[\s\S]*the bytes/.test(body.toString()) ? 204 : 500).end();
  } else {
    const isFlaky = body.toString().includes('"quantity":1') && ++flaky === 1;
    if (isFlaky) response.writeHead(503, { 'Retry-After': '0' }).end();
    else json(201, { order: 4711 });
  }
}

describe('the page about clients', () => {
  let folder = '';
  const closing: (() => Promise<unknown>)[] = [];

  before(async () => {
    const upstream = await echoUpstream(answer);
    closing.push(() => upstream.close());
    const upstreams = { shop: { targets: [upstream.url] } };
    const gateway = createGateway({ contracts: contract, upstreams, listen: { port: 0 } });
    closing.push(() => gateway.close());
    const { url } = await gateway.listen();
    folder = await mkdtemp(join(tmpdir(), 'paramap-clients-page-'));
    closing.push(() => rm(folder, { recursive: true }));
    await mkdir(join(folder, 'client'));
    for (const { name, content } of await generateTypescript(normalized(contract), { importExtension: '.ts' })) {
      await writeFile(join(folder, 'client', name), content);
    }
    for (const { name, block } of programs) {
      await writeFile(join(folder, name), block.text.replaceAll('http://127.0.0.1:8080', url));
    }
    await writeFile(join(folder, 'package.json'), JSON.stringify({ type: 'module' }));
  });
  after(() => Promise.all(closing.map((close) => close())));

  test('has programs that compile by the strictest settings', async () => {
    const compilerOptions = { ...strictest, ...surroundings.node, moduleDetection: 'force' };
    await writeFile(join(folder, 'tsconfig.json'), JSON.stringify({ compilerOptions, include: ['**/*.ts'] }));
    const { out } = await run([resolve('node_modules/typescript/bin/tsc'), '-p', '.'], folder);
    assert.equal(out, '');
  });

  for (const { name } of programs) {
    test(`has a program that prints what is shown: ${name}`, async () => {
      const shown = blocks.find(({ notes }) => notes['output'] === name)?.text;
      const { out, error } = await run([name], folder);
      assert.equal(out, shown, error);
    });
  }
});

/** Runs Node, without stopping the servers of this process. */
async function run(programArguments: readonly string[], cwd: string): Promise<{ out: string; error: string }> {
  const child = spawn(process.execPath, programArguments, { cwd });
  const [out, error] = await Promise.all([text(child.stdout), text(child.stderr)]);
  return { out, error };
}
