/*
 * Large public documents through import, check, serve, generate and export, from end to end: how much CPU time each takes, what is not
 * covered, and whether the clients compile. Prints the tables of docs/check.md.
 */
import { copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { isObject } from '../../src/codec/json-type.ts';
import { faultsOf } from '../../test/openapi/export/validator.ts';
import { type Ran, runParamap, runTool } from './command.ts';
import { documents, fetchDocument, kindOf, type LargeDocument } from './documents.ts';
import { serveAll, withoutExamples } from './serve-all.ts';

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
  'check again',
  'start',
  'arrive as sent',
];
printTable([...head, 'TypeScript', 'compiles', 'Python', 'type-checks', 'export'], rows);
console.log(notes.join('\n'));
process.exitCode = notes.some((note) => note.startsWith('FAULT')) ? 1 : 0;

async function measure(document: LargeDocument): Promise<void> {
  const path = fetchDocument(document, join(root, 'bench/large/documents'));
  const folder = mkdtempSync(join(tmpdir(), 'paramap-large-'));
  try {
    copyFileSync(path, join(folder, 'backend.json'));
    const { version, megabytes } = kindOf(path);
    const imported = runParamap(folder, ['import', 'backend.json', '--name', document.name, '--json']);
    const report = JSON.parse(imported.out);
    const checked = runParamap(folder, ['check', '--cache', 'cache']);
    const again = runParamap(folder, ['check', '--cache', 'cache']);
    // What is refuted is told, and is no fault.
    notes.push(`${document.name}: check says ${checked.out.slice(-400)}`);
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
      seconds(imported),
      seconds(checked),
      seconds(again),
      `${(served.startMs / 1000).toFixed(1)} s`,
      `${served.same} of ${report.operations - served.undrafted.length}`,
      ...clients,
      await exportAll(folder, document.name),
    ];
    rows.push(row);
    // A run takes minutes: what is known is shown at once.
    console.error(row.join(' | '));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The public document, and whether somebody else's validator finds nothing wrong with it. */
async function exportAll(folder: string, name: string): Promise<string> {
  const exported = runParamap(folder, ['export', '--out', 'public.json']);
  if (exported.exitCode !== 0) {
    notes.push(`FAULT ${name}: export ${exported.out.slice(0, 600)}`);
    return 'no';
  }
  // Examples are content: the `$ref`s that documents write in their values lead nowhere, and nobody follows them.
  const document = withoutExamples(JSON.parse(readFileSync(join(folder, 'public.json'), 'utf8')));
  const faults = isObject(document) ? await faultsOf(document) : ['it is no object'];
  for (const fault of faults.slice(0, 5)) notes.push(`FAULT ${name}: export ${fault.slice(0, 600)}`);
  return faults.length === 0 ? seconds(exported) : `${seconds(exported)}, not valid`;
}

/** How long clients take to be made, and to be checked by the compilers of both languages. */
function generate(folder: string, name: string): string[] {
  const typescript = runParamap(folder, ['generate', 'typescript', '--out', 'typescript']);
  writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify({ compilerOptions, include: ['typescript'] }));
  const compiled = runTool(folder, ['tsc', '-p', 'tsconfig.json']);
  const python = runParamap(folder, ['generate', 'python', '--out', 'python']);
  const typed = runTool(folder, ['pyright', '--pythonversion', '3.11', 'python']);
  for (const [what, { exitCode, out }] of Object.entries({ typescript, compiled, python, typed })) {
    if (exitCode !== 0) notes.push(`FAULT ${name}: ${what} ${out.slice(0, 600)}`);
  }
  return [typescript, compiled, python, typed].map((ran) => (ran.exitCode === 0 ? seconds(ran) : 'no'));
}

/** Each reason once, with how often. */
function reasons(name: string, losses: readonly { readonly rule: string }[]): string[] {
  const counts = new Map<string, number>();
  for (const { rule } of losses) counts.set(rule, (counts.get(rule) ?? 0) + 1);
  return [...counts].map(([rule, count]) => `${name}: ${rule} ${count}`);
}

/** CPU time, which others on the machine do not change much. */
function seconds({ cpuMs }: Ran): string {
  return `${(cpuMs / 1000).toFixed(1)} s`;
}

function printTable(heads: readonly string[], lines: readonly (readonly string[])[]): void {
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  console.log([line(heads), line(heads.map(() => '---')), ...lines.map(line)].join('\n'));
}
