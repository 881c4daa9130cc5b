/*
 * The clients that paramap generates beside those of other generators, made of equal documents: what they weigh, what they
 * take, and what they get wrong. Prints the tables of docs/clients.md.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { runCases } from './cases.ts';
import { folderOf, generateAll, sizeOf } from './generate.ts';
import { peers } from './peers.ts';
import { askTypes } from './probes.ts';
import { timeToCheck, weigh } from './weigh.ts';

const here = import.meta.dirname;

meetRequirements();
const seconds = generateAll();
console.log(`${new Date().toISOString().slice(0, 10)}, Node ${process.versions.node}: ${versions()}\n`);
const rows: string[][] = [];
for (const peer of peers) {
  const { files, bytes } = sizeOf(folderOf(peer, 'examples'));
  const one = await weigh(peer, peer.one);
  const all = await weigh(peer, peer.all);
  rows.push([
    peer.label,
    `${kilobytes(bytes)} in ${files}`,
    `${kilobytes(one.minified)} / ${kilobytes(one.gzip)}`,
    `${kilobytes(all.minified)} / ${kilobytes(all.gzip)}`,
    `${seconds.get(peer.name)?.toFixed(1)} s`,
    `${timeToCheck(peer).toFixed(1)} s`,
  ]);
}
const weights = ['', 'output KB, files', 'one operation, KB', 'all five, KB', 'to generate', 'to type-check'];
printTable(weights, rows);
const { written, answered } = await runCases();
const names = peers.map(({ label }) => label);
printTable(['what is sent', ...names], written);
printTable(['what a caller gets', ...names], answered);
printTable(['types', ...names], askTypes());

/** The peers are no development dependencies of paramap: whoever works on it does not need them. */
function meetRequirements(): void {
  const steps = [[process.execPath, join(here, '..', '..', 'scripts', 'build.ts')]];
  if (!existsSync(join(here, 'node_modules', 'orval'))) steps.push(['npm', 'ci', '--prefix', here]);
  for (const [file = '', ...words] of steps) {
    console.error(`${[file, ...words].join(' ')} ...`);
    const { status } = spawnSync(file, words, { cwd: join(here, '..', '..'), stdio: ['ignore', 'ignore', 'inherit'] });
    if (status !== 0) throw new Error(`${file} failed`);
  }
}

function versions(): string {
  const { dependencies }: { dependencies: Record<string, string> } = JSON.parse(
    readFileSync(join(here, 'package.json'), 'utf8'),
  );
  return Object.entries(dependencies)
    .map(([name, version]) => `${name} ${version}`)
    .join(', ');
}

function kilobytes(bytes: number): string {
  return (bytes / 1024).toFixed(1);
}

function printTable(head: readonly string[], lines: readonly (readonly string[])[]): void {
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  console.log([line(head), line(head.map(() => '---')), ...lines.map(line)].join('\n'), '\n');
}
