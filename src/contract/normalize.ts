import type { Codec } from '../codec/codec.ts';
import { isObject } from '../codec/json-type.ts';
import type { JsonObject } from '../codec/json-value.ts';
import { checkSchemas } from './schema-checks.ts';
import type { Contract, Operation, UnknownPolicies } from './contract.ts';
import type { AuthoredDocument } from './authored-document.ts';
import type { DocumentLibrary } from './document-library.ts';
import type { Fault, Finding, Severity } from './finding.ts';
import { FindingList } from './finding-list.ts';
import { normalizeOperation } from './normalize-operation.ts';
import { OperationScope, type SharedScope } from './operation-scope.ts';
import { PlaceGraph } from './place-graph.ts';
import { PlainPlans } from './plain-plans.ts';
import { reserveHeaders } from './reserved-headers.ts';
import { checkRoutes } from './route-checks.ts';
import { SchemaGraph } from './schema-graph.ts';
import type { SchemaNode } from './schema-node.ts';
import { SlotList } from './slot-list.ts';
import { withinStack } from './stack-overflow.ts';

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
  const shared = sharedScope(library, findings, options.codecs);
  const contracts = documents.map((document) => normalizeContract(shared, document, options));
  checkSchemas(shared);
  checkRoutes(
    contracts.flatMap(({ operations }) => operations),
    findings,
  );
  return { contracts: reserveHeaders(contracts), findings: [...library.findings, ...findings.all] };
}

function normalizeContract(shared: SharedScope, document: AuthoredDocument, options: NormalizeOptions): Contract {
  const operations: Operation[] = [];
  for (const written of writtenOperations(document)) {
    const normalized = normalizeWritten(written, shared, options);
    if (normalized !== undefined) operations.push(normalized);
  }
  return { ...contractFacts(document), operations };
}

/** What a contract says beside its operations. */
export function contractFacts({ file, value }: AuthoredDocument): Omit<Contract, 'operations'> {
  const { title, version } = value;
  return {
    file,
    title: typeof title === 'string' ? title : file,
    version: typeof version === 'string' ? version : undefined,
  };
}

/** What operations are normalized in that share their schemas. */
export function sharedScope(
  library: DocumentLibrary,
  findings: FindingList,
  codecs: NormalizeOptions['codecs'],
): SharedScope {
  const onFault = ({ origin }: SchemaNode, fault: Fault): void => findings.add(origin.file, origin.pointer, fault);
  return {
    findings,
    graph: new SchemaGraph(library, findings),
    answers: new SchemaGraph(library, findings),
    answerPlaces: new PlaceGraph(onFault),
    conditions: new SchemaGraph(library, findings),
    conditionPlaces: new PlaceGraph(onFault),
    places: new PlaceGraph(onFault),
    codecs,
    plain: { request: new PlainPlans(), answer: new PlainPlans() },
  };
}

/** One operation as it is written: where it stands, and what it says. */
export interface WrittenOperation {
  readonly document: AuthoredDocument;
  readonly name: string;
  readonly operation: JsonObject;
}

/** The operations of a contract whose form was checked, in their order. */
export function writtenOperations(document: AuthoredDocument): WrittenOperation[] {
  const { operations: written } = document.value;
  const all = Object.entries(isObject(written) ? written : {});
  return all.flatMap(([name, operation]) => (isObject(operation) ? [{ document, name, operation }] : []));
}

/** Completes one operation; headers that others write are not reserved yet. Findings go to the scope. */
export function normalizeWritten(
  { document, name, operation }: WrittenOperation,
  shared: SharedScope,
  options: NormalizeOptions,
): Operation | undefined {
  const scope = new OperationScope(shared, { document, name, slots: new SlotList(shared.findings) });
  const normalize = (): Operation | undefined => normalizeOperation(scope, operation, options);
  return withinStack(normalize, (fault) => scope.report(scope.pointer, fault), undefined);
}
