import { coverExamples } from '../example/cover/cover-examples.ts';
import { compileExampleApi, type ExampleApi } from '../example/example-api.ts';
import { guardExample } from '../guard/guard-example.ts';
import { mutateContracts } from '../example/mutate/mutate-contracts.ts';
import { runExamples } from '../example/run-example.ts';
import type { Command, ExitCode } from './command.ts';
import type { ParsedArguments } from './parsed-arguments.ts';
import type { Terminal } from './terminal.ts';
import { collectMutations, type MutationReport } from './test/mutation-report.ts';
import { printReport } from './test/print-report.ts';
import { reportJson } from './test/report-json.ts';
import { reportOf } from './test/test-report.ts';
import { printDrafts, writeDrafts } from './test/write-drafts.ts';
import { UsageError } from './usage-error.ts';
import { openDryWorkspace, type Workspace } from './workspace.ts';
import { configFlag, readOptions } from './written-options.ts';

/** How long `--mutate` takes at most where nothing else is said. */
const usualSeconds = 120;

/** `paramap test`: runs the examples of contracts, without sending anything. */
export const testCommand: Command = {
  name: 'test',
  summary: 'runs the examples of contracts, and shows what differs',
  usage:
    '[files|globs...] [--config <file>] [--coverage | --write] [--mutate [--min <percent>] [--seconds <n>]] [--json]',
  flags: {
    config: configFlag,
    coverage: { help: 'lists what no example reaches' },
    mutate: { help: 'breaks each rule in turn, and lists those that no example notices' },
    min: { value: 'percent', help: 'with --mutate: exits with 1 where fewer broken rules are noticed' },
    write: { help: 'drafts missing examples from the schemas, and writes them into the contracts' },
    seconds: { value: 'n', help: `with --mutate: the longest that it takes (default: ${usualSeconds})` },
    json: { help: 'the results as JSON, for programs' },
  },
  examples: [
    "paramap test 'schemas/*.contract.json'",
    'paramap test --coverage',
    'paramap test --mutate --min 80',
    'paramap test --write',
  ],
  run: test,
};

async function test(given: ParsedArguments, terminal: Terminal): Promise<ExitCode> {
  const other = ['coverage', 'mutate'].find((flag) => given.has(flag));
  if (given.has('write') && other !== undefined) throw new UsageError(`--write stands alone, without --${other}`);
  const [min, seconds] = [numberOf(given, 'min'), numberOf(given, 'seconds')];
  const written = await readOptions(given, given.positionals, terminal);
  const workspace = openDryWorkspace(written);
  const { contracts, options, library } = workspace;
  const examples = compileExampleApi(contracts, options.limits, guardExample);
  if (given.has('write')) return write(given, examples, { library, terminal });
  const runs = runExamples(examples);
  const report = reportOf(contracts, {
    runs,
    coverage: given.has('coverage') ? coverExamples(examples.api, runs) : undefined,
    mutation: given.has('mutate') ? mutate(workspace, (seconds ?? usualSeconds) * 1000, terminal) : undefined,
    locate: (file, pointer) => library.locate(file, pointer),
  });
  if (given.has('json')) terminal.writeOut(`${JSON.stringify(reportJson(report), undefined, 2)}\n`);
  else printReport(report, terminal);
  const { failed, mutation } = report;
  return failed > 0 || (mutation?.percent ?? 100) < (min ?? 0) ? 1 : 0;
}

async function write(
  given: ParsedArguments,
  examples: ExampleApi,
  { library, terminal }: { readonly library: Workspace['library']; readonly terminal: Terminal },
): Promise<ExitCode> {
  const written = await writeDrafts(examples, library);
  if (given.has('json')) terminal.writeOut(`${JSON.stringify(written, undefined, 2)}\n`);
  else printDrafts(written, terminal);
  return written.gaps.length > 0 ? 1 : 0;
}

function numberOf(given: ParsedArguments, flag: 'min' | 'seconds'): number | undefined {
  const text = given.one(flag);
  if (text === undefined) return undefined;
  if (!given.has('mutate')) throw new UsageError(`--${flag} is about --mutate, which is not there`);
  const most = flag === 'min' ? 100 : 86_400;
  if (!/^\d{1,5}$/.test(text) || Number(text) > most) {
    throw new UsageError(`--${flag} is a whole number from 0 to ${most}, not ${text}`);
  }
  return Number(text);
}

function mutate(
  { contracts, library, options, normalization }: Workspace,
  mostMs: number,
  terminal: Terminal,
): MutationReport {
  const files = new Set(contracts.map(({ file }) => file));
  const run = mutateContracts({
    contracts: library.documents.filter(({ file }) => files.has(file)),
    library,
    root: options.root,
    options: normalization,
    limits: options.limits,
    guard: guardExample,
  });
  const report = collectMutations(run, {
    mostMs,
    locate: (file, pointer) => library.locate(file, pointer),
    onProgress: (done, total) => terminal.showProgress(`${done} of ${total} rules broken`),
  });
  terminal.showProgress('');
  return report;
}
