import type { Codec } from '../codec/codec.ts';
import { isObject } from '../codec/json-type.ts';
import { checkSchemas } from './schema-checks.ts';
import type { Contract, Operation, UnknownPolicies } from './contract.ts';
import type { AuthoredDocument } from './authored-document.ts';
import type { DocumentLibrary } from './document-library.ts';
import type { Finding, Severity } from './finding.ts';
import { FindingList } from './finding-list.ts';
import { normalizeOperation } from './normalize-operation.ts';
import { OperationScope, type SharedScope } from './operation-scope.ts';
import { PlaceGraph } from './place-graph.ts';
import { reserveHeaders } from './reserved-headers.ts';
import { checkRoutes } from './route-checks.ts';
import { SchemaGraph } from './schema-graph.ts';
import { SlotList } from './slot-list.ts';

/** What the app and its surroundings bring to contracts. */
export interface NormalizeOptions {
  /** The app's own codecs by name. */
  readonly codecs: ReadonlyMap<string, Codec>;
  /** Where secrets are read from, such as `process.env`. */
  readonly secrets: Readonly<Record<string, string | undefined>>;
  /** An operator's `serve` needs every secret; a `check` at an author's desk can do without. */
  readonly missingSecret: Severity;
  /** Whether secrets in files are read, or a mask stands for each. @default 'read' */
  readonly secretFiles?: 'read' | 'mask' | undefined;
  /** The folder that the paths of secrets start at. @default the working directory */
  readonly root?: string | undefined;
  /** What holds where neither contract nor operation speaks of unknown names. */
  readonly unknown: UnknownPolicies;
}

/** What becomes of undeclared names where nobody says anything (docs/contract.md, "What is not declared"). */
export const defaultUnknown: UnknownPolicies = {
  query: 'refuse',
  body: 'refuse',
  headers: 'forward',
  cookies: 'drop',
  response: 'forward',
};

/**
 * Completes authored contracts: references resolved, places gathered, mappings read, everything checked that needs
 * more than one member to see.
 *
 * In:  documents whose form was checked, and the library that they came with.
 * Out: the contracts, and every finding; with a finding of severity `error` the contracts must not be run.
 */
export function normalizeContracts(
  documents: readonly AuthoredDocument[],
  library: DocumentLibrary,
  options: NormalizeOptions,
): { contracts: Contract[]; findings: Finding[] } {
  const findings = new FindingList((file, pointer) => library.locate(file, pointer));
  const shared: SharedScope = {
    findings,
    graph: new SchemaGraph(library, findings),
    answers: new SchemaGraph(library, findings),
    answerPlaces: new PlaceGraph(),
    conditions: new SchemaGraph(library, findings),
    conditionPlaces: new PlaceGraph(),
    places: new PlaceGraph(),
    codecs: options.codecs,
  };
  const contracts = documents.map((document) => normalizeContract(shared, document, options));
  checkSchemas(shared);
  checkRoutes(contracts, findings);
  return { contracts: reserveHeaders(contracts), findings: [...library.findings, ...findings.all] };
}

function normalizeContract(shared: SharedScope, document: AuthoredDocument, options: NormalizeOptions): Contract {
  const { title, version, operations: written } = document.value;
  const operations: Operation[] = [];
  for (const [name, operation] of Object.entries(isObject(written) ? written : {})) {
    if (!isObject(operation)) continue;
    const scope = new OperationScope(shared, { document, name, slots: new SlotList(shared.findings) });
    const normalized = normalizeOperation(scope, operation, options);
    if (normalized !== undefined) operations.push(normalized);
  }
  return {
    file: document.file,
    title: typeof title === 'string' ? title : document.file,
    version: typeof version === 'string' ? version : undefined,
    operations,
  };
}
