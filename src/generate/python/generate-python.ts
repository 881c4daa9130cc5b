import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import type { Contract } from '../../contract/contract.ts';
import { Definitions } from '../schema/definitions.ts';
import { assignNames, typeName } from '../schema/type-names.ts';
import { NameShapes } from './name-shapes.ts';
import { writeClass } from './python-class.ts';
import { writeHead } from './python-head.ts';
import { pythonGlobals, snakeName } from './python-names.ts';
import { type PythonOperation, planPythonOperations } from './python-operation.ts';
import type { PythonSource } from './python-source.ts';
import { writeOperations } from './python-tables.ts';
import { PythonTypes } from './python-types.ts';

/**
 * Makes a typed client in one Python file: `UsersClient` with a method for each operation.
 *
 * Out: the source; the same contract always gives the same text, whatever the order of its members is.
 */
export async function generatePython(contract: Contract): Promise<string> {
  const title = [contract.title, contract.version].filter((part) => part !== undefined).join(' ');
  const source = planSource(contract, title);
  // Writing the class declares the types of what has no name in the contract, and the tables name the shapes.
  const client = writeClass(source);
  const tables = writeOperations(source);
  const types = source.types.declarations.write();
  const runtime = await readRuntime(source.operations);
  const body = [types, client, ...runtime, source.shapes.write(), tables]
    .map((part) => part.trim())
    .filter((part) => part !== '')
    .join('\n\n\n');
  const hash = createHash('sha256').update(body).digest('hex').slice(0, 16);
  return `${writeHead({ title, file: basename(contract.file), hash, body })}\n\n${body}\n`;
}

function planSource(contract: Contract, title: string): PythonSource {
  // Texts are made fit where they are written.
  const definitions = new Definitions((text) => text);
  const operations = planPythonOperations(contract.operations, definitions);
  const className = `${typeName(stemOf(contract))}Client`;
  const reserved = [className, ...pythonGlobals];
  const names = assignNames(definitions.wishes(), reserved);
  const inputs = definitions.bundle(names);
  const types = new PythonTypes(inputs, reserved);
  const hidden = new Set(operations.map(({ inputId }) => names.get(inputId)));
  for (const name of Object.keys(inputs)) if (!hidden.has(name)) types.declare(name);
  return { className, title, operations, types, names, inputs, shapes: new NameShapes(inputs) };
}

/** `users_client.py` for `users.contract.json`. */
export const pythonFileName = (contract: Contract): string => `${snakeName(stemOf(contract))}_client.py`;

/** `users` of `users.contract.json`, else the title: what the client and its file are called after. */
function stemOf({ file, title }: Contract): string {
  return file.endsWith('.json') ? basename(file).replace(/(\.contract)?\.json$/, '') : title;
}

/** The parts of the runtime that the operations need. */
async function readRuntime(operations: readonly PythonOperation[]): Promise<readonly string[]> {
  const readings = new Set(operations.flatMap(({ answers }) => answers.answers.map(({ reading }) => reading)));
  const writings = new Set(operations.map(({ body }) => body?.writing));
  const hasStreams = readings.has('bytes') || readings.has('events') || readings.has('lines');
  const hasUploads = writings.has('multipart') || writings.has('bytes');
  const parts = [
    'errors',
    'request',
    'caller',
    'repeats',
    'transport',
    'write',
    'values',
    'names',
    ...(writings.has('form') ? ['forms'] : []),
    ...(hasUploads ? ['uploads'] : []),
    'read',
    ...(hasStreams ? ['streams'] : []),
    ...(operations.some(({ paging }) => paging !== undefined) ? ['pages'] : []),
  ];
  return Promise.all(parts.map((part) => readFile(new URL(`./runtime/${part}.py`, import.meta.url), 'utf8')));
}
