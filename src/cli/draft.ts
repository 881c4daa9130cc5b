import { existsSync } from 'node:fs';
import { dirname, relative, resolve, sep } from 'node:path';
import { checkContracts, type CheckReport } from '../check/check-contracts.ts';
import type { JsonObject } from '../codec/json-value.ts';
import { ContractError } from '../contract/finding.ts';
import { formatJson } from '../example/draft/format-json.ts';
import { draftContract } from '../openapi/draft/draft-contract.ts';
import { withdrawRules } from '../openapi/draft/withdraw-rules.ts';
import { importDescription } from '../openapi/import/import-description.ts';
import { readDescription } from '../openapi/read/read-description.ts';
import type { Command, ExitCode } from './command.ts';
import { draftText, type JudgedDraft } from './draft/draft-text.ts';
import { findingsText } from './findings-text.ts';
import { writeFiles } from './generated-files.ts';
import type { ParsedArguments } from './parsed-arguments.ts';
import type { Terminal } from './terminal.ts';
import { UsageError } from './usage-error.ts';
import { dryWorkspace } from './workspace.ts';
import { readOptions } from './written-options.ts';

/** `paramap draft`: a contract between what callers are told and what a backend takes, proposed. */
export const draftCommand: Command = {
  name: 'draft',
  summary: 'proposes a contract between two OpenAPI documents',
  usage: '<public> <backend> [--out <file>] [--name <upstream>] [--force] [--json]',
  flags: {
    out: { value: 'file', help: 'where the contract is written; draft.contract.json where nothing is said' },
    name: { value: 'upstream', help: 'what the upstream is called; made of its title where nothing is said' },
    force: { help: 'replaces a file that is there' },
    json: { help: 'the rules with their reasons as JSON, for programs' },
  },
  examples: ['paramap draft public.openapi.yaml backend.openapi.yaml --out schemas/users.contract.json'],
  run: runDraft,
};

async function runDraft(given: ParsedArguments, terminal: Terminal): Promise<ExitCode> {
  const [front, behind, ...others] = given.positionals;
  if (front === undefined || behind === undefined || others.length > 0) {
    throw new UsageError('name two OpenAPI documents: the public one, and that of the backend');
  }
  const out = resolve(terminal.folder, given.one('out') ?? 'draft.contract.json');
  if (existsSync(out) && !given.has('force')) {
    throw new UsageError(`${relative(terminal.folder, out)} is there already; --force replaces it`);
  }
  const [own, other] = [await readContract(front, terminal), await readContract(behind, terminal)];
  const drafted = draftContract(own.contract, other.contract);
  const { contract } = drafted;
  const expects = { openapi: relativePath(dirname(out), resolve(terminal.folder, behind)) };
  contract['upstream'] = { name: given.one('name') ?? other.name, expects };
  const settled = withdrawRules(contract, dirname(out));
  const content = `${formatJson(contract, { indent: '', unit: '  ', lineBreak: '\n' })}\n`;
  const quiet: Terminal = given.has('json') ? { ...terminal, writeOut: () => undefined } : terminal;
  await writeFiles(dirname(out), [{ name: relative(dirname(out), out), content }], quiet);
  const report = settled.errors.length > 0 ? undefined : await judge(given, out, terminal);
  tell(given, { ...drafted, ...settled, report }, terminal);
  return settled.errors.length > 0 ? 1 : 0;
}

interface ReadContract {
  readonly contract: JsonObject;
  readonly name: string;
}

/** A description as the contract that passes everything on. */
async function readContract(source: string, terminal: Terminal): Promise<ReadContract> {
  const path = resolve(terminal.folder, source);
  const root = path.startsWith(`${terminal.folder}${sep}`) ? terminal.folder : dirname(path);
  terminal.showProgress(`reading ${source}`);
  const { description, findings } = await readDescription(path, { root });
  terminal.showProgress('');
  if (description === undefined) throw new ContractError(`${source} cannot be read`, findings);
  const { files } = importDescription(description, { expects: './backend' });
  const [file = '', contract = {}] = [...files][0] ?? [];
  return { contract, name: file.replace(/\.contract\.json$/, '') };
}

function relativePath(folder: string, path: string): string {
  const way = relative(folder, path).split(sep).join('/');
  return way.startsWith('.') ? way : `./${way}`;
}

/** Compares what the draft sends with what the backend takes; a draft is no reason to look at other contracts. */
async function judge(given: ParsedArguments, out: string, terminal: Terminal): Promise<CheckReport> {
  const { value, use } = await readOptions(given, [out], terminal);
  const { contracts, library, options } = dryWorkspace({ use, value: { ...value, root: terminal.folder } });
  const onProgress = ({ name }: { name: string }): void => terminal.showProgress(`comparing ${name}`);
  const report = await checkContracts(contracts, { library, root: options.root, limits: options.limits, onProgress });
  terminal.showProgress('');
  return report;
}

function tell(given: ParsedArguments, draft: JudgedDraft, terminal: Terminal): void {
  const { rules, constants, leftOver, unpaired, withdrawn, errors, report } = draft;
  if (given.has('json')) {
    const pairs = draft.pairs.map(({ caller, backend, confidence }) => ({
      caller: caller.name,
      backend: backend.name,
      confidence,
    }));
    const verdicts = report?.contracts.flatMap(({ operations }) =>
      operations.map(({ operation, verdict }) => ({ operation: operation.name, verdict: verdict?.kind })),
    );
    const told = { pairs, rules, constants, leftOver, unpaired, withdrawn, errors, verdicts };
    terminal.writeOut(`${JSON.stringify(told, undefined, 2)}\n`);
    return;
  }
  terminal.writeOut(draftText(draft, terminal));
  const findings = [...withdrawn.map((finding) => ({ ...finding, severity: 'warning' as const })), ...errors];
  if (findings.length > 0) terminal.writeError(findingsText(findings, terminal));
}
