import { statSync } from 'node:fs';
import { dirname, relative, resolve, sep } from 'node:path';
import { globSync } from 'tinyglobby';
import type { AuthoredDocument } from '../../contract/authored-document.ts';
import { findingAt } from '../../contract/authored-document.ts';
import type { Fault, Finding } from '../../contract/finding.ts';
import type { BackendDescription, DescribedOperation } from './backend-description.ts';
import { type Dialect, dialectOf, isDescription } from './dialect.ts';
import { DocumentSet } from './document-set.ts';
import { Reading } from './reading.ts';
import { readOperations } from './read-operations.ts';
import { readSchemes } from './read-security.ts';
import { documentServers } from './read-servers.ts';
import { SchemaLibrary } from './schema-library.ts';
import { below, type Spot, textOf } from './spot.ts';

/** A description, or why there is none; with everything that was found. */
export interface ReadDescription {
  readonly description: BackendDescription | undefined;
  /** Those of the description's `notes` among them. */
  readonly findings: readonly Finding[];
  /** Absolute paths of the files that could be read: those that were named, and what they refer to. */
  readonly files: readonly string[];
}

/**
 * Reads what a backend says of itself: an OpenAPI document 3.1, 3.0 or Swagger 2.0, in JSON or YAML, or a directory of them.
 *
 * In:  the path of a file or directory. `root`: absolute path of the folder below which `$ref`s may lead to other files, and
 *      that findings name files from; by default the directory itself, or the file's own folder.
 * Out: the description. Of a directory the operations of all its documents; title and servers are those of the first by name.
 * Fails: never by throwing. Without a description the findings say why: `file-...`, `json-...`, `yaml-...`, `openapi-version`,
 *        `openapi-missing`. References are never followed to the network.
 */
export async function readDescription(
  path: string,
  options: { readonly root?: string } = {},
): Promise<ReadDescription> {
  const absolute = resolve(path);
  const isFolder = isDirectory(absolute);
  const root = options.root ?? (isFolder ? absolute : dirname(absolute));
  const paths = isFolder ? filesOf(absolute) : [absolute];
  const documents = await DocumentSet.open(paths, root);
  const name = relative(root, absolute).split(sep).join('/') || '.';
  const opened = paths.flatMap((file) => documents.at(file) ?? []);
  // Of a directory, files without a version hold what others refer to.
  const described = isFolder ? opened.filter(({ value }) => isDescription(value)) : opened;
  const wrong = described.filter(({ value }) => dialectOf(value) === undefined);
  const files = documents.documents.flatMap(({ path: own }) => own ?? []);
  const findings = [...documents.findings, ...wrong.map((document) => versionFinding(document))];
  const [main] = described;
  const dialect = main && dialectOf(main.value);
  if (main === undefined || dialect === undefined || wrong.length > 0) {
    const missing = findings.length > 0 ? [] : [findingAt({ file: name, locate: () => undefined }, '', missingFault)];
    return { description: undefined, findings: [...findings, ...missing], files };
  }
  const description = describe(documents, { name, described, main, dialect }, findings);
  return { description, findings: description.notes, files };
}

interface Described {
  readonly name: string;
  readonly described: readonly AuthoredDocument[];
  readonly main: AuthoredDocument;
  readonly dialect: Dialect;
}

function describe(
  documents: DocumentSet,
  { name, described, main, dialect }: Described,
  findings: readonly Finding[],
): BackendDescription {
  const reading = new Reading(documents, dialect);
  const schemas = new SchemaLibrary(reading);
  const operations = described.flatMap((document) => readOperations({ reading, schemas }, document));
  const securitySchemes = new Map(described.flatMap((document) => [...readSchemes(reading, document)]));
  noteTwins(reading, operations);
  schemas.complete();
  const root: Spot = { document: main, pointer: '', value: main.value };
  const info = below(root, 'info') ?? root;
  return {
    file: name,
    title: textOf(info, 'title') ?? name,
    version: textOf(info, 'version') ?? '',
    description: textOf(info, 'description'),
    servers: documentServers(reading, main).urls,
    operations,
    securitySchemes,
    schemas,
    notes: [...findings, ...reading.notes.all],
    locate: (file, pointer) => documents.locate(file, pointer),
  };
}

/** Operations of one method and path cannot be told apart, and an `operationId` is there once. */
function noteTwins(reading: Reading, operations: readonly DescribedOperation[]): void {
  const routes = new Map<string, DescribedOperation>();
  const names = new Map<string, DescribedOperation>();
  for (const operation of operations) {
    const document = reading.documents.named(operation.file);
    const route = `${operation.method} ${operation.path.replaceAll(/\{[^{}]*\}/g, '{}')} ${operation.servers.join(' ')}`;
    const twin = routes.get(route);
    const namesake = operation.operationId === undefined ? undefined : names.get(operation.operationId);
    routes.set(route, twin ?? operation);
    if (operation.operationId !== undefined) names.set(operation.operationId, namesake ?? operation);
    const at = document && { document, pointer: operation.pointer };
    if (at !== undefined && twin !== undefined) reading.note(at, twinFault(operation, twin));
    if (at !== undefined && namesake !== undefined) reading.note(at, namesakeFault(operation));
  }
}

/** The files of a directory that may hold descriptions, by name. */
const filesOf = (folder: string): string[] =>
  globSync('**/*.{json,yaml,yml}', { cwd: folder, absolute: true, ignore: ['**/node_modules/**'] })
    .map((path) => resolve(path))
    .sort();

function isDirectory(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false;
}

function versionFinding(document: AuthoredDocument): Finding {
  const { openapi, swagger } = document.value;
  const said = openapi ?? swagger;
  const message =
    said === undefined
      ? 'this is no OpenAPI document: it has neither `openapi` nor `swagger`'
      : `the version ${JSON.stringify(said)} is not read`;
  const fault = {
    rule: 'openapi-version',
    message,
    cure: 'write `openapi: 3.1.0`, `openapi: 3.0.4` or `swagger: "2.0"`',
  };
  return findingAt(document, said === undefined ? '' : openapi === undefined ? '/swagger' : '/openapi', fault);
}

const missingFault: Fault = {
  rule: 'openapi-missing',
  message: 'there is no OpenAPI document here',
  cure: 'name a file, or a directory with files that have `openapi` or `swagger`',
};

const twinFault = ({ method, path }: DescribedOperation, twin: DescribedOperation): Fault => ({
  rule: 'operation-twice',
  message: `\`${method} ${path}\` stands at ${twin.file}#${twin.pointer}, too, so that nobody can tell which is meant`,
  cure: 'remove one of them',
});

const namesakeFault = ({ operationId = '' }: DescribedOperation): Fault => ({
  rule: 'operation-id-twice',
  message: `another operation has the \`operationId\` \`${operationId}\`, too`,
  cure: 'give each its own',
});
