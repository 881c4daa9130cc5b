import { ContractError, type Finding } from '../contract/finding.ts';
import { partMounts } from '../options/part-mounts.ts';
import type { Command, ExitCode } from './command.ts';
import type { ParsedArguments } from './parsed-arguments.ts';
import { findingsText, summaryText } from './findings-text.ts';
import type { Terminal } from './terminal.ts';
import { judgeWorkspace } from './workspace.ts';
import { configFlag, readOptions } from './written-options.ts';

/** `paramap check`: every finding of the contracts, and of the options where there are any. */
export const checkCommand: Command = {
  name: 'check',
  summary: 'tells what is wrong with contracts, all at once',
  usage: '[files|globs...] [--config <file>] [--json]',
  flags: {
    config: configFlag,
    json: { help: 'the findings as JSON, for programs' },
  },
  examples: ["paramap check 'schemas/*.contract.json'", 'paramap check --json'],
  run: check,
};

async function check(given: ParsedArguments, terminal: Terminal): Promise<ExitCode> {
  const { findings, contracts } = await findAll(given, terminal);
  const errors = findings.filter(({ severity }) => severity === 'error').length;
  if (given.has('json')) {
    const report = { contracts, errors, warnings: findings.length - errors, findings };
    terminal.writeOut(`${JSON.stringify(report, undefined, 2)}\n`);
  } else {
    terminal.writeOut(findingsText(findings, terminal) + summaryText(findings, contracts, terminal));
  }
  return errors > 0 ? 1 : 0;
}

interface Report {
  readonly findings: readonly Finding[];
  /** How many contracts could be looked at. */
  readonly contracts: number;
}

/** The findings of the contracts, or of the options where those already have errors. */
async function findAll(given: ParsedArguments, terminal: Terminal): Promise<Report> {
  try {
    const written = await readOptions(given, given.positionals, terminal);
    const judged = partMounts(written.value, written.use).map(({ options, use }) =>
      judgeWorkspace({ value: options, use }, terminal.environment),
    );
    const contracts = judged.reduce((sum, workspace) => sum + workspace.contracts.length, 0);
    return { findings: judged.flatMap(({ findings }) => findings), contracts };
  } catch (error) {
    if (error instanceof ContractError) return { findings: error.findings, contracts: 0 };
    throw error;
  }
}
