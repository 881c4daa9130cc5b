import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { ContractError, type Finding } from '../contract/finding.ts';
import { statesOf } from './check/file-state.ts';
import type { CheckedContracts } from './check/find-all.ts';
import { ReportCache, watchedEnvironment } from './check/report-cache.ts';
import { githubLines, reviewNotes, sarifLog } from './check/review-output.ts';
import { notesForReview, notesText, type ShownNote } from './check/shown-note.ts';
import { VerdictCache } from './check/verdict-cache.ts';
import { verdictsText } from './check/verdict-text.ts';
import { watchAndCheck } from './check/watch-check.ts';
import type { Command, ExitCode } from './command.ts';
import type { ParsedArguments } from './parsed-arguments.ts';
import { findingsText, summaryText } from './findings-text.ts';
import { packageVersion } from '../options/package-version.ts';
import type { Terminal } from './terminal.ts';
import { UsageError } from './usage-error.ts';
import { configFlag, defaultConfig, readOptions } from './written-options.ts';

/** `paramap check`: every finding of the contracts and options, and whether the backends take whatever is sent. */
export const checkCommand: Command = {
  name: 'check',
  summary: 'tells what is wrong, and proves that mappings fit',
  usage: '[files|globs...] [--config <file>] [--strict] [--watch] [--cache <folder>] [--json | --sarif | --github]',
  flags: {
    config: configFlag,
    strict: {
      help: 'exits with 1 where an operation is only tested, not proved, or a contract has warnings of its own',
    },
    watch: { help: 'checks again whenever a file changes' },
    cache: { value: 'folder', help: 'where verdicts are kept (default: node_modules/.cache/paramap)' },
    json: { help: 'findings and verdicts as JSON, for programs' },
    sarif: { help: 'the same as SARIF, for code review' },
    github: { help: 'the same as annotations of GitHub Actions' },
  },
  examples: ["paramap check 'schemas/*.contract.json'", 'paramap check --json', 'paramap check --strict --github'],
  run: async (given, terminal) => {
    const forms = ['json', 'sarif', 'github'].filter((flag) => given.has(flag)).map((flag) => `--${flag}`);
    if (forms.length > 1) throw new UsageError(`${forms.join(' or ')}: one form of output at a time`);
    const once = (): Promise<ExitCode> => check(given, terminal);
    return given.has('watch') ? watchAndCheck(once, terminal) : once();
  },
};

async function check(given: ParsedArguments, terminal: Terminal): Promise<ExitCode> {
  const { findings, contracts, verdicts, notes } = await findAll(given, terminal);
  terminal.showProgress('');
  const errors = findings.filter(({ severity }) => severity === 'error').length;
  const warnings = findings.length - errors;
  const review = () => [...reviewNotes(findings, verdicts), ...notesForReview(notes)];
  if (given.has('json')) writeJson({ contracts, errors, warnings, findings, verdicts, notes }, terminal);
  else if (given.has('sarif')) writeJson(sarifLog(review(), packageVersion()), terminal);
  else if (given.has('github')) terminal.writeOut(githubLines(review()));
  else {
    const compared = notesText(notes, terminal) + verdictsText(verdicts, terminal);
    const told = [...findings, ...warningsIn(notes)];
    // The table above tells how many are refuted; beside one of them it is not true that nothing is wrong.
    const isRefuted = verdicts.some(({ status, answers }) => [status, answers?.status].includes('refuted'));
    terminal.writeOut(
      findingsText(findings, terminal) +
        compared +
        (isRefuted && told.length === 0 ? '' : summaryText(told, contracts, terminal)),
    );
  }
  const isStrict = given.has('strict');
  const isBroken = verdicts
    .flatMap(({ status, answers }) => [status, answers?.status])
    .some((status) => status === 'refuted' || (isStrict && status === 'tested'));
  const isDoubtful = isStrict && notes.some(({ severity }) => severity === 'warning');
  return errors > 0 || isBroken || isDoubtful ? 1 : 0;
}

/** Warnings of either kind are counted together. */
const warningsIn = (notes: readonly ShownNote[]): Finding[] =>
  notes.flatMap((note) => (note.severity === 'warning' ? [{ ...note, severity: note.severity }] : []));

function writeJson(value: object, terminal: Terminal): void {
  terminal.writeOut(`${JSON.stringify(value, undefined, 2)}\n`);
}

/** What was found before where nothing has changed since, else all of it again. */
async function findAll(given: ParsedArguments, terminal: Terminal): Promise<CheckedContracts> {
  try {
    terminal.showProgress('reading contracts');
    const written = await readOptions(given, given.positionals, terminal);
    const { folder, environment } = terminal;
    const input = { options: written.value, environment, folder };
    const cacheFolder = cacheFolderOf(given, terminal);
    const cache = new ReportCache(cacheFolder, salt);
    const known = cache.read(input);
    if (known !== undefined) return known;
    // Most of the program is of no use where nothing has changed.
    const { checkAll } = await import('./check/find-all.ts');
    const watched = watchedEnvironment(environment);
    const { result, files } = await checkAll(written, {
      terminal,
      environment: watched.environment,
      cache: new VerdictCache(cacheFolder, salt),
    });
    const unset = watched.asked();
    const config = resolve(folder, given.one('config') ?? defaultConfig);
    if (files !== undefined && unset !== undefined)
      cache.write(input, { result, files: { ...files, ...statesOf([config]) }, unset });
    return result;
  } catch (error) {
    if (error instanceof ContractError) return { findings: error.findings, contracts: 0, verdicts: [], notes: [] };
    throw error;
  }
}

/** Counted up whenever verdicts that are kept have another form. */
const verdictForm = 6;

const salt = `${packageVersion()} ${verdictForm}`;

function cacheFolderOf(given: ParsedArguments, { folder }: Terminal): string | undefined {
  const named = given.one('cache');
  if (named !== undefined) return resolve(folder, named);
  // No folder is made where nothing is installed.
  const modules = join(folder, 'node_modules');
  return existsSync(modules) ? join(modules, '.cache/paramap') : undefined;
}
