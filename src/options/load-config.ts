import { statSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { isObject } from '../codec/json-type.ts';
import type { JsonObject, JsonValue } from '../codec/json-value.ts';
import { type AuthoredDocument, findingAt } from '../contract/authored-document.ts';
import { ContractError, type Fault, type Finding } from '../contract/finding.ts';
import { pointerTo } from '../contract/json-pointer.ts';
import { readDocument } from '../contract/read-document.ts';
import { refuseErrors } from './refuse-errors.ts';
import type { AppFunctions } from './resolve-functions.ts';
import type { OptionUse } from './resolve-options.ts';

/** Options that are functions; in a file they are paths of modules whose default export they are. */
const functionOptions: readonly ('forward' | Exclude<keyof AppFunctions, 'now'>)[] = [
  'forward',
  'context',
  'onProblem',
  'onAnswerViolation',
  'onAttempt',
  'onUpstreamState',
  'onDeprecated',
  'callerKey',
  'onShadow',
  'onWarning',
];

/** A configuration file that was read: options that still have to be resolved, and how to speak of them. */
export interface ConfigFile {
  readonly options: Readonly<Record<string, unknown>>;
  /** For `resolveOptions`; knows the lines of the file, and what is wrong with the modules that it names. */
  readonly use: OptionUse;
}

/**
 * Reads `paramap.config.json`: the options of `createGateway` as JSON, with functions and codecs as modules by path.
 *
 * In:  the path of the file, and the folder from which findings name it. Relative paths inside start at the file's own
 *      folder, unless it has a `root`.
 * Out: the options, not yet judged.
 * Fails: rejects with a `ContractError` where the file is missing or no JSON object.
 */
export async function readConfig(path: string, folder: string): Promise<ConfigFile> {
  const { document, findings } = readDocument(resolve(path), folder);
  refuseErrors('options', findings);
  if (document === undefined) throw new ContractError(`${path} cannot be read`, findings);
  const modules = new ModuleReader(document, dirname(resolve(path)));
  const options = await withFunctions(document.value, modules);
  const locate: OptionUse['locate'] = (_file, pointer) => nearestPosition(document, pointer);
  return { options, use: { surface: 'gateway', file: document.file, locate, found: modules.findings } };
}

async function withFunctions(written: JsonObject, modules: ModuleReader): Promise<Record<string, unknown>> {
  const { $schema: _schema, root = '.', ...values } = written;
  const options: Record<string, unknown> = {
    ...values,
    root: typeof root === 'string' ? resolve(modules.folder, root) : root,
  };
  for (const name of functionOptions) {
    if (values[name] !== undefined) options[name] = await modules.read(pointerTo('', name), values[name]);
  }
  const { codecs } = values;
  if (codecs === undefined || !isObject(codecs)) return options;
  const entries = Object.entries(codecs).map(async ([name, module]) => {
    return [name, await modules.read(pointerTo('/codecs', name), module)] as const;
  });
  return { ...options, codecs: Object.fromEntries(await Promise.all(entries)) };
}

/** Imports the modules that a configuration file names; a fault is a finding, and the option then reads as absent. */
class ModuleReader {
  readonly findings: Finding[] = [];
  readonly folder: string;
  readonly #document: AuthoredDocument;

  constructor(document: AuthoredDocument, folder: string) {
    this.#document = document;
    this.folder = folder;
  }

  async read(pointer: string, path: JsonValue): Promise<unknown> {
    if (typeof path !== 'string' || path === '') return this.#fault(pointer, 'this must be the path of a module');
    const file = resolve(this.folder, path);
    try {
      const module: { default?: unknown } = await import(pathToFileURL(file).href);
      if (hasChanged(file)) this.#add(pointer, changedModule(path));
      return module.default ?? this.#fault(pointer, `${path} has no default export`);
    } catch (error) {
      return this.#fault(
        pointer,
        `${path} cannot be imported: ${error instanceof Error ? error.message : String(error)}`,
      );
    }
  }

  #fault(pointer: string, message: string): undefined {
    const cure = 'name a module whose default export is the function or codec';
    this.#add(pointer, { rule: 'config-module', message, cure });
    return undefined;
  }

  #add(pointer: string, fault: Fault): void {
    this.findings.push(findingAt(this.#document, pointer, fault));
  }
}

/** When the modules were written that this process has imported: Node imports each once, and keeps it until the end. */
const importedMs = new Map<string, number>();

function hasChanged(file: string): boolean {
  const { mtimeMs } = statSync(file);
  const known = importedMs.get(file) ?? mtimeMs;
  importedMs.set(file, known);
  return known !== mtimeMs;
}

const changedModule = (path: string): Fault => ({
  rule: 'restart-needed',
  severity: 'warning',
  message: `${path} has changed since it was imported; a reload does not import it again`,
  cure: 'restart the gateway; with workers, SIGUSR2 replaces them',
});

/** An option that is missing stands nowhere: the object that lacks it does. */
function nearestPosition(document: AuthoredDocument, pointer: string): ReturnType<AuthoredDocument['locate']> {
  const position = document.locate(pointer);
  if (position !== undefined || pointer === '') return position;
  return nearestPosition(document, pointer.slice(0, pointer.lastIndexOf('/')));
}
