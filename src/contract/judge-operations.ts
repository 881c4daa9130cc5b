import type { AuthoredDocument } from './authored-document.ts';
import type { Contract, Operation } from './contract.ts';
import type { DocumentLibrary } from './document-library.ts';
import type { Fault, Finding } from './finding.ts';
import { FindingList } from './finding-list.ts';
import {
  contractFacts,
  type NormalizeOptions,
  normalizeWritten,
  sharedScope,
  type WrittenOperation,
  writtenOperations,
} from './normalize.ts';
import { pointerTo } from './json-pointer.ts';
import { headOf, type OperationSource } from './operation-source.ts';
import { ReservedHeaders } from './reserved-headers.ts';
import { checkRoutes } from './route-checks.ts';
import { checkSchemas } from './schema-checks.ts';
import { withinStack } from './stack-overflow.ts';

/** Judges one operation further, given as a contract that has it alone; `sound`: no error was found so far. */
export type JudgeOperation = (contract: Contract, sound: boolean) => readonly Finding[];

/** The operations of contracts, and everything that was found. */
export interface JudgedOperations {
  readonly operations: readonly OperationSource[];
  /** Of the contracts' meaning. */
  readonly findings: readonly Finding[];
  /** What `judge` found. */
  readonly judged: readonly Finding[];
}

interface Judging {
  readonly library: DocumentLibrary;
  readonly options: NormalizeOptions;
  readonly judge: JudgeOperation;
  readonly findings: FindingList;
  readonly judged: Finding[];
  readonly reserved: ReservedHeaders;
}

/**
 * Reads every operation of contracts, judges it and forgets it, so that a thousand take hardly more memory than one.
 *
 * In:  documents whose form was checked. Options must not change afterwards: the operations are read with them again.
 * Out: the same findings as `normalizeContracts` has.
 */
export function judgeOperations(
  documents: readonly AuthoredDocument[],
  library: DocumentLibrary,
  { options, judge }: { readonly options: NormalizeOptions; readonly judge: JudgeOperation },
): JudgedOperations {
  const findings = new FindingList((file, pointer) => library.locate(file, pointer));
  const judging: Judging = { library, options, judge, findings, judged: [], reserved: new ReservedHeaders() };
  const operations = documents.flatMap((document) => judgeContract(document, judging));
  checkRoutes(operations, findings);
  return { operations, findings: [...library.findings, ...findings.all], judged: judging.judged };
}

/** The operations of one contract share the schemas that they refer to, for as long as they are judged. */
function judgeContract(document: AuthoredDocument, judging: Judging): OperationSource[] {
  const { library, options, judge, findings, judged, reserved } = judging;
  const shared = sharedScope(library, findings, options.codecs);
  const sources: OperationSource[] = [];
  for (const written of writtenOperations(document)) {
    const operation = normalizeWritten(written, shared, options);
    checkSchemas(shared);
    if (operation === undefined) continue;
    reserved.add(operation);
    const alone = { ...contractFacts(document), operations: [operation] };
    const report = (fault: Fault): void => findings.add(document.file, pointerTo('/operations', written.name), fault);
    judged.push(...withinStack(() => judge(alone, !findings.hasErrors), report, []));
    const read = (): Operation => reserved.complete(readAgain(written, library, options));
    sources.push({ ...headOf(operation), read });
  }
  return sources;
}

/** Fails closed: an operation that is not what was judged must not be run. */
function readAgain(written: WrittenOperation, library: DocumentLibrary, options: NormalizeOptions): Operation {
  const findings = new FindingList(() => undefined);
  const operation = normalizeWritten(written, sharedScope(library, findings, options.codecs), options);
  if (operation !== undefined && !findings.hasErrors) return operation;
  const fault = findings.all.find(({ severity }) => severity === 'error')?.message ?? 'it has no route';
  throw new Error(`\`${written.name}\` of ${written.document.file} cannot be read as it was at the start: ${fault}`);
}
