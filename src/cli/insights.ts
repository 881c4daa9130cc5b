import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Command, ExitCode } from './command.ts';
import { suggestionChecker } from './insights/check-suggestion.ts';
import { insightsText, type ShownInsight } from './insights/insights-text.ts';
import { readReport } from './insights/read-report.ts';
import type { ParsedArguments } from './parsed-arguments.ts';
import type { Terminal } from './terminal.ts';
import { UsageError } from './usage-error.ts';
import { configFlag, contractsFlag, defaultConfig, readOptions } from './written-options.ts';

/** `paramap insights`: which shapes of requests make upstreams fail, and what rule would refuse them. */
export const insightsCommand: Command = {
  name: 'insights',
  summary: 'tells which requests upstreams fail on, and a rule',
  usage: '<admin url|file|-> [--config <file>] [--contracts <glob>...] [--json]',
  flags: {
    config: configFlag,
    contracts: contractsFlag,
    json: { help: 'the report as JSON, with the verdicts of the check' },
  },
  examples: ['paramap insights http://127.0.0.1:9090', 'paramap insights saved.json --json'],
  run: insights,
};

async function insights(given: ParsedArguments, terminal: Terminal): Promise<ExitCode> {
  const [source, ...more] = given.positionals;
  if (source === undefined || more.length > 0) throw new UsageError('which admin address, or which file?');
  const report = await readReport(source, terminal);
  const check = await checkerOf(given, terminal);
  const shown: ShownInsight[] = [];
  for (const insight of report.insights) {
    terminal.showProgress(`checking ${insight.operation}`);
    const checked = insight.suggestion === undefined ? undefined : await check?.(insight);
    shown.push({ ...insight, check: checked });
  }
  terminal.showProgress('');
  const json = () => `${JSON.stringify({ ...report, insights: shown }, undefined, 2)}\n`;
  terminal.writeOut(given.has('json') ? json() : insightsText(report, shown, terminal));
  return 0;
}

/** Without options or contracts there is nothing to check suggestions against. */
async function checkerOf(
  given: ParsedArguments,
  terminal: Terminal,
): Promise<ReturnType<typeof suggestionChecker> | undefined> {
  const patterns = given.all('contracts');
  const isThere = given.one('config') !== undefined || existsSync(resolve(terminal.folder, defaultConfig));
  if (patterns.length === 0 && !isThere) return undefined;
  return suggestionChecker(await readOptions(given, patterns, terminal));
}
