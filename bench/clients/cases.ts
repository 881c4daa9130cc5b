import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'esbuild';
import { type CaseServer, type Received, startCaseServer } from './case-server.ts';
import type { ItemInput } from './item-input.ts';
import { peers } from './peers.ts';
import { tellOutcome } from './tell-outcome.ts';

type GetItem = (baseUrl: string, input: ItemInput) => Promise<unknown>;

/** What is written: what an API has to get, and what of it a client is told by. */
const writings: readonly {
  readonly label: string;
  readonly input: Partial<ItemInput>;
  readonly expected: string;
  got(received: Received): string | undefined;
}[] = [
  { label: 'path value `a/b?c`', input: { itemId: 'a/b?c' }, expected: '/items/a%2Fb%3Fc', got: ({ url }) => url },
  { label: 'path value `..`', input: { itemId: '..' }, expected: 'not sent', got: ({ url }) => url },
  {
    label: '`explode: false`, `["a,b", "c"]`',
    input: { tags: ['a,b', 'c'] },
    expected: 'tags=a%2Cb,c',
    got: queryOf,
  },
  {
    label: '`deepObject`',
    input: { filter: { color: 'red & blue', size: 2 } },
    expected: 'filter[color]=red%20%26%20blue&filter[size]=2',
    got: (received) => queryOf(received).replace(/%5B/gi, '[').replace(/%5D/gi, ']').replaceAll('+', '%20'),
  },
  { label: 'header `X-Trace`', input: { trace: 't-1' }, expected: 't-1', got: ({ trace }) => trace },
  {
    label: 'cookie `session` (in Node)',
    input: { session: 's-1' },
    expected: 'session=s-1',
    got: ({ cookie }) => cookie,
  },
];

const ways: readonly (readonly [label: string, way: string])[] = [
  ['400 with a problem', 'problem'],
  ['502 with HTML', 'html'],
  ['401 without content', 'empty'],
  ['200 with HTML', 'login'],
  ['connection broken', 'cut'],
];

/** The rows of the tables: what each client sent, and what its caller gets of each answer. */
export async function runCases(): Promise<{
  readonly written: readonly (readonly string[])[];
  readonly answered: readonly (readonly string[])[];
}> {
  const server = await startCaseServer();
  const programs = await Promise.all(peers.map(({ name }) => loadProgram(name)));
  const written: string[][] = [];
  for (const { label, input, expected, got } of writings) {
    const row = [label];
    for (const getItem of programs) {
      const received = await sendOne(getItem, server, { itemId: '1', ...input });
      const text = received === undefined ? 'not sent' : got(received);
      row.push(
        text === expected ? 'right' : `**no**: ${text === undefined || text === '' ? 'left out' : `\`${text}\``}`,
      );
    }
    written.push(row);
  }
  const answered: string[][] = [];
  for (const [label, way] of ways) {
    const row = [label];
    for (const getItem of programs) row.push(await tellOutcome(() => getItem(`${server.url}/${way}`, { itemId: '1' })));
    answered.push(row);
  }
  server.close();
  return { written, answered };
}

async function loadProgram(name: string): Promise<GetItem> {
  const outfile = join(import.meta.dirname, 'generated', name, 'program.mjs');
  await build({
    entryPoints: [join(import.meta.dirname, 'programs', `${name}.ts`)],
    bundle: true,
    format: 'esm',
    platform: 'node',
    outfile,
    logLevel: 'error',
  });
  const loaded: { getItem: GetItem } = await import(pathToFileURL(outfile).href);
  return loaded.getItem;
}

/** What the server got of this call, if anything. */
async function sendOne(getItem: GetItem, server: CaseServer, input: ItemInput): Promise<Received | undefined> {
  const before = server.last();
  await getItem(`${server.url}/api`, input).catch(() => undefined);
  const after = server.last();
  return after === before ? undefined : after;
}

function queryOf({ url }: Received): string {
  return url.slice(url.indexOf('?') + 1 || url.length);
}
