import { checkContracts } from '../../check/check-contracts.ts';
import { ChangedContract } from '../../contract/changed-contract.ts';
import { applyPatch } from '../../signal/shape/apply-patch.ts';
import type { Insight } from '../../signal/shape/insight.ts';
import { type VerdictReport, verdictReports } from '../check/verdict-report.ts';
import { openDryWorkspace, dryWorkspace, type Workspace } from '../workspace.ts';
import type { WrittenOptions } from '../written-options.ts';

/** What the contract comes to with a suggestion; in words where it cannot be said. */
export interface CheckedSuggestion {
  /** Of the operation as it is, and with the rule. */
  readonly before?: VerdictReport['status'];
  readonly after?: VerdictReport['status'];
  /** Why there is no verdict. */
  readonly unknown?: string;
}

/** Checks suggestions against the contracts of options: each is applied to a copy in memory, and no file is written. */
export function suggestionChecker(written: WrittenOptions): (insight: Insight) => Promise<CheckedSuggestion> {
  const workspace = openDryWorkspace(written);
  return async (insight) => {
    try {
      return await checkOne(insight, workspace, written);
    } catch (error) {
      return { unknown: error instanceof Error ? error.message : String(error) };
    }
  };
}

async function checkOne(insight: Insight, workspace: Workspace, written: WrittenOptions): Promise<CheckedSuggestion> {
  const { suggestion, operation, file } = insight;
  if (suggestion === undefined) return { unknown: insight.noSuggestion ?? 'there is no suggestion' };
  if (suggestion.file !== file) return { unknown: elsewhere(suggestion.file) };
  const document = workspace.library.documents.find((one) => one.file === file);
  if (document?.path === undefined) {
    return { unknown: `\`${file}\` is not among the contracts: name them by --contracts or --config` };
  }
  const text = JSON.stringify(applyPatch(document.value, suggestion.patch), undefined, 2);
  const changed = new ChangedContract({ file, path: document.path, text });
  const value = { ...written.value, contracts: [changed] };
  const patched = dryWorkspace({ ...written, value });
  const fault = patched.findings.find(({ severity }) => severity === 'error');
  if (fault !== undefined) return { unknown: `the contract would not start: ${fault.message}` };
  return { before: await statusOf(operation, workspace, file), after: await statusOf(operation, patched, file) };
}

const elsewhere = (file: string): string =>
  `the rule goes into \`${file}\`, to which the contract refers: apply it, then run \`paramap check\``;

async function statusOf(
  operation: string,
  { contracts, library, options }: Workspace,
  file: string,
): Promise<VerdictReport['status']> {
  const contract = contracts.find((one) => one.file === file);
  const operations = contract?.operations.filter(({ name }) => name === operation) ?? [];
  if (contract === undefined || operations.length === 0) throw new Error(`\`${operation}\` is not in ${file}`);
  const { root, limits } = options;
  const report = await checkContracts([{ ...contract, operations }], { library, root, limits });
  return verdictReports(report, (at, pointer) => library.locate(at, pointer))[0]?.status ?? 'none';
}
