import type { Finding } from '../../contract/finding.ts';
import { partMounts } from '../../options/part-mounts.ts';
import type { Terminal } from '../terminal.ts';
import { judgeWorkspace } from '../workspace.ts';
import type { WrittenOptions } from '../written-options.ts';
import { checkWorkspace } from './check-workspace.ts';
import type { FileStates } from './file-state.ts';
import type { ShownNote } from './shown-note.ts';
import type { VerdictCache } from './verdict-cache.ts';
import type { VerdictReport } from './verdict-report.ts';

/** What a check tells. */
export interface CheckedContracts {
  readonly findings: readonly Finding[];
  /** How many contracts could be looked at. */
  readonly contracts: number;
  /** Of contracts without errors. */
  readonly verdicts: readonly VerdictReport[];
  readonly notes: readonly ShownNote[];
}

/** What a check needs beside the options. */
export interface CheckSurroundings {
  readonly terminal: Terminal;
  /** Where secrets are looked for. */
  readonly environment: Terminal['environment'];
  readonly cache: VerdictCache;
}

/**
 * Reads and judges the contracts of all mounts.
 *
 * Out: what was found, and the files that it depends on; `undefined` where it depends on more than files.
 * Fails: rejects with `ContractError` for options with errors.
 */
export async function checkAll(
  written: WrittenOptions,
  { terminal, environment, cache }: CheckSurroundings,
): Promise<{ result: CheckedContracts; files: FileStates | undefined }> {
  const findings: Finding[] = [];
  const verdicts: VerdictReport[] = [];
  const notes: ShownNote[] = [];
  let contracts = 0;
  let files: FileStates | undefined = {};
  for (const { options, use } of partMounts(written.value, written.use)) {
    const workspace = judgeWorkspace({ value: options, use }, environment);
    contracts += workspace.contracts.length;
    findings.push(...workspace.findings);
    if (workspace.findings.some(({ severity }) => severity === 'error')) continue;
    const compared = await checkWorkspace({ value: options, use }, { cache, terminal });
    findings.push(...compared.findings);
    verdicts.push(...compared.reports);
    notes.push(...compared.notes);
    files = files && compared.files && { ...files, ...compared.files };
  }
  return { result: { findings, contracts, verdicts, notes }, files };
}
