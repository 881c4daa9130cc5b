import { existsSync } from 'node:fs';
import { relative, resolve, sep } from 'node:path';
import type { JsonObject } from '../codec/json-value.ts';
import type { Finding } from '../contract/finding.ts';
import { formatJson } from '../example/draft/format-json.ts';
import { importDescription, type Imported } from '../openapi/import/import-description.ts';
import { type NameStyle, nameStyles } from '../openapi/import/name-style.ts';
import type { BackendDescription } from '../openapi/read/backend-description.ts';
import { readDescription } from '../openapi/read/read-description.ts';
import type { Command, ExitCode } from './command.ts';
import { findingsText } from './findings-text.ts';
import { type GeneratedFile, writeFiles } from './generated-files.ts';
import { importHar } from './import/import-har.ts';
import { lossesText } from './import/losses-text.ts';
import type { ParsedArguments } from './parsed-arguments.ts';
import { paint, type Terminal } from './terminal.ts';
import { UsageError } from './usage-error.ts';

/** `paramap import`: contracts of a backend's own description that pass everything on, ready to be edited. */
export const importCommand: Command = {
  name: 'import',
  summary: 'makes contracts of an OpenAPI document, or of traffic',
  usage:
    '<file|folder> | --har <file> [--out <folder>] [--name <name>] [--style <style>] [--by-tag] [--force] [--strict] [--json]',
  flags: {
    har: {
      value: 'file',
      help: 'recorded traffic (HTTP Archive) in place of a document: schemas are inferred from it',
    },
    out: { value: 'folder', help: 'where the contracts are written; this folder where nothing is said' },
    name: {
      value: 'name',
      help: 'what the files and the upstream are called; made of the title where nothing is said',
    },
    style: {
      value: 'style',
      choices: nameStyles,
      help: `how callers are to spell names: ${nameStyles.join(', ')}; as the backend otherwise`,
    },
    'by-tag': { help: 'a contract for each tag, and a file of the schemas that they share' },
    force: { help: 'replaces files that are there' },
    strict: { help: 'exits with 1 where something cannot be expressed' },
    json: { help: 'the report as JSON, for programs' },
  },
  examples: [
    'paramap import backend.openapi.yaml --out schemas',
    'paramap import swagger.json --style camelCase --by-tag',
    'paramap import --har recorded.har --out schemas',
  ],
  run: runImport,
};

const configName = 'paramap.config.json';

async function runImport(given: ParsedArguments, terminal: Terminal): Promise<ExitCode> {
  const [source, ...others] = given.positionals;
  const har = given.one('har');
  if (har !== undefined && source === undefined) return importHar(har, given, terminal);
  if (source === undefined || others.length > 0)
    throw new UsageError('name one OpenAPI document, or one folder of them');
  const style = readStyle(given.one('style'));
  const path = resolve(terminal.folder, source);
  terminal.showProgress(`reading ${source}`);
  const { description, findings } = await readDescription(path, { root: rootOf(path, terminal.folder) });
  terminal.showProgress('');
  if (description === undefined) return refuse(given, terminal, findings);
  const out = resolve(terminal.folder, given.one('out') ?? '.');
  const name = given.one('name');
  const imported = importDescription(description, {
    ...(name === undefined ? {} : { name }),
    ...(style === undefined ? {} : { style }),
    byTag: given.has('by-tag'),
    expects: fromFolder(out, path),
    schemaPath: fromFolder(out, resolve(terminal.folder, 'node_modules/paramap/schemas/contract.schema.json')),
    onStep: (words) => terminal.showProgress(`importing ${source}: ${words}`),
  });
  terminal.showProgress('');
  if (imported.errors.length > 0) return refuse(given, terminal, imported.errors);
  await write(given, terminal, { imported, out });
  report(given, terminal, { description, imported });
  const isBroken = description.notes.some(({ severity }) => severity === 'error');
  return isBroken || (given.has('strict') && imported.losses.length > 0) ? 1 : 0;
}

function readStyle(text: string | undefined): NameStyle | undefined {
  const style = nameStyles.find((known) => known === text);
  if (text !== undefined && style === undefined) {
    throw new UsageError(`--style wants one of ${nameStyles.join(', ')}; got ${text}`);
  }
  return style;
}

/** References may lead anywhere below the folder where the command is called, if the document lies there. */
const rootOf = (path: string, folder: string): string =>
  path.startsWith(`${folder}${sep}`) ? folder : resolve(path, '..');

function fromFolder(folder: string, path: string): string {
  const way = relative(folder, path).split(sep).join('/');
  return way.startsWith('.') ? way : `./${way}`;
}

function refuse(given: ParsedArguments, terminal: Terminal, findings: readonly Finding[]): ExitCode {
  if (given.has('json')) terminal.writeOut(`${JSON.stringify({ operations: 0, findings }, undefined, 2)}\n`);
  else terminal.writeError(findingsText(findings, terminal));
  return 1;
}

interface Writing {
  readonly imported: Imported;
  readonly out: string;
}

/** The options are written where there are none; else the author joins them with those that are there. */
async function write(given: ParsedArguments, terminal: Terminal, { imported, out }: Writing): Promise<void> {
  const files = [...imported.files].map(([name, value]): GeneratedFile => ({ name, content: textOf(value) }));
  const present = files.map(({ name }) => resolve(out, name)).filter((path) => existsSync(path));
  const [first] = present;
  if (first !== undefined && !given.has('force')) {
    const more = present.length > 1 ? ` (and ${present.length - 1} more)` : '';
    throw new UsageError(`${relative(terminal.folder, first)}${more} is there already; --force replaces what is there`);
  }
  const quiet: Terminal = given.has('json') ? { ...terminal, writeOut: () => undefined } : terminal;
  await writeFiles(out, files, quiet);
  const config = { ...imported.config, contracts: contractsFrom(imported, fromFolder(terminal.folder, out)) };
  if (!existsSync(resolve(terminal.folder, configName))) {
    await writeFiles(terminal.folder, [{ name: configName, content: textOf(config) }], quiet);
  } else {
    quiet.writeOut(`${configName} is there already; what belongs into it:\n${textOf(config)}`);
  }
}

function contractsFrom({ config }: Imported, folder: string): string[] {
  const names = config['contracts'];
  const prefix = folder === './' ? '' : `${folder.replace(/^\.\//, '')}/`;
  return Array.isArray(names) ? names.map((name) => `${prefix}${String(name)}`) : [];
}

const textOf = (value: JsonObject): string => `${formatJson(value, { indent: '', unit: '  ', lineBreak: '\n' })}\n`;

function report(
  given: ParsedArguments,
  terminal: Terminal,
  { description, imported }: { readonly description: BackendDescription; readonly imported: Imported },
): void {
  const { operations, losses, files, config } = imported;
  const { title, version, notes } = description;
  if (given.has('json')) {
    const told = { title, version, described: description.operations.length, operations, files: [...files.keys()] };
    terminal.writeOut(`${JSON.stringify({ ...told, config, notes, losses }, undefined, 2)}\n`);
    return;
  }
  if (notes.length > 0) terminal.writeOut(findingsText(notes, terminal));
  terminal.writeOut(lossesText(losses, terminal));
  const count = `${operations} of ${description.operations.length} operations`;
  const tone = operations === description.operations.length ? 'good' : 'warning';
  const rest = losses.length === 0 ? 'all of it is expressed' : `${losses.length} not expressed as described`;
  terminal.writeOut(`${paint(terminal, tone, count)} of ${title} are imported; ${rest}\n`);
}
