import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { resolve } from 'node:path';
import { createInterface } from 'node:readline';
import type { Command, ExitCode } from './command.ts';
import { entryFilter } from './logs/entry-filter.ts';
import { entryText } from './logs/entry-text.ts';
import { LogTally } from './logs/log-summary.ts';
import { loggedEntry } from './logs/logged-entry.ts';
import { logSummaryText } from './logs/summary-text.ts';
import type { ParsedArguments } from './parsed-arguments.ts';
import type { Terminal } from './terminal.ts';
import { UsageError } from './usage-error.ts';

/** `paramap logs`: the call log for people. */
export const logsCommand: Command = {
  name: 'logs',
  summary: 'shows the call log, filtered or in a summary',
  usage:
    '[file] [--status <list>] [--operation <name>] [--code <code>] [--slow <ms>] [--request <id>] [--summary] [--json]',
  flags: {
    status: { value: 'list', isRepeatable: true, help: 'only these: 404, 5xx, or several with commas' },
    operation: { value: 'name', isRepeatable: true, help: 'only requests of this operation' },
    code: { value: 'code', isRepeatable: true, help: 'only answers with this problem' },
    slow: { value: 'ms', help: 'only requests that took at least so long' },
    request: { value: 'id', help: 'only the request, or the trace, with this id' },
    summary: { help: 'adds up: operations, statuses, problems, faults' },
    json: { help: 'lines as they are, or the summary as JSON' },
  },
  examples: [
    'paramap logs calls.log --status 5xx',
    'paramap logs calls.log --summary',
    'tail -f calls.log | paramap logs --slow 500',
  ],
  run: logs,
};

async function logs(given: ParsedArguments, terminal: Terminal): Promise<ExitCode> {
  if (given.positionals.length > 1) throw new UsageError('one file at a time; several are joined by `cat`');
  const isWanted = entryFilter(given);
  const tally = given.has('summary') ? new LogTally() : undefined;
  let others = 0;
  for await (const line of linesOf(given.positionals[0] ?? '-', terminal)) {
    const entry = loggedEntry(line);
    if (entry === undefined) others += line === '' ? 0 : 1;
    else if (!isWanted(entry)) continue;
    else if (tally !== undefined) tally.add(entry);
    else terminal.writeOut(given.has('json') ? `${line}\n` : entryText(entry, terminal));
  }
  if (tally !== undefined) {
    const { summary } = tally;
    terminal.writeOut(
      given.has('json') ? `${JSON.stringify(summary, undefined, 2)}\n` : logSummaryText(summary, terminal),
    );
  }
  if (others > 0) terminal.writeError(`${others} ${others === 1 ? 'line is' : 'lines are'} not of the call log\n`);
  return 0;
}

/** Lines as they come, also of what has no end. */
async function* linesOf(name: string, terminal: Terminal): AsyncGenerator<string> {
  if (name === '-') {
    yield* createInterface({ input: terminal.openInput(), crlfDelay: Number.POSITIVE_INFINITY });
    return;
  }
  const path = resolve(terminal.folder, name);
  const isFolder = await stat(path).then(
    (found) => found.isDirectory(),
    () => undefined,
  );
  if (isFolder !== false) throw new UsageError(`${name} ${isFolder === undefined ? 'is not there' : 'is a folder'}`);
  yield* createInterface({ input: createReadStream(path), crlfDelay: Number.POSITIVE_INFINITY });
}
