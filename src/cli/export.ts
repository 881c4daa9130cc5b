import { basename, dirname, resolve } from 'node:path';
import { formatJson } from '../example/draft/format-json.ts';
import { exportContracts, type Exported } from '../openapi/export/export-contracts.ts';
import { exportedContracts } from '../openapi/export/exported-contract.ts';
import { formatYaml } from '../openapi/export/format-yaml.ts';
import { partMounts } from '../options/part-mounts.ts';
import type { Command, ExitCode } from './command.ts';
import { compareFiles, writeFiles } from './generated-files.ts';
import type { ParsedArguments } from './parsed-arguments.ts';
import { paint, type Terminal } from './terminal.ts';
import { UsageError } from './usage-error.ts';
import { openDryWorkspace } from './workspace.ts';
import { configFlag, readOptions } from './written-options.ts';

/** `paramap export`: the contracts as one OpenAPI document for callers, without a word of the upstreams. */
export const exportCommand: Command = {
  name: 'export',
  summary: 'writes the OpenAPI document that callers read',
  usage:
    '[files|globs...] [--out <file>] [--format json|yaml] [--title <text>] [--version <text>] [--server <url>] [--check]',
  flags: {
    config: configFlag,
    out: { value: 'file', help: 'where the document is written; standard output where nothing is said' },
    format: { value: 'json|yaml', help: "how it is written; by the file's ending where nothing is said, else json" },
    title: { value: 'text', help: 'what the API is called; as its contract where there is one alone' },
    version: { value: 'text', help: 'the version of the API; that of its contracts where nothing is said' },
    server: { value: 'url', isRepeatable: true, help: 'where callers reach the API (default: /)' },
    check: { help: 'writes nothing; exits with 1 where the file is not what would be written' },
  },
  examples: [
    "paramap export 'schemas/*.contract.json' --out openapi.json",
    'paramap export --out openapi.yaml --server https://api.example.com --check',
  ],
  run: runExport,
};

async function runExport(given: ParsedArguments, terminal: Terminal): Promise<ExitCode> {
  const out = given.one('out');
  if (given.has('check') && out === undefined) throw new UsageError('--check compares a file: name it with --out');
  const format = formatOf(given.one('format'), out);
  const { document, notes } = await exportAll(given, terminal);
  const layout = { indent: '', unit: '  ', lineBreak: '\n' };
  const content = format === 'json' ? `${formatJson(document, layout)}\n` : await formatYaml(document);
  for (const note of notes) terminal.writeError(`${paint(terminal, 'warning', 'note')} ${note}\n`);
  if (out === undefined) {
    terminal.writeOut(content);
    return 0;
  }
  const path = resolve(terminal.folder, out);
  const files = [{ name: basename(path), content }];
  return given.has('check') ? compareFiles(dirname(path), files, terminal) : writeFiles(dirname(path), files, terminal);
}

async function exportAll(given: ParsedArguments, terminal: Terminal): Promise<Exported> {
  const { value, use } = await readOptions(given, given.positionals, terminal);
  let problemTypeBase = '';
  const contracts = partMounts(value, use).flatMap(({ prefix, options, use: own }) => {
    const workspace = openDryWorkspace({ value: options, use: own });
    problemTypeBase = workspace.options.problemTypeBase;
    return exportedContracts(workspace.contracts, workspace.library, prefix);
  });
  const title = given.one('title');
  const version = given.one('version');
  const servers = given.all('server');
  return exportContracts(contracts, {
    problemTypeBase,
    ...(title === undefined ? {} : { title }),
    ...(version === undefined ? {} : { version }),
    ...(servers.length === 0 ? {} : { servers }),
  });
}

function formatOf(named: string | undefined, out: string | undefined): 'json' | 'yaml' {
  const format = named ?? (out !== undefined && /\.ya?ml$/i.test(out) ? 'yaml' : 'json');
  if (format !== 'json' && format !== 'yaml') throw new UsageError(`--format is json or yaml, not ${format}`);
  return format;
}
