import { globSync } from 'tinyglobby';
import { ChangeWatch } from '../serve/change-watch.ts';
import type { ExitCode } from '../command.ts';
import { paint, type Terminal } from '../terminal.ts';

/** Checks now, and again after each change of a file in the terminal's folder, until it is stopped. */
export async function watchAndCheck(check: () => Promise<ExitCode>, terminal: Terminal): Promise<ExitCode> {
  const stop = terminal.stopSignal();
  const watch = new ChangeWatch();
  let exitCode: ExitCode = 0;
  try {
    do {
      watch.follow({ files: documentsBelow(terminal.folder), folders: [], trees: [terminal.folder] });
      exitCode = await check();
      terminal.writeError(`${paint(terminal, 'quiet', 'waiting for a change')}\n`);
    } while (await watch.nextChange(stop));
  } finally {
    watch.close();
  }
  return exitCode;
}

const documentsBelow = (folder: string): string[] =>
  globSync('**/*.{json,yaml,yml}', { cwd: folder, absolute: true, ignore: ['**/node_modules/**', '**/.git/**'] });
