import type { Command, ExitCode } from './command.ts';
import { bashScript } from './completion/bash-script.ts';
import { completedCommands, type CompletedCommand } from './completion/completed-command.ts';
import { fishScript } from './completion/fish-script.ts';
import { zshScript } from './completion/zsh-script.ts';
import type { ParsedArguments } from './parsed-arguments.ts';
import type { Terminal } from './terminal.ts';
import { UsageError } from './usage-error.ts';

const scripts = new Map<string, (commands: readonly CompletedCommand[]) => string>([
  ['bash', bashScript],
  ['zsh', zshScript],
  ['fish', fishScript],
]);

/** `paramap completion`: a script by which a shell completes commands, flags and their values. */
export function completionCommand(loadCommands: () => Promise<readonly Command[]>): Command {
  return {
    name: 'completion',
    summary: 'writes the script by which a shell completes commands',
    usage: '<bash|zsh|fish>',
    flags: {},
    examples: [
      'source <(paramap completion bash)   # in ~/.bashrc',
      'source <(paramap completion zsh)    # in ~/.zshrc',
      'paramap completion fish > ~/.config/fish/completions/paramap.fish',
    ],
    run: async (given, terminal) => writeScript(given, terminal, loadCommands),
  };
}

async function writeScript(
  { positionals: [shell, ...others] }: ParsedArguments,
  terminal: Terminal,
  loadCommands: () => Promise<readonly Command[]>,
): Promise<ExitCode> {
  const script = shell === undefined || others.length > 0 ? undefined : scripts.get(shell);
  if (script === undefined) throw new UsageError(`for which shell? Name one of ${[...scripts.keys()].join(', ')}`);
  terminal.writeOut(script(completedCommands(await loadCommands())));
  return 0;
}
