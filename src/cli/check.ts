import type { Command, ExitCode } from './command.ts';
import type { ParsedArguments } from './parsed-arguments.ts';
import { printFindings } from './print-findings.ts';
import type { Terminal } from './terminal.ts';
import { configFlag, openWorkspace, readOptions } from './workspace.ts';

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
  const written = readOptions(given, given.positionals, terminal);
  // A secret is known where the gateway runs, not at the desk of an author.
  const { findings, contracts } = openWorkspace(written, { terminal, missingSecret: 'warning' });
  const errors = findings.filter(({ severity }) => severity === 'error').length;
  if (given.has('json')) {
    const warnings = findings.length - errors;
    terminal.writeOut(`${JSON.stringify({ contracts: contracts.length, errors, warnings, findings }, undefined, 2)}\n`);
  } else {
    printFindings(findings, terminal);
  }
  return errors > 0 ? 1 : 0;
}
