import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { createGateway } from '../../src/index.ts';
import { givenInCode, resolveOptions } from '../../src/options/resolve-options.ts';
import { usersContract } from '../support/users-gateway.ts';
import { codeBlocks } from './code-blocks.ts';

const page = readFileSync('docs/signals.md', 'utf8');
const given = { contracts: usersContract, upstreams: { users: { targets: ['http://127.0.0.1:1'] } } };

/** The names in the first column of the tables of a part of the page. */
function namesIn(heading: string): string[] {
  const part = page.split(/^##+ /m).find((text) => text.startsWith(`${heading}\n`)) ?? assert.fail(heading);
  const cells = [...part.matchAll(/^\| (`[^|]*?) \|/gm)].map(([, cell = '']) => cell);
  return cells.flatMap((cell) => [...cell.matchAll(/`([^`]+)`/g)].map(([, name = '']) => name));
}

test('the options of the log are those of the page, with their defaults', () => {
  const { log } = resolveOptions({ ...given, log: {} }, givenInCode('gateway'));
  assert.ok(log !== undefined);
  assert.deepEqual(namesIn('The call log'), Object.keys(log));
  const rows = [
    ...page
      .slice(0, page.indexOf('### What is in a line'))
      .matchAll(/^\| `(format|to|sample|keep|path)` \| `?(.+?)`? \|/gm),
  ];
  assert.equal(rows.length, 5);
  for (const [, name = '', value] of rows) {
    const own: unknown = Reflect.get(log, name);
    assert.equal(value, typeof own === 'string' ? own : JSON.stringify(own).replace(',', ', '), name);
  }
});

test('the configurations of the page are accepted', () => {
  const blocks = codeBlocks('docs/signals.md').filter(
    ({ language, notes }) => language === 'json' && notes['line'] === undefined,
  );
  assert.equal(blocks.length, 2);
  for (const { text } of blocks) resolveOptions({ ...given, ...JSON.parse(text) }, givenInCode('gateway'));
});

test('a line has the members that the page tells of, in the order that it shows', async () => {
  const entries: object[] = [];
  const logger = { info: (entry: object) => entries.push(entry) };
  const gateway = createGateway({
    ...given,
    listen: { port: 0, drainMs: 0 },
    log: { logger, path: true },
    callerKey: () => 'a',
  });
  const { url } = await gateway.listen();
  const headers = { traceparent: '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01' };
  for (const path of ['/users?nam=x', '/users']) await (await fetch(`${url}${path}`, { headers })).text();
  await gateway.close();
  const told = namesIn('What is in a line');
  const [refused = {}, failed = {}] = entries;
  for (const name of [...Object.keys(refused), ...Object.keys(failed)]) assert.ok(told.includes(name), name);
  assert.ok('attempts' in failed && 'violations' in refused);
  const shown = JSON.parse(codeBlocks('docs/signals.md').find(({ notes }) => notes['line'] !== undefined)?.text ?? '');
  const both = Object.keys(refused).filter((name) => Object.hasOwn(shown, name));
  assert.deepEqual(both, Object.keys(shown));
});

test('the metrics of the page are those that are measured', async () => {
  const gateway = createGateway({ ...given, metrics: {} });
  const { text = '' } = (await gateway.metrics()) ?? {};
  await gateway.close();
  const measured = [...text.matchAll(/^# TYPE (paramap_\S+)/gm)].map(([, name]) => name);
  const told = namesIn('Metrics').filter((name) => name.startsWith('paramap_') && !name.startsWith('paramap_workers_'));
  assert.deepEqual(told.toSorted(), measured.toSorted());
});
