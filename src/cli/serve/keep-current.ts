import { dirname } from 'node:path';
import { ContractError } from '../../contract/finding.ts';
import { countFindings } from '../../contract/format-findings.ts';
import type { Reload } from '../../middleware/reload.ts';
import type { ParsedArguments } from '../parsed-arguments.ts';
import { faultText } from '../fault-text.ts';
import { findingsText } from '../findings-text.ts';
import { paint, type Terminal } from '../terminal.ts';
import { ChangeWatch, type Watched } from './change-watch.ts';
import { configPath, folderOf, readGateway, type WrittenGateway } from './read-gateway.ts';

/** What serves, and can be told to serve by other options. */
export interface Reloadable {
  reload(options: WrittenGateway['options']): Promise<Reload>;
  files(): readonly string[];
  /** Replaces the processes that serve; absent where there is only one. */
  restart?(): Promise<boolean>;
}

/** From where reloads come. */
export interface CurrentParts {
  readonly given: ParsedArguments;
  readonly terminal: Terminal;
  /** As read at start. */
  readonly written: WrittenGateway;
  readonly stop: AbortSignal;
}

/**
 * Keeps what serves as files and flags say: read again at SIGHUP, and with `--watch` at each change. What is wrong is told,
 * and changes nothing. At SIGUSR2 the processes that serve are replaced.
 */
export function keepCurrent(served: Reloadable, { given, terminal, written, stop }: CurrentParts): void {
  const watch = given.has('watch') ? new ChangeWatch() : undefined;
  let { sources } = written;
  const follow = () => watch?.follow(watchedOf(configPath(given, terminal), sources, served.files()));
  const reload = async () => {
    // Before anything is read: a change in the meantime is not missed.
    follow();
    const latest = await reloadOnce(served, given, terminal);
    if (latest !== undefined) sources = latest.sources;
    follow();
  };
  const queue = new Queue();
  terminal.onSignal('SIGHUP', () => void queue.add(reload));
  terminal.onSignal('SIGUSR2', () => void queue.add(() => restartOnce(served, terminal)));
  if (watch === undefined) return;
  follow();
  void (async () => {
    while (await watch.nextChange(stop)) await queue.add(reload);
    watch.close();
  })();
}

/** Out: what is served from now on; `undefined` where nothing changed. */
async function reloadOnce(
  served: Reloadable,
  given: ParsedArguments,
  terminal: Terminal,
): Promise<WrittenGateway | undefined> {
  try {
    const written = await readGateway(given, terminal);
    const onWarning = (finding: Parameters<typeof findingsText>[0][number]) =>
      terminal.writeError(findingsText([finding], terminal));
    const { reloaded, findings } = await served.reload({ ...written.options, onWarning });
    terminal.writeError(findingsText(written.warnings, terminal));
    if (!reloaded) terminal.writeError(findingsText(findings, terminal));
    terminal.writeError(
      reloaded ? `${paint(terminal, 'good', 'reloaded')}\n` : nothingChanged(countFindings(findings)),
    );
    return reloaded ? written : undefined;
  } catch (error) {
    const counts = error instanceof ContractError ? countFindings(error.findings) : '';
    terminal.writeError(`${faultText(error, terminal)}${nothingChanged(counts)}`);
    return undefined;
  }
}

const nothingChanged = (counts: string): string =>
  `not reloaded${counts === '' ? '' : `: ${counts}`}; what was served before is served on\n`;

async function restartOnce(served: Reloadable, terminal: Terminal): Promise<void> {
  if (served.restart === undefined) terminal.writeError('there are no workers to replace; start with --workers\n');
  else if (await served.restart()) terminal.writeError(`${paint(terminal, 'good', 'all workers are replaced')}\n`);
  else terminal.writeError('the replacement was given up; the workers that are left serve on\n');
}

function watchedOf(config: string, sources: WrittenGateway['sources'], files: readonly string[]): Watched {
  const patterns = sources.flatMap(({ root, contracts }) =>
    contracts.flatMap((source) => (typeof source === 'string' ? [{ source, folder: folderOf(source, root) }] : [])),
  );
  return {
    files: [config, ...files],
    folders: [
      ...new Set([dirname(config), ...patterns.map(({ folder }) => folder), ...files.map((file) => dirname(file))]),
    ],
    trees: patterns.flatMap(({ source, folder }) => (/\*\*|[*?[{(].*\//.test(source) ? [folder] : [])),
  };
}

/** Runs one thing after another. */
class Queue {
  #last: Promise<void> = Promise.resolve();

  add(work: () => Promise<void>): Promise<void> {
    this.#last = this.#last.then(work);
    return this.#last;
  }
}
