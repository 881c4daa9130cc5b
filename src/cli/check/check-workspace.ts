import { isObject } from '../../codec/json-type.ts';
import type { JsonValue } from '../../codec/json-value.ts';
import { checkContracts, type CheckReport } from '../../check/check-contracts.ts';
import { Memory } from '../../check/contain/memory.ts';
import { NoteFinder } from '../../check/within/find-notes.ts';
import { unreceivedNotes } from '../../check/within/unreceived-notes.ts';
import type { Contract, Operation } from '../../contract/contract.ts';
import type { Finding } from '../../contract/finding.ts';
import type { Locate } from '../../contract/finding-list.ts';
import type { Terminal } from '../terminal.ts';
import { openDryWorkspace, type Workspace } from '../workspace.ts';
import type { WrittenOptions } from '../written-options.ts';
import { type FileStates, statesOf } from './file-state.ts';
import { type ShownNote, shownNotes } from './shown-note.ts';
import type { CachedVerdicts, VerdictCache } from './verdict-cache.ts';
import { type VerdictReport, verdictReports } from './verdict-report.ts';

/** What contracts and their backends say of each other. */
export interface Verdicts {
  readonly reports: readonly VerdictReport[];
  readonly findings: readonly Finding[];
  /** What contracts say and may not mean, whatever their backends take. */
  readonly notes: readonly ShownNote[];
  /** What they depend on; `undefined` where that is more than files. */
  readonly files: FileStates | undefined;
}

/** Judges every operation of contracts without errors; of contracts that have not changed the verdicts are known. */
export async function checkWorkspace(
  written: WrittenOptions,
  { cache, terminal }: { readonly cache: VerdictCache; readonly terminal: Terminal },
): Promise<Verdicts> {
  // With a mask for each secret: one that is not set here would be missing from what is sent.
  const workspace = openDryWorkspace(written);
  const { contracts, options, library } = workspace;
  const own = new Set(contracts.map(({ file }) => file));
  const referred = library.documents.flatMap(({ file, path }) => (own.has(file) || path === undefined ? [] : [path]));
  // Which other contracts are checked beside it changes nothing of a contract's verdicts.
  const { contracts: _, ...settings } = written.value;
  // What a codec of an app does is in its code, which nobody compares.
  const hasCodecs = Object.keys(options.codecs).length > 0;
  const reports: VerdictReport[] = [];
  const findings: Finding[] = [];
  const notes: ShownNote[] = [];
  let files = statesOf(library.documents.flatMap(({ path }) => path ?? []));
  const showCompared = counted(contracts, terminal);
  for (const contract of contracts) {
    const key = cache.keyOf(contract, { root: options.root, referred, options: settings });
    const isKept = !hasCodecs && !contract.file.startsWith('contracts[');
    const known = isKept ? cache.read(key) : undefined;
    const verdicts = known ?? kept(await judge(contract, workspace, showCompared), workspace);
    if (known === undefined && isKept) cache.write(key, verdicts);
    reports.push(...verdicts.reports);
    findings.push(...verdicts.findings);
    notes.push(...verdicts.notes);
    files = { ...files, ...verdicts.files };
  }
  const isWhole = !library.documents.some(({ path, value }) => path === undefined || namesSecretFile(value));
  return { reports, findings, notes, files: isWhole ? files : undefined };
}

/** Shows which operation is compared, and how many of all there are behind; those that are known already count. */
function counted(contracts: readonly Contract[], terminal: Terminal): (operation: Operation) => void {
  const names = contracts.flatMap(({ operations }) => operations);
  const places = new Map(names.map((operation, at) => [operation, at + 1]));
  return (operation) => {
    terminal.showProgress(`${places.get(operation) ?? names.length} of ${names.length} operations: ${operation.name}`);
  };
}

async function judge(
  contract: Workspace['contracts'][number],
  { options, library }: Workspace,
  onProgress: (operation: Operation) => void,
): Promise<CheckReport> {
  const { root, limits } = options;
  return checkContracts([contract], { library, root, limits, onProgress });
}

function kept(report: CheckReport, { library }: Workspace): CachedVerdicts {
  const locate: Locate = (file, pointer) => library.locate(file, pointer);
  const finder = new NoteFinder(new Memory());
  const checked = report.contracts.flatMap(({ operations }) => operations);
  const notes = checked.flatMap(({ operation, backend }) => {
    const received = backend === undefined ? [] : unreceivedNotes(operation, backend);
    return shownNotes(operation, [...finder.of(operation), ...received], locate);
  });
  return { reports: verdictReports(report, locate), findings: report.findings, notes, files: statesOf(report.files) };
}

/** Whether a contract names a file with a secret, which is looked at whenever it is checked. */
function namesSecretFile(value: JsonValue): boolean {
  if (Array.isArray(value)) return value.some(namesSecretFile);
  return isObject(value) && (value['secretFile'] !== undefined || Object.values(value).some(namesSecretFile));
}
