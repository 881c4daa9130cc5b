import { coverExamples } from '../example/cover/cover-examples.ts';
import { compileExampleApi } from '../example/example-api.ts';
import { runExamples } from '../example/run-example.ts';
import type { Command, ExitCode } from './command.ts';
import type { ParsedArguments } from './parsed-arguments.ts';
import type { Terminal } from './terminal.ts';
import { printReport } from './test/print-report.ts';
import { reportJson } from './test/report-json.ts';
import { reportOf } from './test/test-report.ts';
import { openDryWorkspace } from './workspace.ts';
import { configFlag, readOptions } from './written-options.ts';

/** `paramap test`: runs the examples of contracts, without sending anything. */
export const testCommand: Command = {
  name: 'test',
  summary: 'runs the examples of contracts, and shows what differs',
  usage: '[files|globs...] [--config <file>] [--coverage] [--json]',
  flags: {
    config: configFlag,
    coverage: { help: 'lists what no example reaches' },
    json: { help: 'the results as JSON, for programs' },
  },
  examples: ["paramap test 'schemas/*.contract.json'", 'paramap test --coverage'],
  run: test,
};

async function test(given: ParsedArguments, terminal: Terminal): Promise<ExitCode> {
  const written = await readOptions(given, given.positionals, terminal);
  const { contracts, options, library } = openDryWorkspace(written);
  const examples = compileExampleApi(contracts, options.limits);
  const runs = runExamples(examples);
  const report = reportOf(contracts, {
    runs,
    coverage: given.has('coverage') ? coverExamples(examples.api, runs) : undefined,
    locate: (file, pointer) => library.locate(file, pointer),
  });
  if (given.has('json')) terminal.writeOut(`${JSON.stringify(reportJson(report), undefined, 2)}\n`);
  else printReport(report, terminal);
  return report.failed > 0 ? 1 : 0;
}
