import { execFileSync, spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadCommands } from '../../../src/cli/commands.ts';
import { completionCommand } from '../../../src/cli/completion.ts';
import { main } from '../../../src/cli/main.ts';
import { recordedTerminal } from '../recorded-terminal.ts';

/** The script that `paramap completion` writes for a shell. */
export async function scriptFor(shell: string): Promise<string> {
  const terminal = recordedTerminal();
  await main(['completion', shell], [completionCommand(loadCommands)], terminal);
  return terminal.out;
}

/** A folder with `backend.json`, a folder `schemas` with nothing in it, and the script of a shell. */
export function folderFor(shell: string, script: string): { readonly path: string; remove(): void } {
  const path = mkdtempSync(join(tmpdir(), 'paramap-completion-'));
  writeFileSync(join(path, 'backend.json'), '{}');
  execFileSync('mkdir', [join(path, 'schemas')]);
  writeFileSync(join(path, `paramap.${shell}`), script);
  return { path, remove: () => rmSync(path, { recursive: true }) };
}

/**
 * What bash offers at the end of each line, by its own function, called as bash calls it.
 *
 * In:  lines such as `paramap check --j`, whose last word, maybe empty, is to be completed.
 */
export function offeredByBash(folder: string, lines: readonly string[]): string[][] {
  const asks = lines.map((line) => {
    // Bash cuts words at `=`, and gives the sign as a word of its own.
    const words = line.split(' ').flatMap((word) => word.split(/(=)/).filter((part, at) => part !== '' || at === 0));
    const list = words.map((word) => `'${word}'`).join(' ');
    return `COMPREPLY=(); COMP_WORDS=(${list}); COMP_CWORD=${words.length - 1}; _paramap; echo "\${COMPREPLY[*]}"`;
  });
  const script = ['source paramap.bash', ...asks].join('\n');
  const out = execFileSync('bash', ['--norc', '--noprofile', '-c', script], { cwd: folder, encoding: 'utf8' });
  return out
    .split('\n')
    .slice(0, lines.length)
    .map((line) => line.split(' ').filter((word) => word !== ''));
}

/** What a terminal shows when a shell in it is given these keys; `until` is what is waited for, at most eight seconds. */
export function typedInto(
  shell: string,
  { folder, keys, until }: { readonly folder: string; readonly keys: readonly string[]; readonly until: RegExp },
): Promise<string> {
  const child = spawn('script', ['-qec', shell, '/dev/null'], {
    cwd: folder,
    env: {
      ...process.env,
      TERM: 'dumb',
      PS1: '$ ',
      HOME: folder,
      ZDOTDIR: folder,
      INPUTRC: '/dev/null',
      HISTFILE: '/dev/null',
    },
  });
  let shown = '';
  return new Promise((resolve) => {
    const end = (): void => void child.kill('SIGKILL');
    const timer = setTimeout(end, 8000);
    // A shell that is not there ends by itself.
    child.once('close', () => {
      clearTimeout(timer);
      resolve(shown);
    });
    child.stdout.on('data', (chunk) => {
      shown += chunk;
      if (until.test(shown)) end();
    });
    child.stdin.on('error', () => {});
    child.stdin.write(keys.join(''));
  });
}
