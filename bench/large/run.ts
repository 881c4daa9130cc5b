/*
 * Large public documents through import, check, serve and generate, from end to end: how long each takes, what is not
 * covered, and whether the clients compile. Prints the tables of docs/check.md.
 */
import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { documents, fetchDocument, kindOf, type LargeDocument } from './documents.ts';
import { serveAll } from './serve-all.ts';

const root = resolve(import.meta.dirname, '../..');
const compilerOptions = {
  strict: true,
  exactOptionalPropertyTypes: true,
  isolatedModules: true,
  noEmit: true,
  module: 'nodenext',
  target: 'es2023',
  types: ['node'],
  typeRoots: [join(root, 'node_modules/@types')],
};

const wanted = process.argv.slice(2);
const chosen = documents.filter(({ name }) => wanted.length === 0 || wanted.includes(name));
const rows: string[][] = [];
const notes: string[] = [];
for (const document of chosen) await measure(document);
console.log(`\n${new Date().toISOString().slice(0, 10)}, Node ${process.versions.node}\n`);
const head = [
  'document',
  'version',
  'MB',
  'operations',
  'not as described',
  'import',
  'check',
  'start',
  'arrive as sent',
];
printTable([...head, 'TypeScript', 'compiles', 'Python', 'type-checks'], rows);
console.log(notes.join('\n'));
process.exitCode = notes.some((note) => note.startsWith('FAULT')) ? 1 : 0;

async function measure(document: LargeDocument): Promise<void> {
  const path = fetchDocument(document, join(root, 'bench/large/documents'));
  const folder = mkdtempSync(join(tmpdir(), 'paramap-large-'));
  try {
    copyFileSync(path, join(folder, 'backend.json'));
    const { version, megabytes } = kindOf(path);
    const imported = run(folder, ['import', 'backend.json', '--name', document.name, '--json']);
    const report = JSON.parse(imported.out);
    const checked = run(folder, ['check']);
    // Proofs of a thousand operations may take longer than anybody waits here; what is refuted or stopped is told, and is no fault.
    if (checked.exitCode !== 0) notes.push(`${document.name}: check says ${checked.out.slice(-400)}`);
    const served = await serveAll(folder);
    for (const fault of served.wrong.slice(0, 10)) notes.push(`${document.name}: ${fault}`);
    notes.push(...reasons(document.name, report.losses));
    if (served.undrafted.length > 0)
      notes.push(`${document.name}: no request was made for ${served.undrafted.slice(0, 12).join(', ')}`);
    const clients = generate(folder, document.name);
    const row = [
      document.name,
      version,
      megabytes.toFixed(1),
      `${report.operations} of ${report.described}`,
      String(report.losses.length),
      seconds(imported.ms),
      seconds(checked.ms),
      seconds(served.startMs),
      `${served.same} of ${report.operations - served.undrafted.length}`,
      ...clients,
    ];
    rows.push(row);
    // A run takes minutes: what is known is shown at once.
    console.error(row.join(' | '));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

interface Ran {
  readonly ms: number;
  readonly out: string;
  readonly exitCode: number;
}

/** A command as users call it, start of the process included. */
function run(folder: string, words: readonly string[]): Ran {
  return call(folder, [process.execPath, join(root, 'src/cli/bin.ts'), ...words]);
}

function call(folder: string, [program = '', ...words]: readonly string[]): Ran {
  const begin = performance.now();
  const options = { cwd: folder, encoding: 'utf8', maxBuffer: 256 * 1024 * 1024, timeout: 600_000 } as const;
  const { stdout, stderr, status } = spawnSync(program, words, options);
  return { ms: performance.now() - begin, out: stdout + stderr, exitCode: status ?? 1 };
}

/** How long clients take to be made, and to be checked by the compilers of both languages. */
function generate(folder: string, name: string): string[] {
  const typescript = run(folder, ['generate', 'typescript', '--out', 'typescript']);
  writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify({ compilerOptions, include: ['typescript'] }));
  const compiled = call(folder, [join(root, 'node_modules/.bin/tsc'), '-p', 'tsconfig.json']);
  const python = run(folder, ['generate', 'python', '--out', 'python']);
  const typed = call(folder, [join(root, 'node_modules/.bin/pyright'), '--pythonversion', '3.11', 'python']);
  for (const [what, { exitCode, out }] of Object.entries({ typescript, compiled, python, typed })) {
    if (exitCode !== 0) notes.push(`FAULT ${name}: ${what} ${out.slice(0, 600)}`);
  }
  return [typescript, compiled, python, typed].map(({ ms, exitCode }) => (exitCode === 0 ? seconds(ms) : 'no'));
}

/** Each reason once, with how often. */
function reasons(name: string, losses: readonly { readonly rule: string }[]): string[] {
  const counts = new Map<string, number>();
  for (const { rule } of losses) counts.set(rule, (counts.get(rule) ?? 0) + 1);
  return [...counts].map(([rule, count]) => `${name}: ${rule} ${count}`);
}

function seconds(ms: number): string {
  return `${(ms / 1000).toFixed(1)} s`;
}

function printTable(heads: readonly string[], lines: readonly (readonly string[])[]): void {
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  console.log([line(heads), line(heads.map(() => '---')), ...lines.map(line)].join('\n'));
}
