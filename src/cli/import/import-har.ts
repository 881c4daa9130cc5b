import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { relative, resolve, sep } from 'node:path';
import { parseJson } from '../../codec/json-text/parse.ts';
import { formatJson } from '../../example/draft/format-json.ts';
import { readExchanges } from '../../openapi/har/exchange.ts';
import { importTraffic, type ImportedTraffic } from '../../openapi/har/import-traffic.ts';
import { printable } from '../../problem/printable.ts';
import type { ExitCode } from '../command.ts';
import { writeFiles } from '../generated-files.ts';
import type { ParsedArguments } from '../parsed-arguments.ts';
import { paint, type Terminal } from '../terminal.ts';
import { UsageError } from '../usage-error.ts';

const maxDepth = 100;

/** `paramap import --har`: a contract of recorded traffic, with what is uncertain marked. */
export async function importHar(file: string, given: ParsedArguments, terminal: Terminal): Promise<ExitCode> {
  const path = resolve(terminal.folder, file);
  if (!existsSync(path)) throw new UsageError(`--har: there is no file ${file}`);
  terminal.showProgress(`reading ${file}`);
  const parsed = parseJson((await readFile(path, 'utf8')).replace(/^\uFEFF/, ''), { maxDepth });
  if (!parsed.ok) throw new UsageError(`${file} is not JSON: ${parsed.fault.detail}`);
  const read = readExchanges(parsed.value);
  if (read === undefined) throw new UsageError(`${file} has no \`log.entries\`, as an HTTP Archive has`);
  terminal.showProgress(`reading ${file}: what ${read.exchanges.length} exchanges have in common`);
  const name = given.one('name');
  const out = resolve(terminal.folder, given.one('out') ?? '.');
  const schema = relative(out, resolve(terminal.folder, 'node_modules/paramap/schemas/contract.schema.json'));
  const schemaPath = schema.split(sep).join('/');
  const imported = importTraffic(read.exchanges, { ...(name === undefined ? {} : { name }), schemaPath });
  terminal.showProgress('');
  if (imported === undefined) throw new UsageError(`${file} holds no request of an API`);
  const { contract, origin } = imported;
  const fileName = `${name ?? new URL(origin).hostname}.contract.json`;
  if (existsSync(resolve(out, fileName)) && !given.has('force')) {
    throw new UsageError(`${relative(terminal.folder, resolve(out, fileName))} is there already; --force replaces it`);
  }
  const quiet: Terminal = given.has('json') ? { ...terminal, writeOut: () => undefined } : terminal;
  const content = `${formatJson(contract, { indent: '', unit: '  ', lineBreak: '\n' })}\n`;
  await writeFiles(out, [{ name: fileName, content }], quiet);
  const { contract: _contract, ...told } = imported;
  const report = { ...told, skipped: read.skipped, files: [fileName] };
  if (given.has('json')) terminal.writeOut(`${JSON.stringify(report, undefined, 2)}\n`);
  else terminal.writeOut(reportText(imported, read.skipped, terminal));
  return 0;
}

function reportText({ operations, origin, used, left }: ImportedTraffic, skipped: number, terminal: Terminal): string {
  const lines = operations.map(({ name, route, times, uncertain }) => {
    const doubt = uncertain.length === 0 ? '' : paint(terminal, 'warning', `  ${printable(uncertain.join('; '))}`);
    return `  ${String(times).padStart(5)}  ${printable(`${name}  ${route}`)}${doubt}\n`;
  });
  const others = left + skipped === 0 ? '' : `; ${left + skipped} entries are of something else`;
  const sum = paint(terminal, 'good', `${operations.length} operation${operations.length === 1 ? '' : 's'}`);
  const rest = 'What was seen is a part of what there is: `x-seen` says how often, and what is uncertain.';
  return `${lines.join('')}${sum} of ${printable(origin)} in ${used} requests${others}\n${rest}\n`;
}
